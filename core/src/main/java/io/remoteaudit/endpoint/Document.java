package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A reply that is ready in memory. Immutable. */
final class Document implements Reply {

    private final int status;
    private final @Nullable String mediaType;
    private final byte[] content;
    private final @Nullable String etag;
    private final long rows;
    private final OptionalLong ledgerSize;
    private final Headers headers;

    private Document(
            int status,
            @Nullable String mediaType,
            byte[] content,
            @Nullable String etag,
            long rows,
            OptionalLong ledgerSize,
            Headers headers) {
        this.status = status;
        this.mediaType = mediaType;
        this.content = content;
        this.etag = etag;
        this.rows = rows;
        this.ledgerSize = ledgerSize;
        this.headers = headers;
    }

    /** JSON with the tag of its content. */
    static Document json(JsonNode json, long rows) {
        return of("application/json", Json.write(json).getBytes(StandardCharsets.UTF_8), rows);
    }

    /** Any content with its tag. The bytes are not copied: only this package makes them. */
    static Document of(String mediaType, byte[] content, long rows) {
        return new Document(200, mediaType, content, ETag.of(content), rows, OptionalLong.empty(), Headers.none());
    }

    /** Nothing more to say. */
    static Document noContent() {
        return new Document(204, null, new byte[0], null, 0, OptionalLong.empty(), Headers.none());
    }

    /** A stored reply. */
    static Document restored(
            int status,
            @Nullable String mediaType,
            byte[] content,
            @Nullable String etag,
            OptionalLong ledgerSize,
            Headers headers) {
        return new Document(status, mediaType, content, etag, 0, ledgerSize, headers);
    }

    Document status(int other) {
        return new Document(other, mediaType, content, etag, rows, ledgerSize, headers);
    }

    Document tagged(@Nullable String other) {
        return new Document(status, mediaType, content, other, rows, ledgerSize, headers);
    }

    Document at(long size) {
        return new Document(status, mediaType, content, etag, rows, OptionalLong.of(size), headers);
    }

    Document header(String name, String value) {
        return new Document(status, mediaType, content, etag, rows, ledgerSize, headers.with(name, value));
    }

    int status() {
        return status;
    }

    @Nullable
    String mediaType() {
        return mediaType;
    }

    byte[] content() {
        return content;
    }

    @Nullable
    String etag() {
        return etag;
    }

    long rows() {
        return rows;
    }

    OptionalLong ledgerSize() {
        return ledgerSize;
    }

    Headers headers() {
        return headers;
    }
}
