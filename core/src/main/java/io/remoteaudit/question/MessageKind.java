package io.remoteaudit.question;

/** What a message does to its question. */
public enum MessageKind {
    /** Opens it. */
    QUESTION("question"),
    /** Answers it. */
    ANSWER("answer"),
    /** Asks further, so that it is open again. */
    FOLLOW_UP("follow-up"),
    /** Ends it. */
    CLOSING("closing");

    private final String wireName;

    MessageKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return a lower-case name with hyphens
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
    public static MessageKind ofWireName(String wireName) {
        for (MessageKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Not a kind of message: '" + wireName + "'");
    }
}
