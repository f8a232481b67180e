package io.remoteaudit.question;

/** Where a question stands. */
public enum QuestionState {
    /** It waits for the maker. */
    OPEN("open"),
    /** It waits for the auditor. */
    ANSWERED("answered"),
    /** It is done. */
    CLOSED("closed");

    private final String wireName;

    QuestionState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }
}
