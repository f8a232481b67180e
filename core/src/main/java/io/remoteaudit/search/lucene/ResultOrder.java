package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.RecordField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** The order of results: one value of the record, then its place in the ledger, so that no two are equal. */
record ResultOrder(SortField by) {

    static ResultOrder of(Sort sort, Clause clause, Scope scope) {
        boolean when = RecordField.OCCURRED_AT.visible(scope);
        return switch (sort) {
            case RELEVANCE ->
                new ResultOrder(
                        hasWords(clause)
                                ? SortField.FIELD_SCORE
                                : number(when ? IndexFields.OCCURRED : IndexFields.RECORDED, true));
            case OCCURRED_NEWEST -> new ResultOrder(number(visible(when, sort), true));
            case OCCURRED_OLDEST -> new ResultOrder(number(visible(when, sort), false));
            case RECORDED_NEWEST -> new ResultOrder(number(IndexFields.RECORDED, true));
            case RECORDED_OLDEST -> new ResultOrder(number(IndexFields.RECORDED, false));
            case ID -> new ResultOrder(new SortField(IndexFields.ID_ORDER, SortField.Type.STRING));
        };
    }

    org.apache.lucene.search.Sort sort() {
        return new org.apache.lucene.search.Sort(by, number(IndexFields.LEAF, false));
    }

    Cursors.Position position(long ledgerSize, FieldDoc last) {
        Object value = last.fields[0] instanceof BytesRef text ? text.utf8ToString() : last.fields[0];
        return new Cursors.Position(ledgerSize, value, leafIndex(last));
    }

    /** Document numbers change when segments are merged, so the place after which to go on is one behind all of them. */
    FieldDoc after(Cursors.Position position) {
        Object value = position.value() instanceof String text ? new BytesRef(text) : position.value();
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {value, position.leafIndex()});
    }

    static long leafIndex(FieldDoc found) {
        return (Long) found.fields[1];
    }

    private static SortField number(String field, boolean falling) {
        return new SortField(field, SortField.Type.LONG, falling);
    }

    private static String visible(boolean visible, Sort sort) {
        if (!visible) {
            throw QuerySyntaxException.unknownSort(sort.wireName());
        }
        return IndexFields.OCCURRED;
    }

    private static boolean hasWords(Clause clause) {
        if (clause instanceof Clause.And and) {
            return and.clauses().stream().anyMatch(ResultOrder::hasWords);
        }
        if (clause instanceof Clause.Or or) {
            return or.clauses().stream().anyMatch(ResultOrder::hasWords);
        }
        return clause instanceof Clause.Word || clause instanceof Clause.Phrase || clause instanceof Clause.Prefix;
    }
}
