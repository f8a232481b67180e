package io.remoteaudit.standard;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One edition of a standard. What was judged by it stays judged by it, also after a newer edition is in force.
 *
 * @param id its full number, for example {@code GB 19083-2010}
 * @param standard the {@link Standard#id()} it is an edition of
 * @param title its title
 * @param effectiveFrom the first day it is in force; null if the catalogue does not know it
 * @param supersededBy the id of the edition that replaces it, from that edition's first day on; null if none is known
 * @param source how dates and succession are known
 * @param verified whether dates and succession were read in the source itself
 * @param note what a reader must know, for example that its values were not found; null for nothing
 */
public record Edition(
        String id,
        String standard,
        LocalizedText title,
        @Nullable LocalDate effectiveFrom,
        @Nullable String supersededBy,
        Source source,
        boolean verified,
        @Nullable LocalizedText note) {

    /** Checks that what is verified was read in the source. */
    public Edition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(standard, "standard");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        if (verified && source != Source.S) {
            throw new IllegalArgumentException(id + " is called verified but its source is " + source);
        }
    }
}
