package io.remoteaudit.standard;

import java.util.Objects;

/**
 * A standard or rule as such, over all its editions.
 *
 * @param id its number without the year, for example {@code GB 19083}
 * @param title its title
 */
public record Standard(String id, LocalizedText title) {

    /** Checks that nothing is missing. */
    public Standard {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
    }
}
