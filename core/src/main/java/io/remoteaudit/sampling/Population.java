package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.search.Filter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A population as it was frozen: what it is, how large, and by which digest it can be known again.
 *
 * @param query the query in canonical form; empty for everything in scope
 * @param filters all of which hold
 * @param ledgerSize the ledger size it was taken at
 * @param size how many members it has
 * @param digest the SHA-256 of its {@link PopulationFile}
 * @param bytes that file's length
 * @param glossary the digest of the glossary its words were understood by
 * @param termsVersion which terms of the engagement bounded it
 * @param terms the digest of those terms, whose scope it is within
 * @param strata how it is divided; null if it is not
 */
public record Population(
        String query,
        List<Filter> filters,
        long ledgerSize,
        int size,
        Hash digest,
        long bytes,
        Hash glossary,
        int termsVersion,
        Hash terms,
        @Nullable Strata strata) {

    /** Checks that nothing is missing and copies the list. */
    public Population {
        Objects.requireNonNull(query, "query");
        filters = List.copyOf(filters);
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(glossary, "glossary");
        Objects.requireNonNull(terms, "terms");
    }

    /**
     * The same population, divided.
     *
     * @param parts how
     * @return the population
     */
    Population divided(Strata parts) {
        return new Population(query, filters, ledgerSize, size, digest, bytes, glossary, termsVersion, terms, parts);
    }
}
