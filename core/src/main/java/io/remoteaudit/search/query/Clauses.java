package io.remoteaudit.search.query;

import java.util.ArrayList;
import java.util.List;

/** Joins clauses so that equal queries are equal values: no AND directly in an AND, no OR in an OR, none of one. */
final class Clauses {

    private Clauses() {}

    static Clause allOf(List<Clause> clauses) {
        List<Clause> all = new ArrayList<>();
        for (Clause clause : clauses) {
            if (clause instanceof Clause.And and) {
                all.addAll(and.clauses());
            } else {
                all.add(clause);
            }
        }
        return all.size() == 1 ? all.get(0) : new Clause.And(all);
    }

    static Clause anyOf(List<Clause> clauses) {
        List<Clause> any = new ArrayList<>();
        for (Clause clause : clauses) {
            if (clause instanceof Clause.Or or) {
                any.addAll(or.clauses());
            } else {
                any.add(clause);
            }
        }
        return any.size() == 1 ? any.get(0) : new Clause.Or(any);
    }
}
