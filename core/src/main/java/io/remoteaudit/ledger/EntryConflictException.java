package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;

/** An entry of this kind, subject and version exists already. Nothing was appended. */
public final class EntryConflictException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param entry the entry that was to be appended
     */
    public EntryConflictException(NewEntry entry) {
        super(
                "RA-0201",
                "The ledger already holds " + entry.kind().wireName() + " '" + entry.subject() + "' version "
                        + entry.version() + "; read it and append the next version");
    }
}
