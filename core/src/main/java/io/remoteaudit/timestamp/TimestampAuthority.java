package io.remoteaudit.timestamp;

import io.remoteaudit.ledger.Hash;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** Someone whose clock and signature others trust more than the maker's. Safe for use by several threads. */
public interface TimestampAuthority {

    /**
     * What the maker calls the authority.
     *
     * @return 1 to 40 letters, digits, {@code -} or {@code .}; it names files in exports
     */
    String name();

    /**
     * Asks for a time-stamp and verifies the answer. Blocks for as long as the authority may take.
     *
     * @param imprint the SHA-256 digest to be time-stamped
     * @return a time-stamp that holds
     * @throws TimestampException {@code RA-0240} if the authority cannot be reached or refuses, {@code RA-0241} if what
     *     it answered does not hold
     */
    Timestamp stamp(Hash imprint);

    /**
     * The certificates its time-stamps are trusted by.
     *
     * @return at least one
     */
    List<X509Certificate> anchors();

    /**
     * An authority that speaks RFC 3161 over HTTP (section 3.4).
     *
     * @param name what the maker calls it
     * @param address where it answers, {@code http} or {@code https}; an answer is signed either way
     * @param anchors the certificates its time-stamps are trusted by; without its root's, exports reach no higher level
     *     than B-T
     * @param clock a time-stamp more than five minutes off this clock is refused
     * @return the authority
     * @throws IllegalArgumentException if the name or the address is of another form, or there is no certificate
     */
    static TimestampAuthority overHttp(String name, URI address, List<X509Certificate> anchors, Clock clock) {
        return new HttpTimestampAuthority(name, address, anchors, clock);
    }
}
