package io.remoteaudit.engagement;

import java.util.Objects;

/**
 * What those are who audit, and where they sit. Terms without a profile are as terms were before there were profiles:
 * nothing follows from who audits.
 *
 * @param kind what they are
 * @param country the country data would go to, two capital letters of ISO 3166-1
 */
public record AuditorProfile(AuditorKind kind, String country) {

    private static final String HOME = "CN";

    /** Checks that the country is a code. */
    public AuditorProfile {
        Objects.requireNonNull(kind, "kind");
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException(
                    "'country' is two capital letters of ISO 3166-1 such as DE, not '" + country + "'");
        }
    }

    /**
     * Whether data would leave the country.
     *
     * @return true for a foreign authority, and for anyone whose country is not China
     */
    public boolean foreign() {
        return kind == AuditorKind.FOREIGN_REGULATOR || !country.equals(HOME);
    }
}
