package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongHeap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the matches that come first by their ids and counts all. Ids mostly rise with time and segments begin with their
 * newest, so nearly every match comes before those already taken; therefore ids are compared by their numbers in the
 * segment, and read only when it is done. At one ledger size no two records have the same id.
 */
final class FirstById implements FirstHits {

    /** Documents looked at together. */
    private static final int CHUNK = 1 << 16;

    /** How many ids can be walked in the time a match's id takes to be read and compared. */
    private static final int WORTH = 4;

    private static final Comparator<FieldDoc> RISING = Comparator.comparing(hit -> (BytesRef) hit.fields[0]);

    private final int most;
    private final boolean falling;
    private final @Nullable BytesRef after;
    private final @Nullable AllOfQuery query;
    private List<FieldDoc> first = new ArrayList<>();
    private long total;

    /**
     * Takes matches.
     *
     * @param most how many at most
     * @param falling whether the last id comes first
     * @param after the last one of the page before; null for the first page
     * @param query what is searched, if it can tell a segment's matches at once; else null
     */
    FirstById(int most, boolean falling, @Nullable FieldDoc after, @Nullable AllOfQuery query) {
        this.most = most;
        this.falling = falling;
        this.after = after == null ? null : (BytesRef) after.fields[0];
        this.query = query;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public FieldDoc[] found() {
        return first.toArray(FieldDoc[]::new);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
        Segment segment = new Segment(context);
        Optional<FixedBitSet> matches = query == null ? Optional.empty() : query.bits(context);
        if (query != null && matches.isPresent()) {
            segment.takeAll(matches.get(), query);
            segment.finish();
            throw new CollectionTerminatedException();
        }
        return segment;
    }

    /** The matches of one segment, each one number: the id's in the order wanted, and below it the document's. */
    private final class Segment implements LeafCollector {

        private final LeafReaderContext context;
        private SortedDocValues ids;
        private final long begin;
        /** Keeps the greatest numbers, so places stand in it negated. */
        private final LongHeap best = new LongHeap(most);

        Segment(LeafReaderContext context) throws IOException {
            this.context = context;
            this.ids = DocValues.getSorted(context.reader(), IndexFields.ID_ORDER);
            this.begin = after == null ? Long.MIN_VALUE : begin(ids.lookupTerm(after));
        }

        /** The first place behind the page before, whose last id need not be in this segment. */
        private long begin(int found) {
            int next = found >= 0 ? found + 1 : -found - 1;
            int previous = found >= 0 ? found - 1 : -found - 2;
            return falling ? place(previous, 0) : place(next, 0);
        }

        private long place(int ord, int doc) {
            return ((long) (falling ? -ord : ord) << Integer.SIZE) + doc;
        }

        @Override
        public void setScorer(Scorable scorer) {
            // No scores are asked for.
        }

        @Override
        public void collect(int doc) throws IOException {
            total++;
            take(doc);
        }

        private void take(int doc) throws IOException {
            if (!ids.advanceExact(doc)) {
                throw new IllegalStateException("A record in the search index lacks its id; delete the index");
            }
            long place = place(ids.ordValue(), doc);
            if (place >= begin) {
                best.insertWithOverflow(-place);
            }
        }

        void takeAll(FixedBitSet matches, AllOfQuery query) throws IOException {
            int found = matches.cardinality();
            // With matches all over the segment, a page is full after so many ids.
            long walk = (long) most * context.reader().maxDoc() / Math.max(found, 1);
            long worth = WORTH * (long) found;
            Optional<IdOrder> order = walk < worth ? query.byId(context) : Optional.empty();
            if (order.isEmpty() || !walked(matches, order.get(), worth)) {
                takeEach(matches);
            }
            total += found;
        }

        /**
         * Takes matches in the order of ids until a page is full, or all others come behind those already taken.
         *
         * @return false, with nothing taken, if that took more looks than it is worth
         */
        private boolean walked(FixedBitSet matches, IdOrder order, long looks) throws IOException {
            int step = falling ? -1 : 1;
            int place = firstPlace(order);
            int end = endPlace(order);
            for (int looked = 0; (end - place) * step > 0 && best.size() < most; looked++, place += step) {
                if (looked > looks) {
                    best.clear();
                    return false;
                }
                int doc = order.document(place);
                if (matches.get(doc)) {
                    best.push(-place(ord(doc), doc));
                }
            }
            return true;
        }

        private int firstPlace(IdOrder order) throws IOException {
            if (after == null) {
                return falling ? order.size() - 1 : 0;
            }
            return behind(order, after);
        }

        /** Behind the last one of a page that other segments filled. */
        private int endPlace(IdOrder order) throws IOException {
            if (first.size() < most) {
                return falling ? -1 : order.size();
            }
            return behind(order, (BytesRef) first.get(most - 1).fields[0]);
        }

        /** The first place of the ids that come behind one, which need not be in this segment. */
        private int behind(IdOrder order, BytesRef id) throws IOException {
            int found = ids.lookupTerm(id);
            if (falling) {
                return order.begin(found >= 0 ? found : -found - 1) - 1;
            }
            return order.begin(found >= 0 ? found + 1 : -found - 1);
        }

        private int ord(int doc) throws IOException {
            // Values can be walked forward alone, so each look takes them anew.
            SortedDocValues looked = DocValues.getSorted(context.reader(), IndexFields.ID_ORDER);
            looked.advanceExact(doc);
            return looked.ordValue();
        }

        /** In the order of ids as well as it is known: a page is soon full, and few of the others come before it. */
        private void takeEach(FixedBitSet matches) throws IOException {
            int chunks = (matches.length() + CHUNK - 1) / CHUNK;
            for (int i = 0; i < chunks; i++) {
                int begin = (falling ? i : chunks - 1 - i) * CHUNK;
                int end = Math.min(matches.length(), begin + CHUNK);
                // Values can be walked forward alone.
                ids = DocValues.getSorted(context.reader(), IndexFields.ID_ORDER);
                int doc = matches.nextSetBit(begin);
                while (doc < end) {
                    take(doc);
                    doc = doc + 1 < end ? matches.nextSetBit(doc + 1) : end;
                }
            }
        }

        @Override
        public void finish() throws IOException {
            List<FieldDoc> all = new ArrayList<>(first);
            while (best.size() > 0) {
                long place = -best.pop();
                int ord = (int) (place >> Integer.SIZE);
                BytesRef id = BytesRef.deepCopyOf(ids.lookupOrd(falling ? -ord : ord));
                all.add(new FieldDoc(context.docBase + (int) place, Float.NaN, new Object[] {id, leaf((int) place)}));
            }
            all.sort(falling ? RISING.reversed() : RISING);
            first = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
        }

        /** Values can be walked forward alone, so each look takes them anew. */
        private long leaf(int doc) throws IOException {
            NumericDocValues leaves = DocValues.getNumeric(context.reader(), IndexFields.LEAF);
            return leaves.advanceExact(doc) ? leaves.longValue() : Long.MIN_VALUE;
        }
    }
}
