package io.remoteaudit.engagement;

/** What auditors may do in an engagement. */
public enum Right {
    /** Search and read records. */
    SEARCH("search"),
    /** Follow lots back and forward. */
    TRACE("trace"),
    /** Draw samples. */
    SAMPLE("sample"),
    /** Ask questions. */
    ASK("ask"),
    /** Raise findings, lead them to their end, and report what was decided on certificates. */
    FIND("find"),
    /** Download attachments. */
    DOWNLOAD("download"),
    /** Ask for signed exports and download them. */
    EXPORT("export");

    private final String wireName;

    Right(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in terms and on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a right by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the right
     * @throws IllegalArgumentException if no right has that name
     */
    public static Right ofWireName(String wireName) {
        for (Right right : values()) {
            if (right.wireName.equals(wireName)) {
                return right;
            }
        }
        throw new IllegalArgumentException(
                "Not a right: '" + wireName + "'; use search, trace, sample, ask, find, download or export");
    }
}
