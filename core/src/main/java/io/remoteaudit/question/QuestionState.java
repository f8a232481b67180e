package io.remoteaudit.question;

/** Where a question stands. {@code QuestionRules} says what leads from one to another. */
public enum QuestionState {
    /** It waits for the maker. */
    OPEN("open"),
    /** It waits for the auditor. */
    ANSWERED("answered"),
    /** The maker does not answer it and has said why; it waits for the auditor. */
    DECLINED("declined"),
    /** The auditor is content with the answer. */
    ACCEPTED("accepted"),
    /** It is done. */
    CLOSED("closed"),
    /** The auditor took it back. */
    WITHDRAWN("withdrawn");

    private final String wireName;

    QuestionState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a state of questions by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return a state of questions
     * @throws IllegalArgumentException if there is none of that name
     */
    public static QuestionState ofWireName(String wireName) {
        for (QuestionState candidate : values()) {
            if (candidate.wireName.equals(wireName)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("Not a state of questions: '" + wireName + "'");
    }
}
