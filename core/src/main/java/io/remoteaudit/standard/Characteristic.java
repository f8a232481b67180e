package io.remoteaudit.standard;

import java.util.List;
import java.util.Objects;

/**
 * Something that is measured or observed.
 *
 * @param code the short name records use, for example {@code BFE}
 * @param name the name for people
 * @param dimension the kind of quantity, for example {@code ratio} or {@code pressure}
 * @param units the units its values are stated in, the usual one first; {@code 1} for a plain number
 * @param synonyms other names it is found by
 */
public record Characteristic(
        String code, LocalizedText name, String dimension, List<String> units, List<String> synonyms) {

    /** Copies the lists. */
    public Characteristic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dimension, "dimension");
        units = List.copyOf(units);
        synonyms = List.copyOf(synonyms);
        if (units.isEmpty()) {
            throw new IllegalArgumentException(code + " has no unit; a plain number has the unit 1");
        }
    }
}
