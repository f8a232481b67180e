package io.remoteaudit.standard;

/** Whether the maker made a lot or had it from somebody. */
public enum LotKind {
    /** Made by the maker. */
    MADE("made"),
    /** Received from a supplier. */
    RECEIVED("received");

    private final String wireName;

    LotKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in data and on the wire.
     *
     * @return a lower-case word
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
    public static LotKind ofWireName(String wireName) {
        for (LotKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Not a kind of lot: '" + wireName + "'; use made or received");
    }
}
