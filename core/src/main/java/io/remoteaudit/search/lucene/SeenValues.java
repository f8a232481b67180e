package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.LongBitSet;

/**
 * The values that records of one scope have, found by going through those records and no others: so what is given, and
 * whether it is all, depends on nothing outside the scope.
 */
final class SeenValues {

    /** How many values are more than anyone will be shown. */
    private static final int ENOUGH = 60;

    /** How many records are looked at before a beginning is looked up in the terms, which costs by its number of terms. */
    private static final int LOOKED_AT = 20_000;

    private final IndexSearcher searcher;
    private final Query inScope;
    private final Deadline deadline;

    /**
     * What was found.
     *
     * @param values each once
     * @param complete whether these are all
     */
    record Found(List<String> values, boolean complete) {}

    SeenValues(IndexSearcher searcher, Query inScope, Deadline deadline) {
        this.searcher = searcher;
        this.inScope = inScope;
        this.deadline = deadline;
    }

    /**
     * Finds values.
     *
     * @param values the field that holds values by record
     * @param identifiers the field that holds identifiers
     * @param whole the field that holds values as terms
     * @param typed what they complete
     */
    Found of(String values, String identifiers, String whole, Typed typed) throws IOException {
        Sample sample = new Sample(values, typed, LOOKED_AT);
        searcher.search(inScope, new OneCollector<>(sample));
        if (sample.cut && sample.found.size() < ENOUGH && !typed.isEmpty()) {
            Sample all = new Sample(values, typed, Integer.MAX_VALUE);
            searcher.search(beginning(identifiers, whole, typed), new OneCollector<>(all));
            sample.found.forEach(all.found::add);
            sample = all;
        }
        return new Found(new ArrayList<>(sample.found), !sample.cut);
    }

    private Query beginning(String identifiers, String whole, Typed typed) {
        BooleanQuery.Builder beginning = new BooleanQuery.Builder();
        if (!typed.normal().isEmpty()) {
            beginning.add(new PrefixQuery(new Term(identifiers, typed.normal())), BooleanClause.Occur.SHOULD);
        }
        beginning.add(new PrefixQuery(new Term(whole, typed.text())), BooleanClause.Occur.SHOULD);
        beginning.add(new PrefixQuery(new Term(whole, WholeValue.of(typed.text()))), BooleanClause.Occur.SHOULD);
        return new BooleanQuery.Builder()
                .add(beginning.build(), BooleanClause.Occur.FILTER)
                .add(inScope, BooleanClause.Occur.FILTER)
                .build();
    }

    /** Takes the values of a part of each segment, whose records come newest first. */
    private final class Sample extends SimpleCollector {

        private final String field;
        private final Typed typed;
        private final int mostOfSegment;
        private final Set<String> found = new LinkedHashSet<>();
        private SortedSetDocValues values = DocValues.emptySortedSet();
        private LongBitSet seen = new LongBitSet(0);
        private int looked;
        private boolean cut;

        Sample(String field, Typed typed, int most) {
            this.field = field;
            this.typed = typed;
            this.mostOfSegment = Math.max(
                    1_000, most / Math.max(1, searcher.getLeafContexts().size()));
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getSortedSet(context.reader(), field);
            seen = new LongBitSet(values.getValueCount());
            looked = 0;
        }

        @Override
        public void collect(int doc) throws IOException {
            if (looked++ == mostOfSegment || found.size() >= ENOUGH || deadline.shouldExit()) {
                cut = true;
                throw new CollectionTerminatedException();
            }
            if (!values.advanceExact(doc)) {
                return;
            }
            for (int i = 0; i < values.docValueCount(); i++) {
                long ordinal = values.nextOrd();
                if (!seen.getAndSet(ordinal)) {
                    String value = values.lookupOrd(ordinal).utf8ToString();
                    if (typed.rank(value) != Typed.NOT) {
                        found.add(value);
                    }
                }
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
