package io.remoteaudit.export;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a container's signature keeps for later (ETSI EN 319 122-1, section 6; EN 319 162-1, section 4.4.4). In rising
 * order.
 */
public enum SignatureLevel {
    /** The signature alone: its time is the signer's own clock's. */
    B_B("CAdES-B-B"),
    /** And a time-stamp over it: an authority says that it existed then. */
    B_T("CAdES-B-T"),
    /**
     * And all certificates, and revocation lists for each that someone could revoke, so that nobody has to be asked later.
     * Nothing protects which lists these are.
     */
    B_LT("CAdES-B-LT"),
    /** And an archive time-stamp over everything, which holds when certificates end and can be renewed. */
    B_LTA("CAdES-B-LTA");

    private final String wireName;

    SignatureLevel(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name as standards and {@code export.json} write it.
     *
     * @return for example {@code CAdES-B-LTA}
     */
    public String wireName() {
        return wireName;
    }

    static Optional<SignatureLevel> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(level -> level.wireName.equals(name))
                .findFirst();
    }
}
