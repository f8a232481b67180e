package io.remoteaudit.standard;

import java.util.Objects;

/**
 * A clause of an edition. Its title says what it is about in our words; the standard's own text is not reproduced.
 *
 * @param reference edition and number
 * @param title what the clause is about
 * @param source how number and subject are known
 * @param verified whether they were read in the source itself
 */
public record Clause(ClauseReference reference, LocalizedText title, Source source, boolean verified) {

    /** Checks that what is verified was read in the source. */
    public Clause {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        if (verified && source != Source.S) {
            throw new IllegalArgumentException(reference + " is called verified but its source is " + source);
        }
    }
}
