package io.remoteaudit.search.query;

import io.remoteaudit.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a condition on one measurement what its record must have: never less than it needs, so that no record is
 * overlooked, and as much as fields of records can tell.
 */
final class NecessaryCondition {

    private static final Clause NOTHING_KNOWN = new Clause.Everything();

    private final Map<String, List<String>> units;

    NecessaryCondition(Map<String, List<String>> units) {
        this.units = units;
    }

    Clause of(Clause clause) {
        return of(clause, null);
    }

    /** The condition where the measurement is known to be of one characteristic. */
    private Clause of(Clause clause, @Nullable String characteristic) {
        if (clause instanceof Clause.And and) {
            return all(and.clauses(), characteristic);
        } else if (clause instanceof Clause.Or or) {
            return any(or.clauses(), characteristic);
        } else if (clause instanceof Clause.NumberRange range) {
            return numbers(range, characteristic);
        } else if (clause instanceof Clause.Word word) {
            return text(word.field(), word.text(), clause);
        } else if (clause instanceof Clause.Phrase phrase) {
            return text(phrase.field(), phrase.text(), clause);
        } else if (clause instanceof Clause.Prefix prefix) {
            return text(prefix.field(), prefix.text(), clause);
        }
        return NOTHING_KNOWN;
    }

    private Clause all(List<Clause> clauses, @Nullable String outer) {
        String characteristic = clauses.stream()
                .filter(Clause.Word.class::isInstance)
                .map(Clause.Word.class::cast)
                .filter(word -> MeasurementField.CHARACTERISTIC.field().equals(word.field()))
                .map(Clause.Word::text)
                .findFirst()
                .orElse(outer);
        List<Clause> all = new ArrayList<>();
        for (Clause clause : clauses) {
            Clause needed = of(clause, characteristic);
            if (!needed.equals(NOTHING_KNOWN) && !all.contains(needed)) {
                all.add(needed);
            }
        }
        return all.isEmpty() ? NOTHING_KNOWN : Clauses.allOf(all);
    }

    private Clause any(List<Clause> clauses, @Nullable String characteristic) {
        List<Clause> any = new ArrayList<>();
        for (Clause clause : clauses) {
            Clause needed = of(clause, characteristic);
            if (needed.equals(NOTHING_KNOWN)) {
                return NOTHING_KNOWN;
            }
            any.add(needed);
        }
        return Clauses.anyOf(any);
    }

    private Clause numbers(Clause.NumberRange range, @Nullable String characteristic) {
        QueryField field = range.field();
        if (field.origin() == QueryField.Origin.CHARACTERISTIC) {
            return widened(range, field);
        }
        boolean measured =
                field.equals(MeasurementField.VALUE.field()) || field.equals(MeasurementField.RESULT.field());
        if (!measured || characteristic == null) {
            return NOTHING_KNOWN;
        }
        List<String> usual = units.getOrDefault(characteristic, List.of());
        boolean indexed = usual.isEmpty()
                ? range.unit() == null
                : MeasuredScale.of(usual, range.unit()).isPresent();
        return indexed ? widened(range, characteristic(characteristic, usual)) : NOTHING_KNOWN;
    }

    /** With both bounds included, since an index compares numbers that are rounded. */
    private static Clause widened(Clause.NumberRange range, QueryField field) {
        return new Clause.NumberRange(
                field, range.low(), range.low() != null, range.high(), range.high() != null, range.unit());
    }

    private static QueryField characteristic(String code, List<String> units) {
        return new QueryField(code, QueryField.Origin.CHARACTERISTIC, QueryField.Kind.NUMBER, units);
    }

    private static Clause text(@Nullable QueryField field, String text, Clause clause) {
        if (field == null) {
            return in(RecordField.MEASUREMENTS, clause);
        }
        return switch (MeasurementField.of(field)) {
            case CHARACTERISTIC ->
                clause instanceof Clause.Word ? in(RecordField.CHARACTERISTIC, clause) : NOTHING_KNOWN;
            case METHOD -> in(RecordField.METHOD, clause);
            case INSTRUMENT -> in(RecordField.INSTRUMENT, clause);
            case STANDARD -> in(RecordField.MEASUREMENTS, clause);
            case VERDICT -> verdict(text, clause);
            case RESULT -> Numbers.of(text).isPresent() ? NOTHING_KNOWN : in(RecordField.MEASUREMENTS, clause);
            case UNIT, VALUE, LIMIT -> NOTHING_KNOWN;
        };
    }

    /** A record's verdict is its worst one, so only that one tells of a single measurement. */
    private static Clause verdict(String text, Clause clause) {
        String worst = Verdict.NONCONFORMING.wireName();
        Optional<String> verdict = KnownValues.verdict(text);
        boolean told = !(clause instanceof Clause.Prefix)
                && verdict.isPresent()
                && verdict.get().equals(worst);
        return told ? new Clause.Word(RecordField.VERDICT.field(), worst) : NOTHING_KNOWN;
    }

    private static Clause in(RecordField field, Clause clause) {
        if (clause instanceof Clause.Word word) {
            return new Clause.Word(field.field(), word.text());
        } else if (clause instanceof Clause.Phrase phrase) {
            return new Clause.Phrase(field.field(), phrase.text());
        } else if (clause instanceof Clause.Prefix prefix) {
            return new Clause.Prefix(field.field(), prefix.text());
        }
        return NOTHING_KNOWN;
    }
}
