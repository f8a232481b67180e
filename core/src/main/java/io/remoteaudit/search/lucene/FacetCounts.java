package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * Counts the values of several fields over all matches. Matches are gathered first and then counted field by field, so
 * that each field's values are read in one run; within a segment values are counted by number, and by value only between
 * segments.
 */
final class FacetCounts extends SimpleCollector {

    private static final int GATHERED = 4_096;

    private final Map<Facet, Counter> counters = new EnumMap<>(Facet.class);
    private final int[] matches = new int[GATHERED];
    private int gathered;

    void count(Facet facet, String field) {
        counters.put(facet, new Counter(field));
    }

    Map<Facet, List<FacetCount>> counts() {
        Map<Facet, List<FacetCount>> counts = new EnumMap<>(Facet.class);
        counters.forEach((facet, counter) -> counts.put(facet, sorted(counter.counts)));
        return counts;
    }

    /** The counts as results give them: the most first. */
    static List<FacetCount> sorted(Map<String, Long> counts) {
        List<FacetCount> sorted = new ArrayList<>();
        counts.forEach((value, count) -> sorted.add(new FacetCount(value, count)));
        sorted.sort(Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value));
        return sorted;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        for (Counter counter : counters.values()) {
            counter.begin(context.reader());
        }
    }

    @Override
    public void collect(int doc) throws IOException {
        matches[gathered++] = doc;
        if (gathered == GATHERED) {
            countGathered();
        }
    }

    @Override
    public void finish() throws IOException {
        countGathered();
        for (Counter counter : counters.values()) {
            counter.end();
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    private void countGathered() throws IOException {
        for (Counter counter : counters.values()) {
            counter.count(matches, gathered);
        }
        gathered = 0;
    }

    /** The counts of one field. */
    private static final class Counter {

        private final String field;
        private final Map<String, Long> counts = new HashMap<>();
        private SortedSetDocValues values = DocValues.emptySortedSet();
        private SortedDocValues single = DocValues.emptySorted();
        private boolean isSingle;
        private long[] segment = new long[0];

        Counter(String field) {
            this.field = field;
        }

        void begin(LeafReader reader) throws IOException {
            values = DocValues.getSortedSet(reader, field);
            SortedDocValues unwrapped = DocValues.unwrapSingleton(values);
            isSingle = unwrapped != null;
            if (unwrapped != null) {
                single = unwrapped;
            }
            segment = new long[Math.toIntExact(values.getValueCount())];
        }

        void count(int[] matches, int length) throws IOException {
            if (segment.length == 0) {
                return;
            }
            if (isSingle) {
                for (int i = 0; i < length; i++) {
                    if (single.advanceExact(matches[i])) {
                        segment[single.ordValue()]++;
                    }
                }
                return;
            }
            for (int i = 0; i < length; i++) {
                if (values.advanceExact(matches[i])) {
                    for (int left = values.docValueCount(); left > 0; left--) {
                        segment[(int) values.nextOrd()]++;
                    }
                }
            }
        }

        void end() throws IOException {
            for (int i = 0; i < segment.length; i++) {
                if (segment[i] > 0) {
                    counts.merge(values.lookupOrd(i).utf8ToString(), segment[i], Long::sum);
                }
            }
        }
    }
}
