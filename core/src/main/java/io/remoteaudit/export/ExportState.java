package io.remoteaudit.export;

/** Where an export job stands. */
public enum ExportState {
    /** It waits for its turn. */
    QUEUED,
    /** It is being made. */
    RUNNING,
    /** The file is complete and can be fetched. */
    DONE,
    /** It failed; the job says why. */
    FAILED,
    /** It was cancelled by whoever asked for it. */
    CANCELLED,
    /** It ended with its engagement or token. */
    REVOKED,
    /** Its files were kept for as long as the maker keeps them; they can be asked for anew. */
    EXPIRED;

    /**
     * Whether the job is over.
     *
     * @return false while it waits or runs
     */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
