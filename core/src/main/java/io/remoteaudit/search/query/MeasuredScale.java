package io.remoteaudit.search.query;

import io.remoteaudit.standard.Unit;
import io.remoteaudit.standard.Units;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which measured values of one characteristic can be compared with each other. Values in units of one dimension share a
 * scale and are compared in its base unit; 30 CFU/g and 30 CFU/100 cm² of the same characteristic are on two scales.
 *
 * @param name empty for the scale of the characteristic's usual unit; else a name that tells the scale from its others
 * @param unit the unit values are in; null where they are compared as they are written
 */
public record MeasuredScale(String name, @Nullable Unit unit) {

    private static final MeasuredScale AS_WRITTEN = new MeasuredScale("", null);

    /** Checks that there is a name. */
    public MeasuredScale {
        Objects.requireNonNull(name, "name");
    }

    /**
     * The scale of values in a unit.
     *
     * @param units the characteristic's units as the catalogue has them, the usual one first; empty if the catalogue
     *     does not have the characteristic, whose values are then compared as they are written
     * @param unit the unit of the values; null or blank for the usual one
     * @return the scale; empty if the unit is neither known nor one of the characteristic's, so that its values cannot
     *     be compared with any
     */
    public static Optional<MeasuredScale> of(List<String> units, @Nullable String unit) {
        if (units.isEmpty()) {
            return Optional.of(AS_WRITTEN);
        }
        String usual = units.get(0);
        Optional<Unit> usualUnit = Units.find(usual);
        if (unit == null || unit.isBlank()) {
            return Optional.of(new MeasuredScale("", usualUnit.orElse(null)));
        }
        Optional<Unit> known = Units.find(unit);
        if (known.isPresent()) {
            boolean same = usualUnit.isPresent()
                    && usualUnit.get().dimension() == known.get().dimension();
            String name = same ? "" : known.get().dimension().wireName();
            return Optional.of(new MeasuredScale(name, known.get()));
        }
        String folded = Units.fold(unit);
        for (int i = 0; i < units.size(); i++) {
            if (Units.fold(units.get(i)).equals(folded)) {
                return Optional.of(i == 0 ? AS_WRITTEN : new MeasuredScale(folded, null));
            }
        }
        return Optional.empty();
    }

    /**
     * A value as it is compared.
     *
     * @param value a value in the scale's unit
     * @return the value in the base unit of its dimension, exactly
     */
    public BigDecimal toBase(BigDecimal value) {
        return unit == null ? value : unit.toBase(value);
    }
}
