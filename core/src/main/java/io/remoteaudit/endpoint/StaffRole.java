package io.remoteaudit.endpoint;

import java.util.Locale;

/** What a member of the quality staff may do at the desk. None includes another. */
public enum StaffRole {
    /** See engagements, questions, the access trail, the ledger and the sources of records. */
    VIEW,
    /** Draft answers. */
    ANSWER,
    /** Release drafted answers to the auditor. */
    RELEASE,
    /**
     * Propose, accept, amend, halt, end, archive and revoke engagements, issue and revoke tokens; look after ledger, index and
     * the sources of records.
     */
    MANAGE;

    /**
     * The name used in JSON.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
