package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.export.ExportJob;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an export is.
 *
 * @param id its id
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed}, {@code cancelled} or {@code revoked}
 * @param recordsDone records written so far
 * @param recordsTotal records to be written
 * @param bytes bytes written so far
 * @param startedAt when it was asked for
 * @param ledgerSize the ledger size exported
 * @param sha256 the file's digest; null until it is done
 * @param failure why it failed; null if it did not
 */
public record ExportStatus(
        String id,
        String state,
        long recordsDone,
        long recordsTotal,
        long bytes,
        Instant startedAt,
        long ledgerSize,
        @Nullable Hash sha256,
        @Nullable String failure) {

    /** The media type of a finished export. */
    public static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";

    /** Checks that nothing required is missing. */
    public ExportStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /**
     * The status of a job.
     *
     * @param job the job
     * @return its status
     */
    public static ExportStatus of(ExportJob job) {
        return new ExportStatus(
                job.id(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.recordsDone(),
                job.recordsTotal(),
                job.bytes(),
                job.startedAt(),
                job.ledgerSize(),
                job.sha256(),
                job.failure());
    }

    /**
     * Whether the file is there.
     *
     * @return true once it is done
     */
    public boolean done() {
        return state.equals("done");
    }

    /**
     * Whether nothing more will happen.
     *
     * @return true unless it is queued or running
     */
    public boolean ended() {
        return !state.equals("queued") && !state.equals("running");
    }

    /**
     * The status as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("state", state);
        json.put("recordsDone", recordsDone);
        json.put("recordsTotal", recordsTotal);
        json.put("bytes", bytes);
        json.put("startedAt", startedAt.toString());
        json.put("ledgerSize", ledgerSize);
        if (sha256 != null) {
            json.put("sha256", sha256.hex());
        }
        if (failure != null) {
            json.put("failure", failure);
        }
        return json;
    }

    /**
     * Reads a status.
     *
     * @param json the status
     * @return the status
     * @throws io.remoteaudit.ledger.MalformedException if it is not one
     */
    public static ExportStatus fromJson(JsonNode json) {
        return new ExportStatus(
                Wire.text(json, "id"),
                Wire.text(json, "state"),
                Wire.number(json, "recordsDone"),
                Wire.number(json, "recordsTotal"),
                Wire.number(json, "bytes"),
                Wire.instant(json, "startedAt"),
                Wire.number(json, "ledgerSize"),
                Wire.optionalText(json, "sha256").map(Hash::parseHex).orElse(null),
                Wire.optionalText(json, "failure").orElse(null));
    }
}
