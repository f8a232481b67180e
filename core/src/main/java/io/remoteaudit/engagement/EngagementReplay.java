package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engagement that its events add up to. Not safe for use by several threads. */
final class EngagementReplay {

    private final String id;
    private @Nullable EngagementTerms terms;
    private int termsVersion;
    private @Nullable Acceptance maker;
    private @Nullable Acceptance body;
    private final List<Suspension> suspensions = new ArrayList<>();
    private @Nullable Ending makerEnding;
    private @Nullable Ending bodyEnding;
    private @Nullable Revocation revocation;
    private @Nullable Archival archival;
    private final List<Outage> outages = new ArrayList<>();

    EngagementReplay(String id) {
        this.id = id;
    }

    Engagement after(List<Entry> entries) {
        entries.forEach(this::take);
        EngagementTerms present = terms;
        if (present == null) {
            throw new IllegalStateException("An engagement begins with its terms");
        }
        Hash digest = present.digest();
        return new Engagement(
                id,
                termsVersion,
                present,
                digest,
                ofDigest(maker, digest),
                ofDigest(body, digest),
                new Course(suspensions, makerEnding, bodyEnding, revocation, archival, outages),
                entries.size());
    }

    private void take(Entry entry) {
        String by = text(entry, EngagementEvents.BY);
        switch (text(entry, EngagementEvents.EVENT)) {
            case EngagementEvents.PROPOSED, EngagementEvents.AMENDED -> takeTerms(entry);
            case EngagementEvents.ACCEPTED -> takeAcceptance(entry, by);
            case EngagementEvents.REVOKED ->
                revocation = new Revocation(text(entry, EngagementEvents.REASON), by, entry.at());
            case EngagementEvents.SUSPENDED ->
                suspensions.add(
                        new Suspension(party(entry), text(entry, EngagementEvents.REASON), by, entry.at(), null));
            case EngagementEvents.RESUMED ->
                suspensions.add(suspensions.remove(suspensions.size() - 1).resumed(party(entry), by, entry.at()));
            case EngagementEvents.ENDING_AGREED -> takeEnding(entry, by);
            case EngagementEvents.ARCHIVED -> archival = new Archival(by, entry.at());
            case EngagementEvents.OUTAGE_NOTED ->
                outages.add(new Outage(
                        party(entry),
                        by,
                        entry.at(),
                        Instant.parse(text(entry, "from")),
                        Instant.parse(text(entry, "to")),
                        text(entry, "description")));
            default -> throw new IllegalStateException("Engagement '" + id + "' holds an event of a newer release");
        }
    }

    private void takeTerms(Entry entry) {
        JsonNode json = entry.field("terms").orElseThrow(() -> missing(entry, "terms"));
        terms = EngagementTerms.fromJson(json);
        termsVersion++;
        maker = null;
        body = null;
        makerEnding = null;
        bodyEnding = null;
    }

    private void takeAcceptance(Entry entry, String by) {
        Acceptance acceptance = new Acceptance(party(entry), by, entry.at(), Hash.parseHex(text(entry, "digest")));
        if (acceptance.party() == Party.MAKER) {
            maker = acceptance;
        } else {
            body = acceptance;
        }
    }

    private void takeEnding(Entry entry, String by) {
        Ending ending = new Ending(party(entry), text(entry, EngagementEvents.REASON), by, entry.at());
        if (ending.party() == Party.MAKER) {
            makerEnding = ending;
        } else {
            bodyEnding = ending;
        }
    }

    private static @Nullable Acceptance ofDigest(@Nullable Acceptance acceptance, Hash digest) {
        return acceptance != null && acceptance.digest().equals(digest) ? acceptance : null;
    }

    private static Party party(Entry entry) {
        return text(entry, EngagementEvents.PARTY).equals(Party.MAKER.wireName()) ? Party.MAKER : Party.BODY;
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).orElseThrow(() -> missing(entry, name)).asText();
    }

    private static IllegalStateException missing(Entry entry, String name) {
        return new IllegalStateException(
                "Engagement '" + entry.subject() + "' entry " + entry.version() + " has no " + name);
    }
}
