package io.remoteaudit.engagement;

/** What those are who audit. The kind decides what terms must say before they can be accepted. */
public enum AuditorKind {
    /** A body that certifies management systems or products. */
    CERTIFICATION_BODY("certification-body"),
    /** A body that accredits certification bodies and looks over their shoulder. */
    ACCREDITATION_BODY("accreditation-body"),
    /** A customer of the maker's, who audits it as a supplier. */
    CLIENT_SECOND_PARTY("client-second-party"),
    /** An authority of the maker's own country. */
    REGULATOR("regulator"),
    /**
     * An authority of another country. Never becomes active: Chinese law asks for an approval that no agreement between
     * the two parties can replace.
     */
    FOREIGN_REGULATOR("foreign-regulator");

    private final String wireName;

    AuditorKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in terms and on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a kind by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the kind
     * @throws IllegalArgumentException if no kind has that name
     */
    public static AuditorKind ofWireName(String wireName) {
        for (AuditorKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Not a kind of auditor: '" + wireName + "'");
    }
}
