package io.remoteaudit.standard;

import java.util.Objects;

/**
 * Names a clause of an edition.
 *
 * @param edition the {@link Edition#id()}, for example {@code ISO 9001:2015}
 * @param number the clause's number as printed, for example {@code 8.4.1}
 */
public record ClauseReference(String edition, String number) {

    /** Checks that nothing is missing. */
    public ClauseReference {
        Objects.requireNonNull(edition, "edition");
        Objects.requireNonNull(number, "number");
    }

    /**
     * Edition and number in one line, for example {@code ISO 9001:2015 8.4.1}.
     *
     * @return the reference as records cite it
     */
    @Override
    public String toString() {
        return edition + " " + number;
    }
}
