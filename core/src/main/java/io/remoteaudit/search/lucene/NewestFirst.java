package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectionTerminatedException;
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
final class NewestFirst implements FirstHits {

    private static final Comparator<FieldDoc> ORDER = Comparator.comparing(IndexPlace::of);

    private final int most;
    private final @Nullable IndexPlace after;
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
        this.after = after == null ? null : IndexPlace.of(after);
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public FieldDoc[] found() {
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

    /** The matches of one segment, which come in order. */
    private final class Segment implements LeafCollector {

        private final LeafReaderContext context;
        private final IndexPlace.Segment places;
        private final int begin;
        private final boolean counts;
        private int taken;

        Segment(LeafReaderContext context, int known) throws IOException {
            this.context = context;
            this.places = new IndexPlace.Segment(context.reader());
            this.begin = after == null ? 0 : after.firstBehind(context.reader());
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
                IndexPlace place = places.at(doc);
                first.add(
                        new FieldDoc(context.docBase + doc, Float.NaN, new Object[] {place.occurred(), place.leaf()}));
            } else if (!counts && taken >= most) {
                throw new CollectionTerminatedException();
            }
        }
    }
}
