package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The events of an engagement as ledger entries. Stateless. */
final class EngagementEvents {

    static final String EVENT = "event";
    static final String PROPOSED = "proposed";
    static final String AMENDED = "amended";
    static final String ACCEPTED = "accepted";
    static final String REVOKED = "revoked";
    static final String SUSPENDED = "suspended";
    static final String RESUMED = "resumed";
    static final String ENDING_AGREED = "ending-agreed";
    static final String ARCHIVED = "archived";
    static final String OUTAGE_NOTED = "outage-noted";
    static final String REASON = "reason";
    static final String PARTY = "party";
    static final String BY = "by";

    private EngagementEvents() {}

    static NewEntry proposed(String id, EngagementTerms terms, String by) {
        return termsEntry(id, 1, PROPOSED, terms, by);
    }

    static NewEntry amended(Engagement before, EngagementTerms terms, String by) {
        return termsEntry(before.id(), before.version() + 1, AMENDED, terms, by);
    }

    static NewEntry accepted(Engagement before, Party party, String by) {
        SortedMap<String, JsonNode> fields = fields(ACCEPTED, by);
        fields.put(PARTY, Json.text(party.wireName()));
        fields.put("digest", Json.text(before.digest().hex()));
        return entry(before.id(), before.version() + 1, fields);
    }

    static NewEntry revoked(Engagement before, String reason, String by) {
        SortedMap<String, JsonNode> fields = fields(REVOKED, by);
        fields.put(REASON, Json.text(reason));
        return entry(before.id(), before.version() + 1, fields);
    }

    static NewEntry suspended(Engagement before, Party party, String reason, String by) {
        return partys(before, SUSPENDED, party, by, Map.of(REASON, Json.text(reason)));
    }

    static NewEntry resumed(Engagement before, Party party, String by) {
        return partys(before, RESUMED, party, by, Map.of());
    }

    static NewEntry endingAgreed(Engagement before, Party party, String reason, String by) {
        return partys(before, ENDING_AGREED, party, by, Map.of(REASON, Json.text(reason)));
    }

    static NewEntry archived(Engagement before, String by) {
        return entry(before.id(), before.version() + 1, fields(ARCHIVED, by));
    }

    static NewEntry outageNoted(Engagement before, Outage outage) {
        return partys(
                before,
                OUTAGE_NOTED,
                outage.party(),
                outage.by(),
                Map.of(
                        "from", Json.text(outage.from().toString()),
                        "to", Json.text(outage.to().toString()),
                        "description", Json.text(outage.description())));
    }

    /** What the events add up to. */
    static Engagement replay(List<Entry> entries) {
        return new EngagementReplay(entries.get(0).subject()).after(entries);
    }

    private static NewEntry partys(
            Engagement before, String event, Party party, String by, Map<String, JsonNode> more) {
        SortedMap<String, JsonNode> fields = fields(event, by);
        fields.put(PARTY, Json.text(party.wireName()));
        fields.putAll(more);
        return entry(before.id(), before.version() + 1, fields);
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
        fields.put(BY, Json.text(by));
        return fields;
    }

    private static NewEntry entry(String id, int version, SortedMap<String, JsonNode> fields) {
        return new NewEntry(EntryKind.ENGAGEMENT, id, version, id, fields);
    }
}
