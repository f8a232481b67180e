package io.remoteaudit.sampling;

import java.util.Arrays;

/** What examining a member showed. */
public enum ExaminationResult {
    /** It is as it should be. */
    CONFORMING("conforming"),
    /** It is not. */
    NONCONFORMING("nonconforming"),
    /** It could not be judged, for the reason the note gives. */
    NOT_JUDGED("not-judged");

    private final String wireName;

    ExaminationResult(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire and in the ledger.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a result by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the result
     * @throws IllegalArgumentException if none has that name
     */
    public static ExaminationResult ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(result -> result.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a result of an examination: '" + wireName + "'"));
    }
}
