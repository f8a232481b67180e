package io.remoteaudit.engagement;

/** The two sides of an engagement. */
public enum Party {
    /** The audited manufacturer. */
    MAKER("maker"),
    /** The certification body. */
    BODY("body");

    private final String wireName;

    Party(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return {@code maker} or {@code body}
     */
    public String wireName() {
        return wireName;
    }
}
