package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.Objects;

/**
 * A checkpoint's time-stamp by one authority, as it is listed: given, or still pending. The token itself is fetched by
 * size and authority.
 *
 * @param ledgerSize the checkpoint's size
 * @param authority what the maker calls the authority
 * @param pending whether it is still to come
 * @param since when it was given, by the authority's clock; of a pending one, when it was first asked for
 * @param checkpoint the checkpoint's signed note, of whose bytes the token's imprint is the SHA-256 digest
 */
public record LedgerTimestamp(long ledgerSize, String authority, boolean pending, Instant since, String checkpoint) {

    /** The media type of a token (RFC 3161, section 2.4.2), without the response around it. */
    public static final String TOKEN = "application/vnd.etsi.timestamp-token";

    private static final String GIVEN = "given";
    private static final String PENDING = "pending";

    /** Checks that nothing is missing. */
    public LedgerTimestamp {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }

    /**
     * As JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        return Json.object()
                .put("ledgerSize", ledgerSize)
                .put("authority", authority)
                .put("state", pending ? PENDING : GIVEN)
                .put("since", since.toString())
                .put("checkpoint", checkpoint);
    }

    /**
     * Reads it; nothing is checked yet.
     *
     * @param json what {@link #toJson} gives
     * @return the time-stamp's state
     * @throws MalformedException if it is of another form
     */
    public static LedgerTimestamp fromJson(JsonNode json) {
        String state = Wire.text(json, "state");
        if (!state.equals(GIVEN) && !state.equals(PENDING)) {
            throw new MalformedException("A time-stamp is given or pending, not '" + state + "'");
        }
        return new LedgerTimestamp(
                Wire.number(json, "ledgerSize"),
                Wire.text(json, "authority"),
                state.equals(PENDING),
                Wire.instant(json, "since"),
                Wire.text(json, "checkpoint"));
    }
}
