package io.remoteaudit.finding;

/** What a certification body decided about a certificate. */
public enum CertificateOutcome {
    /** It was issued. */
    GRANTED("granted"),
    /** It was not issued. */
    REFUSED("refused"),
    /** It goes on unchanged. */
    MAINTAINED("maintained"),
    /** It covers more than before. */
    EXTENDED("extended"),
    /** It covers less than before. */
    REDUCED("reduced"),
    /** It is out of force for a time. */
    SUSPENDED("suspended"),
    /** It is in force again. */
    RESTORED("restored"),
    /** It is out of force for good. */
    WITHDRAWN("withdrawn");

    private final String wireName;

    CertificateOutcome(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds an outcome by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the outcome
     * @throws IllegalArgumentException if no outcome has that name
     */
    public static CertificateOutcome ofWireName(String wireName) {
        for (CertificateOutcome outcome : values()) {
            if (outcome.wireName.equals(wireName)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("Not an outcome of a certificate: '" + wireName + "'");
    }
}
