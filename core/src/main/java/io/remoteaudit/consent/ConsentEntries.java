package io.remoteaudit.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests for consent as ledger entries: the subject is the request, each version what happened next. Stateless. */
final class ConsentEntries {

    private static final String EVENT = "event";
    private static final String BY = "by";
    private static final String REASON = "reason";
    private static final String ASKED = "asked";
    private static final String GRANTED = "granted";
    private static final String REFUSED = "refused";
    private static final String REVOKED = "revoked";
    private static final String USED = "used";

    private ConsentEntries() {}

    static NewEntry asked(Consent consent) {
        return entry(
                consent,
                ASKED,
                Map.of(
                        "auditor",
                        Json.text(consent.auditorId()),
                        BY,
                        Json.text(consent.auditor()),
                        "item",
                        consent.item().toJson(),
                        "bytes",
                        Json.text(String.valueOf(consent.bytes())),
                        REASON,
                        Json.text(consent.reason())));
    }

    static NewEntry granted(Consent consent, Instant until, boolean once, String by) {
        return entry(
                consent,
                GRANTED,
                Map.of(
                        BY,
                        Json.text(by),
                        "until",
                        Json.text(until.toString()),
                        "once",
                        Json.text(String.valueOf(once))));
    }

    static NewEntry refused(Consent consent, String reason, String by) {
        return entry(consent, REFUSED, Map.of(BY, Json.text(by), REASON, Json.text(reason)));
    }

    static NewEntry revoked(Consent consent, String reason, String by) {
        return entry(consent, REVOKED, Map.of(BY, Json.text(by), REASON, Json.text(reason)));
    }

    static NewEntry used(Consent consent, int version, Hash sha256) {
        return entry(consent, version, USED, Map.of("sha256", Json.text(sha256.hex())));
    }

    static Consent read(List<Entry> entries, long taken) {
        Entry first = entries.get(0);
        ConsentGrant grant = null;
        ConsentEnd end = null;
        List<ConsentUse> uses = new ArrayList<>();
        for (Entry entry : entries) {
            switch (text(entry, EVENT)) {
                case ASKED -> {}
                case GRANTED ->
                    grant = new ConsentGrant(
                            text(entry, BY),
                            entry.at(),
                            Instant.parse(text(entry, "until")),
                            Boolean.parseBoolean(text(entry, "once")));
                case REFUSED, REVOKED -> end = new ConsentEnd(text(entry, BY), entry.at(), text(entry, REASON));
                case USED -> uses.add(new ConsentUse(Hash.parseHex(text(entry, "sha256")), entry.at()));
                default ->
                    throw new IllegalStateException(
                            "Consent '" + first.subject() + "' holds an event of a newer release");
            }
        }
        return new Consent(
                first.subject(),
                String.valueOf(first.context()),
                text(first, "auditor"),
                text(first, BY),
                ConsentItem.fromJson(first.field("item").orElseThrow(() -> missing(first, "item"))),
                Long.parseLong(text(first, "bytes")),
                text(first, REASON),
                first.at(),
                grant,
                end,
                uses,
                taken,
                entries.size());
    }

    /** Whether a first entry asks for this, and who asks. */
    static boolean asks(Entry first, String auditorId, ConsentItem item) {
        return text(first, "auditor").equals(auditorId)
                && first.field("item").filter(item.toJson()::equals).isPresent();
    }

    private static NewEntry entry(Consent consent, String event, Map<String, JsonNode> more) {
        return entry(consent, consent.version() + 1, event, more);
    }

    private static NewEntry entry(Consent consent, int version, String event, Map<String, JsonNode> more) {
        TreeMap<String, JsonNode> fields = new TreeMap<>(more);
        fields.put(EVENT, Json.text(event));
        return new NewEntry(EntryKind.CONSENT, consent.id(), version, consent.engagement(), fields);
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElseThrow(() -> missing(entry, name));
    }

    private static IllegalStateException missing(Entry entry, String name) {
        return new IllegalStateException(
                "Consent '" + entry.subject() + "' entry " + entry.version() + " has no " + name);
    }
}
