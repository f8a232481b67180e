package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.QueryFields;
import io.remoteaudit.search.query.RecordField;
import java.time.Instant;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The order of results: one value of the record, then its place in the ledger, so that no two are equal. */
record ResultOrder(SortField by) {

    /** The order of the index's own documents: lists in this order end as soon as their page is full. */
    static final org.apache.lucene.search.Sort OF_INDEX = new ResultOrder(occurred(true)).sort();

    static ResultOrder of(Sort sort, Clause clause, Scope scope, QueryFields fields) {
        boolean when = RecordField.OCCURRED_AT.visible(scope);
        SortField by = switch (sort.by()) {
            case RELEVANCE ->
                hasWords(clause) ? SortField.FIELD_SCORE : when ? occurred(true) : number(IndexFields.RECORDED, true);
            case OCCURRED -> {
                if (!when) {
                    throw QuerySyntaxException.unknownSort(sort.wireName());
                }
                yield occurred(sort.descending());
            }
            case RECORDED -> number(IndexFields.RECORDED, sort.descending());
            case ID -> new SortField(IndexFields.ID_ORDER, SortField.Type.STRING, sort.descending());
            case MEASURED -> measured(sort, fields);
        };
        return new ResultOrder(by);
    }

    /** Whether the index's own documents are in this order. */
    boolean isOfIndex() {
        return sort().equals(OF_INDEX);
    }

    org.apache.lucene.search.Sort sort() {
        return new org.apache.lucene.search.Sort(by, number(IndexFields.LEAF, false));
    }

    Cursors.Position position(long ledgerSize, Instant asked, FieldDoc last) {
        Object value = last.fields[0] instanceof BytesRef text ? text.utf8ToString() : last.fields[0];
        return new Cursors.Position(ledgerSize, asked, value, leafIndex(last));
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

    /** A record whose time cannot be read comes last either way. */
    private static SortField occurred(boolean falling) {
        SortField field = number(IndexFields.OCCURRED, falling);
        field.setMissingValue(falling ? Long.MIN_VALUE : Long.MAX_VALUE);
        return field;
    }

    private static SortField measured(Sort sort, QueryFields fields) {
        @Nullable String characteristic = sort.characteristic();
        Optional<QueryField> field = characteristic == null ? Optional.empty() : fields.find(characteristic);
        if (field.isEmpty() || field.get().origin() != QueryField.Origin.CHARACTERISTIC) {
            throw QuerySyntaxException.unknownSort(sort.wireName());
        }
        boolean falling = sort.descending();
        SortedNumericSortField by = new SortedNumericSortField(
                IndexFields.ORDERED + WordFields.of(field.get()),
                SortField.Type.DOUBLE,
                falling,
                falling ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN);
        by.setMissingValue(falling ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        return by;
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
