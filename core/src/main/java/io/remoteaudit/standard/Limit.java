package io.remoteaudit.standard;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one edition demands of one characteristic. Where sources contradict each other the catalogue holds a limit for
 * each reading, with a note, rather than a choice.
 *
 * @param id names the limit within the catalogue, for example {@code yy-0469-2011-bfe}
 * @param edition the {@link Edition#id()} that sets it
 * @param characteristic the {@link Characteristic#code()}
 * @param grade the class, type or level of product it applies to, for example {@code KN95}; null for all
 * @param operator how a value is compared
 * @param value the bound, or the lower one of {@link Operator#BETWEEN}
 * @param upper the upper bound of {@link Operator#BETWEEN}; null otherwise
 * @param unit the unit of the bounds; {@code 1} for a plain number
 * @param specimens how many individual results must meet it; null where the source names no such number
 * @param condition the test condition it holds for; null if none is stated
 * @param source how the figure is known
 * @param verified whether the figure was read in the source itself; if not, it must be shown as unverified
 * @param note doubts and conflicts; null for none
 */
public record Limit(
        String id,
        String edition,
        String characteristic,
        @Nullable String grade,
        Operator operator,
        BigDecimal value,
        @Nullable BigDecimal upper,
        String unit,
        @Nullable Specimens specimens,
        @Nullable LocalizedText condition,
        Source source,
        boolean verified,
        @Nullable LocalizedText note) {

    /** Checks bounds against the operator, and that what is verified was read in the source. */
    public Limit {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(edition, "edition");
        Objects.requireNonNull(characteristic, "characteristic");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(source, "source");
        if (operator == Operator.BETWEEN ? upper == null || upper.compareTo(value) < 0 : upper != null) {
            throw new IllegalArgumentException(id + ": an upper bound, not below the lower, belongs to 'between' only");
        }
        if (verified && source != Source.S) {
            throw new IllegalArgumentException(id + " is called verified but its source is " + source);
        }
    }

    /**
     * Judges one value, by this edition only.
     *
     * @param value the measured value
     * @param unit its unit; written differently ({@code cm2} for {@code cm²}) is fine, another unit is not
     * @return the judgement
     * @throws UnitMismatchException if the unit is not this limit's
     */
    public Judgement judge(BigDecimal value, String unit) {
        requireUnit(unit);
        return judgement(holds(value));
    }

    /**
     * Judges individual results: as many as {@link #specimens()} says must meet the limit, or all where it says nothing.
     *
     * @param results the individual results
     * @param unit their unit
     * @return the judgement
     * @throws UnitMismatchException if the unit is not this limit's
     * @throws IllegalArgumentException if there are no results, or not as many as {@link #specimens()} says
     */
    public Judgement judgeEach(List<BigDecimal> results, String unit) {
        requireUnit(unit);
        if (results.isEmpty() || (specimens != null && results.size() != specimens.of())) {
            throw new IllegalArgumentException("Limit " + id + " judges "
                    + (specimens == null ? "at least one result" : specimens.of() + " results") + ", not "
                    + results.size());
        }
        long conforming = results.stream().filter(this::holds).count();
        return judgement(conforming >= (specimens == null ? results.size() : specimens.conforming()));
    }

    private boolean holds(BigDecimal result) {
        return operator.holds(result, value, upper == null ? value : upper);
    }

    private Judgement judgement(boolean conforming) {
        return new Judgement(edition, id, conforming, verified);
    }

    private void requireUnit(String other) {
        if (!canonical(unit).equals(canonical(other))) {
            throw new UnitMismatchException(this, other);
        }
    }

    private static String canonical(String unit) {
        return Normalizer.normalize(unit, Normalizer.Form.NFKC).replace(" ", "");
    }
}
