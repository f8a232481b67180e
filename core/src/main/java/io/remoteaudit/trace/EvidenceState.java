package io.remoteaudit.trace;

/** Whether what a dossier needs is there, as far as the scope lets one tell. */
public enum EvidenceState {
    /** It is there. */
    PRESENT("present"),
    /** It is not there, and the terms hide nothing that could be it. */
    MISSING("missing"),
    /** There are records, but none was valid on the day. */
    INVALID("invalid"),
    /** Nothing in scope is it; the terms leave out records that could be, whether or not there are any. */
    NONE_IN_SCOPE("none-in-scope"),
    /** The terms do not show such records at all. */
    OUTSIDE_SCOPE("outside-scope"),
    /** What it depends on is not there or not shown, so nothing can be said. */
    UNDETERMINED("undetermined");

    private final String wireName;

    EvidenceState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return lower-case words with hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds one by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the evidence
     * @throws IllegalArgumentException if none has that name
     */
    public static EvidenceState ofWireName(String wireName) {
        for (EvidenceState evidence : values()) {
            if (evidence.wireName.equals(wireName)) {
                return evidence;
            }
        }
        throw new IllegalArgumentException("Not what there is of evidence: '" + wireName + "'");
    }
}
