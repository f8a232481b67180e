package io.remoteaudit.timestamp;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/**
 * Gets what the issuers of certificates have revoked (RFC 5280, section 5), so that a signature can keep it for later:
 * in ten years nobody may answer any more. Safe for use by several threads.
 */
public interface RevocationLists {

    /**
     * The current revocation lists of every issuer on a path. Blocks for as long as issuers may take.
     *
     * @param path a certificate and those above it, each signed by the next; the last is trusted by itself and needs none
     * @return at least one list for each certificate but the last, the newest first, without repetition; each is signed
     *     by its issuer, current and complete; they may name the certificate, see {@link RevocationLookup}
     * @throws TimestampException {@code RA-0243} if a certificate names no list, or its list cannot be got or does not
     *     hold, is partial, indirect or a delta
     */
    List<X509CRL> covering(List<X509Certificate> path);

    /**
     * Gets lists by HTTP from the addresses the certificates name, and from no other; keeps them until they are due for
     * renewal.
     *
     * @param clock tells what is current
     * @return the lists
     */
    static RevocationLists overHttp(Clock clock) {
        return new HttpRevocationLists(clock);
    }
}
