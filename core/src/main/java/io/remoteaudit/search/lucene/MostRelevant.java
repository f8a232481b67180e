package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/**
 * Takes the matches of the highest scores and counts all. Many matches are equally relevant; of those the newest come
 * first, which is the order of each segment, so once one of a segment is too old the later ones are not looked at.
 */
final class MostRelevant implements FirstHits {

    private static final Comparator<Hit> ORDER =
            Comparator.comparing(Hit::score).reversed().thenComparing(Hit::place);

    private final int most;
    private final float afterScore;
    private final @Nullable IndexPlace after;
    private final PriorityQueue<Hit> best;
    private long total;

    /** A match. */
    private record Hit(int document, float score, IndexPlace place) {}

    /**
     * Takes matches.
     *
     * @param most how many at most
     * @param after the last one of the page before; null for the first page
     */
    MostRelevant(int most, @Nullable FieldDoc after) {
        this.most = most;
        this.afterScore = after == null ? Float.POSITIVE_INFINITY : (Float) after.fields[0];
        this.after = after == null ? null : IndexPlace.of(after);
        this.best = new PriorityQueue<>(most + 1, ORDER.reversed());
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public FieldDoc[] found() {
        return best.stream()
                .sorted(ORDER)
                .map(hit -> new FieldDoc(hit.document(), hit.score(), new Object[] {
                    hit.score(), hit.place().occurred(), hit.place().leaf()
                }))
                .toArray(FieldDoc[]::new);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
        return new Segment(context);
    }

    /** The matches of one segment, among equals the newest first. */
    private final class Segment implements LeafCollector {

        private final LeafReaderContext context;
        private final int begin;
        private IndexPlace.@Nullable Segment places;
        private @Nullable Scorable scorer;
        /** The lowest score taken so far, once there are enough. */
        private float lowest;
        /** The score of which this segment has nothing new enough any more; none so far. */
        private float tooOld = Float.NaN;

        Segment(LeafReaderContext context) throws IOException {
            this.context = context;
            this.begin = after == null ? 0 : after.firstBehind(context.reader());
            this.lowest = lowest();
        }

        @Override
        public void setScorer(Scorable scorer) {
            this.scorer = scorer;
        }

        @Override
        public void collect(int doc) throws IOException {
            total++;
            float score = Objects.requireNonNull(scorer, "scorer").score();
            if (score < lowest || score == tooOld || score > afterScore || (score == afterScore && doc < begin)) {
                return;
            }
            Hit hit = new Hit(context.docBase + doc, score, place(doc));
            if (best.size() == most) {
                if (ORDER.compare(hit, best.element()) > 0) {
                    tooOld = score;
                    return;
                }
                best.remove();
            }
            best.add(hit);
            lowest = lowest();
        }

        private IndexPlace place(int doc) throws IOException {
            IndexPlace.Segment opened = places;
            if (opened == null) {
                opened = new IndexPlace.Segment(context.reader());
                places = opened;
            }
            return opened.at(doc);
        }

        private float lowest() {
            return best.size() < most ? Float.NEGATIVE_INFINITY : best.element().score();
        }
    }
}
