package io.remoteaudit.example.factory;

import io.remoteaudit.record.Person;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every row of the quality system says about itself.
 *
 * @param no the number people cite, for example {@code IQC-2025-00012}; also the id of its quality record
 * @param site where it happened
 * @param by who did it
 * @param reviewedBy who reviewed it; null where nobody has
 * @param at when it happened
 */
public record Entry(
        String no, Site site, Person by, @Nullable Person reviewedBy, OffsetDateTime at) {

    /** Checks that nothing required is missing. */
    public Entry {
        Objects.requireNonNull(no, "no");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }
}
