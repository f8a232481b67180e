package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.export.ExportFile;
import io.remoteaudit.export.ExportJob;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an export is.
 *
 * @param id its id
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed}, {@code cancelled}, {@code revoked} or
 *     {@code expired}
 * @param recordsDone records written so far
 * @param recordsTotal records to be written
 * @param bytes bytes written so far
 * @param startedAt when it was asked for
 * @param ledgerSize the ledger size exported
 * @param files the finished files: one, or the parts of a large export in their order; empty until it is done
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
        List<ExportFile> files,
        @Nullable String failure) {

    /** The media type of a finished export. */
    public static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";

    /** Checks that nothing required is missing and copies the list. */
    public ExportStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        files = List.copyOf(files);
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
                job.files(),
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
        if (!files.isEmpty()) {
            json.put("sha256", files.get(0).sha256().hex());
            ArrayNode parts = json.putArray("parts");
            for (ExportFile file : files) {
                parts.addObject()
                        .put("number", file.number())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256().hex());
            }
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
                json.has("parts")
                        ? Wire.list(
                                json,
                                "parts",
                                part -> new ExportFile(
                                        Wire.integer(part, "number"),
                                        Wire.number(part, "bytes"),
                                        Hash.parseHex(Wire.text(part, "sha256"))))
                        : List.of(),
                Wire.optionalText(json, "failure").orElse(null));
    }
}
