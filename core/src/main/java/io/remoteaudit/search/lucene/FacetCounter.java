package io.remoteaudit.search.lucene;

import io.remoteaudit.search.FacetCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts the values of one field over all matches. Counts within a segment by number, and by value only between them. */
final class FacetCounter extends SimpleCollector {

    private final String field;
    private final Map<String, Long> counts = new HashMap<>();
    private SortedSetDocValues values = DocValues.emptySortedSet();
    private long[] segment = new long[0];

    FacetCounter(String field) {
        this.field = field;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        values = DocValues.getSortedSet(context.reader(), field);
        segment = new long[Math.toIntExact(values.getValueCount())];
    }

    @Override
    public void collect(int doc) throws IOException {
        if (values.advanceExact(doc)) {
            for (int i = values.docValueCount(); i > 0; i--) {
                segment[(int) values.nextOrd()]++;
            }
        }
    }

    @Override
    public void finish() throws IOException {
        for (int i = 0; i < segment.length; i++) {
            if (segment[i] > 0) {
                counts.merge(values.lookupOrd(i).utf8ToString(), segment[i], Long::sum);
            }
        }
        segment = new long[0];
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    List<FacetCount> counts() {
        List<FacetCount> sorted = new ArrayList<>();
        counts.forEach((value, count) -> sorted.add(new FacetCount(value, count)));
        sorted.sort(Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value));
        return sorted;
    }
}
