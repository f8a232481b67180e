package io.remoteaudit.question;

/** How much a question presses, the most pressing first. */
public enum QuestionPriority {
    /** The audit cannot go on without the answer. */
    URGENT("urgent"),
    /** Before others. */
    HIGH("high"),
    /** As it comes; also where none was said. */
    NORMAL("normal");

    private final String wireName;

    QuestionPriority(String wireName) {
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
     * Finds a priority of questions by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return a priority of questions
     * @throws IllegalArgumentException if there is none of that name
     */
    public static QuestionPriority ofWireName(String wireName) {
        for (QuestionPriority candidate : values()) {
            if (candidate.wireName.equals(wireName)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("Not a priority of questions: '" + wireName + "'");
    }
}
