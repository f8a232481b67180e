package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.LocalizedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads again what reports were kept as. Stateless. */
final class ReportJson {

    private ReportJson() {}

    static Optional<LocalizedText> text(JsonNode json) {
        return json.isObject()
                ? Optional.of(new LocalizedText(
                        json.path("zh").asText(), json.path("en").asText()))
                : Optional.empty();
    }

    static FeedReport rows(JsonNode json) {
        String source = json.path("source").asText();
        List<RefusedRow> refusals = new ArrayList<>();
        for (JsonNode item : json.path("refusals")) {
            refusals.add(new RefusedRow(
                    source,
                    item.path("key").asText(),
                    item.path("row").asText(),
                    text(item.path("reason")).orElseThrow(),
                    instant(item, "refusedAt"),
                    instant(item, "triedAt"),
                    null));
        }
        List<String> examples = new ArrayList<>();
        json.path("examples").forEach(example -> examples.add(Json.write(example)));
        return new FeedReport(
                source,
                json.path("rehearsal").asBoolean(),
                instant(json, "startedAt"),
                instant(json, "finishedAt"),
                json.path("rows").asLong(),
                json.path("saved").asLong(),
                json.path("newVersions").asLong(),
                json.path("unchanged").asLong(),
                json.path("leftOut").asLong(),
                json.path("refused").asLong(),
                json.path("dismissed").asLong(),
                json.path("missing").asLong(),
                refusals,
                examples);
    }

    static Optional<FileReport> file(JsonNode json, FeedReport rows) {
        return json.has("file")
                ? Optional.of(new FileReport(
                        json.path("file").asText(),
                        json.path("sha256").asText(),
                        json.path("takenBefore").asBoolean(),
                        text(json.path("failure")).orElse(null),
                        rows))
                : Optional.empty();
    }

    private static Instant instant(JsonNode json, String name) {
        return Instant.parse(json.path(name).asText());
    }
}
