package io.remoteaudit.question;

/** What a question is about, by which the maker finds who answers it. */
public enum QuestionCategory {
    /** Documents of the quality system. */
    DOCUMENTS("documents"),
    /** Suppliers and what is bought. */
    PURCHASING("purchasing"),
    /** How it is made. */
    PRODUCTION("production"),
    /** Tests, measurements and verdicts. */
    INSPECTION("inspection"),
    /** Machines, instruments and their calibration. */
    EQUIPMENT("equipment"),
    /** People, training and hygiene. */
    PERSONNEL("personnel"),
    /** Lots, where they came from and went. */
    TRACEABILITY("traceability"),
    /** Nonconformities, complaints and what was done about them. */
    CORRECTIVE_ACTION("corrective-action"),
    /** Anything else; also where none was said. */
    OTHER("other");

    private final String wireName;

    QuestionCategory(String wireName) {
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
     * Finds a category of questions by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return a category of questions
     * @throws IllegalArgumentException if there is none of that name
     */
    public static QuestionCategory ofWireName(String wireName) {
        for (QuestionCategory candidate : values()) {
            if (candidate.wireName.equals(wireName)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("Not a category of questions: '" + wireName + "'");
    }
}
