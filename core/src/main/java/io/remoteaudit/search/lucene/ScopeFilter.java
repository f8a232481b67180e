package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.search.query.RecordField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The parts of every search that keep it within a scope and at a ledger size. */
final class ScopeFilter {

    private ScopeFilter() {}

    /** Adds what a scope asks for; nothing where it admits everything. */
    static void addScope(Scope scope, BooleanQuery.Builder all) {
        select(RecordField.SITE, scope.sites(), all);
        select(RecordField.PRODUCT_FAMILY, scope.productFamilies(), all);
        select(RecordField.TYPE, scope.recordTypes(), all);
        select(RecordField.STANDARDS, scope.standards(), all);
        select(RecordField.LOTS, scope.lots(), all);
        if (scope.from() != null || scope.to() != null) {
            all.add(OccurredDaysQuery.of(scope.from(), scope.to()), BooleanClause.Occur.FILTER);
        }
    }

    /** Adds what keeps a search to the versions that were the newest at an earlier ledger size. */
    static void addSize(long ledgerSize, BooleanQuery.Builder all) {
        all.add(
                NumericDocValuesField.newSlowRangeQuery(IndexFields.LEAF, 0, ledgerSize - 1),
                BooleanClause.Occur.FILTER);
        all.add(
                NumericDocValuesField.newSlowRangeQuery(IndexFields.SUPERSEDED, 0, ledgerSize - 1),
                BooleanClause.Occur.MUST_NOT);
    }

    static Query recordedDays(@Nullable LocalDate from, @Nullable LocalDate to) {
        return IntPoint.newRangeQuery(
                IndexFields.RECORDED_DAY, day(from, Integer.MIN_VALUE), day(to, Integer.MAX_VALUE));
    }

    static Query anyOf(String field, Collection<String> values) {
        if (values.size() == 1) {
            return new TermQuery(new Term(field, values.iterator().next()));
        }
        List<BytesRef> terms = new ArrayList<>();
        values.forEach(value -> terms.add(new BytesRef(value)));
        return new TermInSetQuery(field, terms);
    }

    private static void select(RecordField field, Selection selection, BooleanQuery.Builder all) {
        if (!selection.all()) {
            all.add(selected(field.queryName(), selection), BooleanClause.Occur.FILTER);
        }
    }

    private static Query selected(String name, Selection selection) {
        Query values = selection.values().isEmpty()
                ? new MatchNoDocsQuery("nothing is agreed")
                : anyOf(IndexFields.RAW + name, selection.values());
        if (!selection.orAbsent()) {
            return values;
        }
        return new BooleanQuery.Builder()
                .add(values, BooleanClause.Occur.SHOULD)
                .add(new TermQuery(new Term(IndexFields.ABSENT, name)), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static int day(@Nullable LocalDate day, int unbounded) {
        if (day == null) {
            return unbounded;
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, day.toEpochDay()));
    }
}
