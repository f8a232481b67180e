package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.QueryFields;
import io.remoteaudit.search.query.RecordField;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The order of results: by values of the record, then by its place in the ledger, so that no two are equal. */
record ResultOrder(List<SortField> by) {

    /** The order of the index's own documents: lists in this order end as soon as their page is full. */
    static final org.apache.lucene.search.Sort OF_INDEX = new ResultOrder(List.of(occurred(true))).sort();

    /** By relevance, and what is equally relevant in the index's own order. */
    private static final ResultOrder MOST_RELEVANT = new ResultOrder(List.of(SortField.FIELD_SCORE, occurred(true)));

    static ResultOrder of(Sort sort, Clause clause, Scope scope, QueryFields fields) {
        boolean when = RecordField.OCCURRED_AT.visible(scope);
        if (sort.by() == Sort.By.RELEVANCE && hasWords(clause)) {
            return when ? MOST_RELEVANT : new ResultOrder(List.of(SortField.FIELD_SCORE));
        }
        SortField by = switch (sort.by()) {
            case RELEVANCE -> when ? occurred(true) : number(IndexFields.RECORDED, true);
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
        return new ResultOrder(List.of(by));
    }

    /** Whether the index's own documents are in this order. */
    boolean isOfIndex() {
        return sort().equals(OF_INDEX);
    }

    /** Whether it is by relevance, and the index's own order after that. */
    boolean isMostRelevant() {
        return equals(MOST_RELEVANT);
    }

    boolean needsScores() {
        return sort().needsScores();
    }

    boolean isById() {
        return IndexFields.ID_ORDER.equals(by.get(0).getField());
    }

    boolean falling() {
        return by.get(0).getReverse();
    }

    org.apache.lucene.search.Sort sort() {
        return new org.apache.lucene.search.Sort(Stream.concat(by.stream(), Stream.of(number(IndexFields.LEAF, false)))
                .toArray(SortField[]::new));
    }

    Cursors.Position position(long ledgerSize, Instant asked, FieldDoc last) {
        return new Cursors.Position(
                ledgerSize,
                asked,
                Arrays.stream(last.fields)
                        .map(value -> value instanceof BytesRef text ? text.utf8ToString() : value)
                        .toList());
    }

    /** Document numbers change when segments are merged, so the place after which to go on is one behind all of them. */
    FieldDoc after(Cursors.Position position) {
        return new FieldDoc(
                Integer.MAX_VALUE,
                Float.NaN,
                position.values().stream()
                        .map(value -> value instanceof String text ? new BytesRef(text) : value)
                        .toArray());
    }

    static long leafIndex(FieldDoc found) {
        return (Long) found.fields[found.fields.length - 1];
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
