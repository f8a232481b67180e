package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Records whose event happened on days of a range, each day in the record's own offset. The index is sorted by the
 * instant, newest first, so the range is a run of documents: found by bisection, not by looking at each of them. Only at
 * the two ends, where the offset decides, the day itself is looked at.
 */
final class OccurredDaysQuery extends Query {

    /** No offset from UTC is larger (java.time.ZoneOffset). */
    private static final long LARGEST_OFFSET = Duration.ofHours(18).toMillis();

    private final long firstDay;
    private final long lastDay;

    private OccurredDaysQuery(long firstDay, long lastDay) {
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    /**
     * A range of days, both included.
     *
     * @param from the first day; null for no bound
     * @param to the last day; null for no bound
     */
    static OccurredDaysQuery of(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new OccurredDaysQuery(
                from == null ? Long.MIN_VALUE : from.toEpochDay(), to == null ? Long.MAX_VALUE : to.toEpochDay());
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext context) throws IOException {
                Run run = Run.of(context.reader(), firstDay, lastDay);
                if (run.end <= run.begin) {
                    return null;
                }
                return run.isExact()
                        ? new ConstantScoreScorer(this, score(), mode, DocIdSetIterator.range(run.begin, run.end))
                        : new ConstantScoreScorer(
                                this, score(), mode, run.looking(context.reader(), firstDay, lastDay));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    /**
     * Which of some documents are of the days. Only the run's own words are combined, however large the segment is.
     *
     * @param others bits that all must be set, as long as the segment has documents; nobody changes them
     */
    FixedBitSet among(LeafReader reader, List<FixedBitSet> others) throws IOException {
        FixedBitSet bits = new FixedBitSet(reader.maxDoc());
        Run run = Run.of(reader, firstDay, lastDay);
        if (run.begin < run.end) {
            bits.set(run.begin, run.end);
            long[] words = bits.getBits();
            for (FixedBitSet each : others) {
                long[] its = each.getBits();
                for (int word = run.begin >> 6; word <= (run.end - 1) >> 6; word++) {
                    words[word] &= its[word];
                }
            }
            int sure = Math.min(run.surelyBegin, run.end);
            look(reader, run.begin, sure, bits);
            look(reader, Math.max(run.surelyEnd, sure), run.end, bits);
        }
        return bits;
    }

    /** Clears the bits of those documents between two that are not of the days, by a look at each. */
    private void look(LeafReader reader, int from, int to, FixedBitSet bits) throws IOException {
        NumericDocValues days = DocValues.getNumeric(reader, IndexFields.OCCURRED_DAY);
        for (int doc = from; doc < to; doc++) {
            boolean ofDays = bits.get(doc)
                    && days.advanceExact(doc)
                    && days.longValue() >= firstDay
                    && days.longValue() <= lastDay;
            if (!ofDays) {
                bits.clear(doc);
            }
        }
    }

    /** The documents that may be of the days, and those among them that are without a look at their day. */
    private record Run(int begin, int surelyBegin, int surelyEnd, int end) {

        static Run of(LeafReader reader, long firstDay, long lastDay) throws IOException {
            int dated = dated(reader);
            // Newest first, so the range's later bound comes first.
            int begin = lastDay == Long.MAX_VALUE ? 0 : before(reader, dated, millis(lastDay + 1) + LARGEST_OFFSET);
            int end = firstDay == Long.MIN_VALUE ? dated : before(reader, dated, millis(firstDay) - LARGEST_OFFSET);
            int surelyBegin =
                    lastDay == Long.MAX_VALUE ? 0 : before(reader, dated, millis(lastDay + 1) - LARGEST_OFFSET);
            int surelyEnd =
                    firstDay == Long.MIN_VALUE ? dated : before(reader, dated, millis(firstDay) + LARGEST_OFFSET);
            return new Run(begin, surelyBegin, surelyEnd, end);
        }

        boolean isExact() {
            return begin == surelyBegin && surelyEnd == end;
        }

        TwoPhaseIterator looking(LeafReader reader, long firstDay, long lastDay) throws IOException {
            NumericDocValues days = DocValues.getNumeric(reader, IndexFields.OCCURRED_DAY);
            DocIdSetIterator run = DocIdSetIterator.range(begin, end);
            return new TwoPhaseIterator(run) {
                @Override
                public boolean matches() throws IOException {
                    int doc = run.docID();
                    return (doc >= surelyBegin && doc < surelyEnd)
                            || (days.advanceExact(doc) && days.longValue() >= firstDay && days.longValue() <= lastDay);
                }

                @Override
                public float matchCost() {
                    return 4;
                }
            };
        }

        private static long millis(long day) {
            return LocalDate.ofEpochDay(day)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }

        /** How many documents have an instant: those without one come last. */
        private static int dated(LeafReader reader) throws IOException {
            int low = 0;
            int high = reader.maxDoc();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (instants(reader).advanceExact(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The first document whose instant is before a moment. */
        private static int before(LeafReader reader, int dated, long moment) throws IOException {
            int low = 0;
            int high = dated;
            while (low < high) {
                int middle = (low + high) >>> 1;
                // Values can be walked forward alone, so each look takes them anew; twenty looks find one in a million.
                NumericDocValues instants = instants(reader);
                if (!instants.advanceExact(middle)) {
                    throw new IllegalStateException("Document " + middle + " has no instant before one that has");
                }
                if (instants.longValue() >= moment) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private static NumericDocValues instants(LeafReader reader) throws IOException {
            return DocValues.getNumeric(reader, IndexFields.OCCURRED);
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(IndexFields.OCCURRED_DAY)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String field) {
        return "occurredDay:[" + firstDay + " TO " + lastDay + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OccurredDaysQuery that && firstDay == that.firstDay && lastDay == that.lastDay;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(firstDay) + Long.hashCode(lastDay);
    }
}
