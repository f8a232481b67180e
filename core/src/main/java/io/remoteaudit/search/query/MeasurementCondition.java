package io.remoteaudit.search.query;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.Unit;
import io.remoteaudit.standard.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one measurement whether the clause of a {@link Clause.SameMeasurement} holds for it. Numbers are compared
 * exactly, in the base unit of their dimension. Safe for use by several threads if the text conditions are.
 */
public final class MeasurementCondition {

    private final Map<String, List<String>> units;
    private final Texts texts;
    private final Clause necessary;
    private final Predicate<Measurement> condition;

    /** Makes of a word, phrase or prefix a condition on one text, with the folding the index uses. */
    @FunctionalInterface
    public interface Texts {

        /**
         * The condition. Asked for once for each such clause, when the whole condition is made.
         *
         * @param clause a {@link Clause.Word}, {@link Clause.Phrase} or {@link Clause.Prefix}; its field does not matter
         * @return whether a text has it
         */
        Predicate<String> of(Clause clause);
    }

    private MeasurementCondition(Clause clause, Catalogue catalogue, Texts texts) {
        this.units = new HashMap<>();
        for (Characteristic characteristic : catalogue.characteristics()) {
            units.put(characteristic.code(), characteristic.units());
        }
        this.texts = texts;
        this.necessary = new NecessaryCondition(units).of(clause);
        this.condition = compile(clause);
    }

    /**
     * Makes the condition.
     *
     * @param clause the clause
     * @param catalogue tells the units of characteristics
     * @param texts makes conditions on texts
     * @return the condition
     */
    public static MeasurementCondition of(Clause.SameMeasurement clause, Catalogue catalogue, Texts texts) {
        return new MeasurementCondition(clause.clause(), catalogue, texts);
    }

    /**
     * Whether a measurement meets the condition.
     *
     * @param measurement the measurement
     * @return true if all of the clause holds for it
     */
    public boolean matches(Measurement measurement) {
        return condition.test(measurement);
    }

    /**
     * What a record must have for one of its measurements to meet the condition. Records that have it are the ones to
     * look into.
     *
     * @return a clause over fields of records; {@link Clause.Everything} where nothing can be said
     */
    public Clause necessary() {
        return necessary;
    }

    private Predicate<Measurement> compile(Clause clause) {
        if (clause instanceof Clause.And and) {
            List<Predicate<Measurement>> all = compileAll(and.clauses());
            return measurement -> all.stream().allMatch(each -> each.test(measurement));
        } else if (clause instanceof Clause.Or or) {
            List<Predicate<Measurement>> any = compileAll(or.clauses());
            return measurement -> any.stream().anyMatch(each -> each.test(measurement));
        } else if (clause instanceof Clause.Not not) {
            return compile(not.clause()).negate();
        } else if (clause instanceof Clause.NumberRange range) {
            return numbers(range);
        } else if (clause instanceof Clause.Missing missing) {
            return missing(missing.field());
        } else if (clause instanceof Clause.Word word) {
            return text(word.field(), word.text(), clause);
        } else if (clause instanceof Clause.Phrase phrase) {
            return text(phrase.field(), phrase.text(), clause);
        } else if (clause instanceof Clause.Prefix prefix) {
            return text(prefix.field(), prefix.text(), clause);
        } else if (clause instanceof Clause.Everything) {
            return measurement -> true;
        }
        throw new IllegalArgumentException("Not a condition on one measurement: " + clause.canonical());
    }

    private List<Predicate<Measurement>> compileAll(List<Clause> clauses) {
        List<Predicate<Measurement>> all = new ArrayList<>();
        clauses.forEach(clause -> all.add(compile(clause)));
        return all;
    }

    private Predicate<Measurement> numbers(Clause.NumberRange range) {
        QueryField field = range.field();
        if (field.origin() == QueryField.Origin.CHARACTERISTIC) {
            return measurement -> measurement.characteristic().equals(field.name())
                    && holds(range, measurement, Stream.concat(results(measurement), value(measurement)));
        }
        return switch (MeasurementField.of(field)) {
            case VALUE -> measurement -> holds(range, measurement, value(measurement));
            case RESULT -> measurement -> holds(range, measurement, results(measurement));
            case LIMIT -> measurement -> holds(range, measurement, bounds(measurement));
            case CHARACTERISTIC, VERDICT, UNIT, STANDARD, METHOD, INSTRUMENT ->
                throw new IllegalArgumentException("Not a number: " + field.name());
        };
    }

    private boolean holds(Clause.NumberRange range, Measurement measurement, Stream<BigDecimal> numbers) {
        List<String> usual = units.getOrDefault(measurement.characteristic(), List.of());
        MeasuredScale asked = scale(usual, range.unit(), range.unit());
        MeasuredScale measured = scale(usual, measurement.unit(), range.unit());
        if (asked == null || measured == null || !asked.name().equals(measured.name())) {
            return false;
        }
        BigDecimal low = range.low() == null ? null : asked.toBase(range.low());
        BigDecimal high = range.high() == null ? null : asked.toBase(range.high());
        return numbers.map(measured::toBase)
                .anyMatch(number -> isAtLeast(number, low, range.lowIncluded())
                        && (high == null || isAtLeast(high, number, range.highIncluded())));
    }

