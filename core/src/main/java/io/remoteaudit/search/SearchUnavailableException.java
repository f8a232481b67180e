package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;

/** The index has not got that far yet, or cannot tell this yet, for example while it is rebuilt. Asking again later helps. */
public final class SearchUnavailableException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param indexedSize the ledger size up to which entries can be found
     * @param wantedSize the ledger size asked for
     */
    public SearchUnavailableException(long indexedSize, long wantedSize) {
        super(
                "RA-0304",
                "The search index holds the first " + indexedSize + " entries of the ledger and not yet the "
                        + wantedSize + " asked for; try again later");
    }

    private SearchUnavailableException(String message) {
        super("RA-0304", message);
    }

    /**
     * Creates the failure to tell how lots are related.
     *
     * @return the failure
     */
    public static SearchUnavailableException ofOtherCatalogue() {
        return new SearchUnavailableException("The search index was made with another catalogue, which may relate lots"
                + " otherwise, and is being built anew; try again later");
    }
}
