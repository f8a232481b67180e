package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.LocalizedText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that could not become a record. It is tried again at each run until it is right, or until someone dismisses it; and
 * again if it changes after that.
 *
 * @param source the source it is of
 * @param key by which it is {@linkplain Feed#dismiss dismissed}
 * @param row its id, as the source has it
 * @param reason what keeps it from being a record
 * @param refusedAt when it was refused first
 * @param triedAt when it was tried last
 * @param dismissal who dismissed it and why; null if nobody has
 */
public record RefusedRow(
        String source,
        String key,
        String row,
        LocalizedText reason,
        Instant refusedAt,
        Instant triedAt,
        @Nullable Dismissal dismissal) {

    /** Checks that nothing is missing. */
    public RefusedRow {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(refusedAt, "refusedAt");
        Objects.requireNonNull(triedAt, "triedAt");
    }

    /**
     * The row for programs.
     *
     * @return an object of JSON
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("row", row)
                .put("key", key)
                .put("refusedAt", refusedAt.toString())
                .put("triedAt", triedAt.toString());
        json.set("reason", reason.toJson());
        Dismissal dismissed = dismissal;
        if (dismissed != null) {
            json.putObject("dismissal")
                    .put("at", dismissed.at().toString())
                    .put("by", dismissed.by())
                    .put("reason", dismissed.because());
        }
        return json;
    }

    /**
     * Someone's decision that a row is no record.
     *
     * @param at when
     * @param by who
     * @param because why
     */
    public record Dismissal(Instant at, String by, String because) {

        /** Checks that nothing is missing. */
        public Dismissal {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(because, "because");
        }
    }
}
