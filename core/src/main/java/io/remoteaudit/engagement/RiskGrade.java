package io.remoteaudit.engagement;

import java.util.Locale;

/** The risk that comes with auditing remotely, as the two parties graded it. */
public enum RiskGrade {
    /** What is missed could harm people or void the certificate. */
    CRITICAL,
    /** What is missed could hide a failure of the system. */
    MAJOR,
    /** What is missed would be found otherwise. */
    MINOR;

    /**
     * The name used in terms and on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
