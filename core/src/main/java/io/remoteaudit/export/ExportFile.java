package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import java.util.Objects;

/**
 * A finished file of an export: the whole, or one of its parts.
 *
 * @param number which part it is, from 1 on
 * @param bytes its size
 * @param sha256 its digest, the same each time it is fetched
 */
public record ExportFile(int number, long bytes, Hash sha256) {

    /** Checks that nothing is missing. */
    public ExportFile {
        Objects.requireNonNull(sha256, "sha256");
    }
}
