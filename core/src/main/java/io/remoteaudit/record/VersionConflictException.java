package io.remoteaudit.record;

import io.remoteaudit.RemoteAuditException;

/** A version that does not follow the newest one, or exists with other content. Nothing was saved. */
public final class VersionConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final int givenVersion;
    private final int newestVersion;

    /**
     * Creates the failure.
     *
     * @param id the record's business id
     * @param givenVersion the version that was to be saved
     * @param newestVersion the newest version the ledger holds; 0 if it holds none
     */
    public VersionConflictException(String id, int givenVersion, int newestVersion) {
        super("RA-0102", describe(id, givenVersion, newestVersion));
        this.givenVersion = givenVersion;
        this.newestVersion = newestVersion;
    }

    /**
     * The version that was to be saved.
     *
     * @return the number given
     */
    public int givenVersion() {
        return givenVersion;
    }

    /**
     * The newest version the ledger holds.
     *
     * @return the number; 0 if there is none
     */
    public int newestVersion() {
        return newestVersion;
    }

    private static String describe(String id, int given, int newest) {
        if (given <= newest) {
            return "Record '" + id + "' version " + given
                    + " already exists with other content and the newest version is " + newest
                    + "; save the change as version " + (newest + 1) + " with its reason";
        }
        return "Record '" + id + "' version " + given + " does not follow the newest version " + newest
                + "; save version " + (newest + 1) + " first";
    }
}
