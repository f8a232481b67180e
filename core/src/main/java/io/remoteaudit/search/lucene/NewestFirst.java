package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first matches of each segment and only counts the others: segments are sorted as these results are, newest
 * first. Where Lucene knows a segment's count without looking, the rest is not even looked at.
 */
final class NewestFirst implements Collector {

    private static final Comparator<FieldDoc> ORDER =
            Comparator.comparingLong(NewestFirst::occurred).reversed().thenComparingLong(ResultOrder::leafIndex);

    private final int most;
    private final @Nullable FieldDoc after;
    private final List<FieldDoc> first = new ArrayList<>();
    private @Nullable Weight weight;
    private long total;

    /**
     * Takes matches.
     *
     * @param most how many at most
     * @param after the last one of the page before; null for the first page
     */
    NewestFirst(int most, @Nullable FieldDoc after) {
        this.most = most;
        this.after = after;
    }

    /** All matches, also those of earlier pages. */
    long total() {
        return total;
    }

    /** The first matches, in order. */
    FieldDoc[] found() {
        return first.stream().sorted(ORDER).limit(most).toArray(FieldDoc[]::new);
    }

    @Override
    public void setWeight(Weight weight) {
        this.weight = weight;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
        int known = weight == null ? -1 : weight.count(context);
        return new Segment(context, known);
    }

    private static long occurred(FieldDoc found) {
        return (Long) found.fields[0];
    }

    /** The matches of one segment, which come in order. */
    private final class Segment implements LeafCollector {

        private final LeafReaderContext context;
        private final NumericDocValues instants;
        private final NumericDocValues leaves;
        private final int begin;
        private final boolean counts;
        private int taken;

        Segment(LeafReaderContext context, int known) throws IOException {
            LeafReader reader = context.reader();
            this.context = context;
            this.instants = DocValues.getNumeric(reader, IndexFields.OCCURRED);
            this.leaves = DocValues.getNumeric(reader, IndexFields.LEAF);
            this.begin = after == null ? 0 : begin(reader, after);
            this.counts = known < 0;
            if (!counts) {
                total += known;
                if (known == 0) {
                    throw new CollectionTerminatedException();
                }
            }
        }

        @Override
        public void setScorer(Scorable scorer) {
            // No scores are asked for.
        }

        @Override
        public void collect(int doc) throws IOException {
            if (counts) {
                total++;
            }
            if (taken < most && doc >= begin) {
                taken++;
                first.add(new FieldDoc(
                        context.docBase + doc, Float.NaN, new Object[] {value(instants, doc), value(leaves, doc)}));
            } else if (!counts && taken >= most) {
                throw new CollectionTerminatedException();
            }
        }

        private static long value(NumericDocValues values, int doc) throws IOException {
            return values.advanceExact(doc) ? values.longValue() : Long.MIN_VALUE;
        }

        /** The first document behind a place in the order. */
        private static int begin(LeafReader reader, FieldDoc place) throws IOException {
            int low = 0;
            int high = reader.maxDoc();
            while (low < high) {
                int middle = (low + high) >>> 1;
                // Values can be walked forward alone, so each look takes them anew.
                long instant = value(DocValues.getNumeric(reader, IndexFields.OCCURRED), middle);
                long leaf = value(DocValues.getNumeric(reader, IndexFields.LEAF), middle);
                boolean behind = instant < occurred(place)
                        || (instant == occurred(place) && leaf > ResultOrder.leafIndex(place));
                if (behind) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
