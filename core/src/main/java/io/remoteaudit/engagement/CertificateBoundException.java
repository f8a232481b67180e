package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/** A passkey would let in without the client certificate that the auditor's access is bound to. */
public final class CertificateBoundException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param engagement the engagement
     */
    public CertificateBoundException(String engagement) {
        super(
                "RA-0412",
                "The access to engagement '" + engagement
                        + "' is bound to a client certificate, without which a passkey"
                        + " would let in; the maker can invite the auditor by a link, which is not bound to one");
    }
}
