package io.remoteaudit.standard;

import java.util.Objects;

/**
 * What judging by one limit of one edition gave. It says nothing about any other edition.
 *
 * @param edition the edition judged by
 * @param limit the {@link Limit#id()} judged by
 * @param conforming whether the limit was met
 * @param verified whether the limit's figure was read in the source itself; if not, the judgement must be shown as such
 */
public record Judgement(String edition, String limit, boolean conforming, boolean verified) {

    /** Checks that nothing is missing. */
    public Judgement {
        Objects.requireNonNull(edition, "edition");
        Objects.requireNonNull(limit, "limit");
    }
}