    /** Outside the catalogue no unit is usual: numbers are compared as they are written, or in the unit asked for. */
    private static @Nullable MeasuredScale scale(List<String> usual, @Nullable String unit, @Nullable String asked) {
        if (!usual.isEmpty() || asked == null) {
            return MeasuredScale.of(usual, unit).orElse(null);
        }
        return Units.find(unit == null ? "" : unit)
                .map(known -> new MeasuredScale(known.dimension().wireName(), known))
                .orElse(null);
    }

    private static boolean isAtLeast(BigDecimal number, @Nullable BigDecimal bound, boolean included) {
        return bound == null || number.compareTo(bound) >= (included ? 0 : 1);
    }

    private Predicate<Measurement> text(@Nullable QueryField field, String text, Clause clause) {
        if (field == null) {
            Predicate<String> words = texts.of(clause);
            return measurement -> allTexts(measurement).anyMatch(words);
        }
        boolean beginning = clause instanceof Clause.Prefix;
        return switch (MeasurementField.of(field)) {
            case CHARACTERISTIC ->
                measurement -> beginning
                        ? begins(measurement.characteristic(), text)
                        : measurement.characteristic().equals(text);
            case VERDICT -> {
                String verdict = KnownValues.verdict(text).orElse(text);
                yield measurement -> beginning
                        ? begins(measurement.verdict().wireName(), text)
                        : measurement.verdict().wireName().equals(verdict);
            }
            case UNIT -> unit(text, beginning);
            case RESULT -> result(text, clause);
            case STANDARD -> {
                Predicate<String> words = texts.of(clause);
                yield measurement -> Stream.ofNullable(measurement.standard()).anyMatch(words);
            }
            case METHOD -> {
                Predicate<String> words = texts.of(clause);
                yield measurement -> Stream.ofNullable(measurement.method()).anyMatch(words);
            }
            case INSTRUMENT -> {
                Predicate<String> words = texts.of(clause);
                yield measurement -> Stream.ofNullable(measurement.instrument()).anyMatch(words);
            }
            case VALUE, LIMIT -> throw new IllegalArgumentException("Not a text: " + field.name());
        };
    }

    private Predicate<Measurement> unit(String text, boolean beginning) {
        Optional<Unit> unit = beginning ? Optional.empty() : Units.find(text);
        String folded = Units.fold(text);
        return measurement -> {
            String written = unitOf(measurement);
            if (written == null) {
                return false;
            }
            return unit.isPresent()
                    ? Units.find(written).equals(unit)
                    : beginning
                            ? begins(Units.fold(written), folded)
                            : Units.fold(written).equals(folded);
        };
    }

    private Predicate<Measurement> result(String text, Clause clause) {
        Predicate<String> words = texts.of(clause);
        Optional<BigDecimal> number = clause instanceof Clause.Word ? Numbers.of(text) : Optional.empty();
        return measurement -> measurement.observations().stream().anyMatch(words)
                || number.stream().anyMatch(asked -> results(measurement).anyMatch(each -> each.compareTo(asked) == 0));
    }

    private Predicate<Measurement> missing(QueryField field) {
        if (field.origin() == QueryField.Origin.CHARACTERISTIC) {
            return measurement -> !measurement.characteristic().equals(field.name());
        }
        return switch (MeasurementField.of(field)) {
            case CHARACTERISTIC -> measurement -> false;
            case VALUE -> measurement -> measurement.value() == null;
            case RESULT ->
                measurement -> measurement.results().isEmpty()
                        && measurement.observations().isEmpty();
            case VERDICT -> measurement -> measurement.verdict() == Verdict.NOT_JUDGED;
            case UNIT -> measurement -> measurement.unit() == null;
            case STANDARD -> measurement -> measurement.standard() == null;
            case METHOD -> measurement -> measurement.method() == null;
            case INSTRUMENT -> measurement -> measurement.instrument() == null;
            case LIMIT -> measurement -> measurement.limit() == null;
        };
    }

    /** The unit as written, or the usual one of its characteristic. */
    private @Nullable String unitOf(Measurement measurement) {
        List<String> usual = units.getOrDefault(measurement.characteristic(), List.of());
        String written = measurement.unit();
        return written == null && !usual.isEmpty() ? usual.get(0) : written;
    }

    private static Stream<String> allTexts(Measurement measurement) {
        return Stream.of(
                        Stream.of(measurement.characteristic()),
                        measurement.observations().stream(),
                        Stream.ofNullable(measurement.standard()),
                        Stream.ofNullable(measurement.method()),
                        Stream.ofNullable(measurement.instrument()))
                .flatMap(each -> each);
    }

    private static Stream<BigDecimal> value(Measurement measurement) {
        return Stream.ofNullable(measurement.value());
    }

    private static Stream<BigDecimal> results(Measurement measurement) {
        return measurement.results().stream();
    }

    private static Stream<BigDecimal> bounds(Measurement measurement) {
        LimitReference limit = measurement.limit();
        return limit == null
                ? Stream.empty()
                : Stream.concat(Stream.of(limit.value()), Stream.ofNullable(limit.upper()));
    }

    private static boolean begins(String value, String beginning) {
        return value.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
