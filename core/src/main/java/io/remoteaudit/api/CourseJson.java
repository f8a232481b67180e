package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Ending;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Outage;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Suspension;
import io.remoteaudit.engagement.TermsGap;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an engagement, as JSON. What did not happen is absent. */
final class CourseJson {

    private CourseJson() {}

    static void write(ObjectNode json, EngagementView view) {
        Suspension suspension = view.suspension();
        if (suspension != null) {
            json.putObject("suspension")
                    .put("party", suspension.party().wireName())
                    .put("reason", suspension.reason())
                    .put("by", suspension.by())
                    .put("at", suspension.at().toString());
        }
        if (view.makerEnding() != null || view.bodyEnding() != null) {
            ObjectNode endings = json.putObject("endings");
            write(endings, view.makerEnding());
            write(endings, view.bodyEnding());
        }
        if (!view.outages().isEmpty()) {
            ArrayNode outages = json.putArray("outages");
            view.outages().forEach(outage -> outages.add(outage(outage)));
        }
        if (!view.missing().isEmpty()) {
            ArrayNode missing = json.putArray("missing");
            view.missing().forEach(gap -> missing.add(gap.wireName()));
        }
    }

    private static void write(ObjectNode endings, @Nullable Ending ending) {
        if (ending != null) {
            endings.putObject(ending.party().wireName())
                    .put("reason", ending.reason())
                    .put("by", ending.by())
                    .put("at", ending.at().toString());
        }
    }

    static ObjectNode outage(Outage outage) {
        ObjectNode json = Json.object();
        json.put("party", outage.party().wireName());
        json.put("by", outage.by());
        json.put("at", outage.at().toString());
        json.put("from", outage.from().toString());
        json.put("to", outage.to().toString());
        json.put("description", outage.description());
        return json;
    }

    static EngagementState state(JsonNode json) {
        String state = Wire.text(json, "state");
        return EngagementState.ofWireName(state)
                .orElseThrow(() -> new MalformedException("Not a state of an engagement: " + state));
    }

    static @Nullable Suspension suspension(JsonNode json) {
        return Wire.optional(json, "suspension")
                .map(halt -> new Suspension(
                        party(halt), Wire.text(halt, "reason"), Wire.text(halt, "by"), Wire.instant(halt, "at"), null))
                .orElse(null);
    }

    static @Nullable Ending ending(JsonNode json, Party party) {
        return Wire.optional(json, "endings")
                .flatMap(endings -> Wire.optional(endings, party.wireName()))
                .map(ending -> new Ending(
                        party, Wire.text(ending, "reason"), Wire.text(ending, "by"), Wire.instant(ending, "at")))
                .orElse(null);
    }

    static List<Outage> outages(JsonNode json) {
        return json.has("outages") ? Wire.list(json, "outages", CourseJson::outage) : List.of();
    }

    /** Also of a later version, which may know of more that can be missing. */
    static List<TermsGap> missing(JsonNode json) {
        return json.has("missing")
                ? Wire.list(json, "missing", Wire::itemText).stream()
                        .flatMap(name -> gap(name).stream())
                        .toList()
                : List.of();
    }

    static Outage outage(JsonNode json) {
        try {
            return new Outage(
                    party(json),
                    Wire.text(json, "by"),
                    Wire.instant(json, "at"),
                    Wire.instant(json, "from"),
                    Wire.instant(json, "to"),
                    Wire.text(json, "description"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("An outage of the engagement cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<TermsGap> gap(String wireName) {
        return Arrays.stream(TermsGap.values())
                .filter(gap -> gap.wireName().equals(wireName))
                .findFirst();
    }

    private static Party party(JsonNode json) {
        String name = Wire.text(json, "party");
        return Arrays.stream(Party.values())
                .filter(party -> party.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedException("Not a party: " + name));
    }
}
