package io.remoteaudit.search.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the units inside {@code measurement(...)} where it says which characteristic they are of. */
final class MeasurementUnits {

    private final QueryFields fields;
    private final int position;

    private MeasurementUnits(QueryFields fields, int position) {
        this.fields = fields;
        this.position = position;
    }

    /** Refuses a value in a unit that the characteristic beside it is not measured in. */
    static void requireComparable(Clause clause, QueryFields fields, int position) {
        new MeasurementUnits(fields, position).check(clause, null);
    }

    private void check(Clause clause, @Nullable QueryField characteristic) {
        if (clause instanceof Clause.And and) {
            QueryField known = characteristic(and.clauses(), characteristic);
            and.clauses().forEach(each -> check(each, known));
        } else if (clause instanceof Clause.Or or) {
            or.clauses().forEach(each -> check(each, characteristic));
        } else if (clause instanceof Clause.Not not) {
            check(not.clause(), characteristic);
        } else if (characteristic != null
                && clause instanceof Clause.NumberRange range
                && range.unit() != null
                && range.field().origin() == QueryField.Origin.MEASUREMENT) {
            UnitReader.requireComparable(characteristic, range.unit(), range.unit(), position);
        }
    }

    private @Nullable QueryField characteristic(List<Clause> clauses, @Nullable QueryField outer) {
        for (Clause clause : clauses) {
            if (clause instanceof Clause.Word word
                    && MeasurementField.CHARACTERISTIC.field().equals(word.field())) {
                return fields.find(word.text()).orElse(outer);
            }
        }
        return outer;
    }
}
