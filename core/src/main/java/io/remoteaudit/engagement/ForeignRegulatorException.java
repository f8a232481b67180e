package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/**
 * A foreign authority's engagement cannot be accepted, by no setting. Data kept in China goes to foreign judicial or
 * law-enforcement bodies only with the approval of the Chinese authority in charge (Data Security Law, article 36;
 * Personal Information Protection Law, article 41), which two parties cannot agree away.
 */
public final class ForeignRegulatorException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param engagement the engagement's id
     */
    public ForeignRegulatorException(String engagement) {
        super(
                "RA-0405",
                "Engagement '" + engagement
                        + "' is with a foreign authority and cannot become active: data kept in China"
                        + " goes to foreign judicial or law-enforcement bodies only after approval by the Chinese"
                        + " authority in charge (Data Security Law, article 36; Personal Information Protection Law,"
                        + " article 41). Hand the request to the management and its legal counsel, who ask that"
                        + " authority; nothing is shown here meanwhile");
    }
}
