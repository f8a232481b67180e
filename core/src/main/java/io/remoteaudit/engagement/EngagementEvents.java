package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of an engagement as ledger entries, and the engagement they add up to. Stateless. */
final class EngagementEvents {

    private static final String EVENT = "event";
    private static final String PROPOSED = "proposed";
    private static final String AMENDED = "amended";
    private static final String ACCEPTED = "accepted";
    private static final String REVOKED = "revoked";

    private EngagementEvents() {}

    static NewEntry proposed(String id, EngagementTerms terms, String by) {
        return termsEntry(id, 1, PROPOSED, terms, by);
    }

    static NewEntry amended(Engagement before, EngagementTerms terms, String by) {
        return termsEntry(before.id(), before.version() + 1, AMENDED, terms, by);
    }

    static NewEntry accepted(Engagement before, Party party, String by) {
        SortedMap<String, JsonNode> fields = fields(ACCEPTED, by);
        fields.put("party", Json.text(party.wireName()));
        fields.put("digest", Json.text(before.digest().hex()));
        return entry(before.id(), before.version() + 1, fields);
    }

    static NewEntry revoked(Engagement before, String reason, String by) {
        SortedMap<String, JsonNode> fields = fields(REVOKED, by);
        fields.put("reason", Json.text(reason));
        return entry(before.id(), before.version() + 1, fields);
    }

    /** What the events add up to. */
    static Engagement replay(List<Entry> entries) {
        EngagementTerms terms = null;
        int termsVersion = 0;
        Acceptance maker = null;
        Acceptance body = null;
        Revocation revocation = null;
        for (Entry entry : entries) {
            String by = text(entry, "by");
            switch (text(entry, EVENT)) {
                case PROPOSED, AMENDED -> {
                    terms = EngagementTerms.fromJson(entry.field("terms").orElseThrow(() -> missing(entry, "terms")));
                    termsVersion++;
                    maker = null;
                    body = null;
                }
                case ACCEPTED -> {
                    Hash digest = Hash.parseHex(text(entry, "digest"));
                    if (text(entry, "party").equals(Party.MAKER.wireName())) {
                        maker = new Acceptance(Party.MAKER, by, entry.at(), digest);
                    } else {
                        body = new Acceptance(Party.BODY, by, entry.at(), digest);
                    }
                }
                case REVOKED -> revocation = new Revocation(text(entry, "reason"), by, entry.at());
                default ->
                    throw new IllegalStateException(
                            "Engagement '" + entry.subject() + "' holds an event of a newer release");
            }
        }
        if (terms == null) {
            throw new IllegalStateException("An engagement begins with its terms");
        }
        Hash digest = terms.digest();
        return new Engagement(
                entries.get(0).subject(),
                termsVersion,
                terms,
                digest,
                ofDigest(maker, digest),
                ofDigest(body, digest),
                revocation,
                entries.size());
    }

    private static @Nullable Acceptance ofDigest(@Nullable Acceptance acceptance, Hash digest) {
        return acceptance != null && acceptance.digest().equals(digest) ? acceptance : null;
    }

    private static NewEntry termsEntry(String id, int version, String event, EngagementTerms terms, String by) {
        SortedMap<String, JsonNode> fields = fields(event, by);
        fields.put("terms", terms.toJson());
        fields.put("digest", Json.text(terms.digest().hex()));
        return entry(id, version, fields);
    }

    private static SortedMap<String, JsonNode> fields(String event, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put(EVENT, Json.text(event));
        fields.put("by", Json.text(by));
        return fields;
    }

    private static NewEntry entry(String id, int version, SortedMap<String, JsonNode> fields) {
        return new NewEntry(EntryKind.ENGAGEMENT, id, version, id, fields);
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).orElseThrow(() -> missing(entry, name)).asText();
    }

    private static IllegalStateException missing(Entry entry, String name) {
        return new IllegalStateException(
                "Engagement '" + entry.subject() + "' entry " + entry.version() + " has no " + name);
    }
}
