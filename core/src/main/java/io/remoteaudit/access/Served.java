package io.remoteaudit.access;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to an attempt.
 *
 * @param at when the ledger took this
 * @param status the HTTP status
 * @param rows how many records, questions or entries the answer held
 * @param bytes how many bytes of content were sent
 * @param digest SHA-256 of the content sent; null where none was or it was broken off
 */
public record Served(
        Instant at,
        int status,
        long rows,
        long bytes,
        @Nullable Hash digest) {}
