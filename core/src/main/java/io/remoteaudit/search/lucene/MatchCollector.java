package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Matches;
import io.remoteaudit.search.TooManyMatchesException;
import io.remoteaudit.search.query.RecordField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/**
 * Takes of each match some numbers only, whatever its texts are, and looks the texts up when they are read: the index is
 * not in leaf order, and a million records must not need a million objects.
 */
final class MatchCollector extends SimpleCollector {

    /** So many bits of a number say which match it is; the others are its leaf index. */
    private static final int PLACE_BITS = 20;

    private static final int NONE = -1;

    private final int most;
    private final @Nullable String side;
    private final List<Segment> segments = new ArrayList<>();
    private NumericDocValues leaf = DocValues.emptyNumeric();
    private NumericDocValues version = DocValues.emptyNumeric();
    private Segment segment = new Segment(0, DocValues.emptySorted(), DocValues.emptySortedSet());
    private long[] leaves = new long[64];
    private int[] versions = new int[64];
    private int[] ids = new int[64];
    private int[] values = new int[64];
    private int count;

    private record Segment(int first, SortedDocValues ids, SortedSetDocValues values) {}

    /**
     * For one search.
     *
     * @param most how many matches at most, up to 1,048,576
     * @param side the field whose value is told; null for none
     */
    MatchCollector(int most, @Nullable String side) {
        if (most < 1 || most > 1 << PLACE_BITS) {
            throw new IllegalArgumentException("Not a number of matches to be read: " + most);
        }
        this.most = most;
        this.side = side;
    }

    int count() {
        return count;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        leaf = DocValues.getNumeric(context.reader(), IndexFields.LEAF);
        version = DocValues.getNumeric(context.reader(), RecordField.VERSION.queryName());
        segment = new Segment(
                count,
                DocValues.getSorted(context.reader(), IndexFields.ID_ORDER),
                side == null ? DocValues.emptySortedSet() : DocValues.getSortedSet(context.reader(), side));
        segments.add(segment);
    }

    @Override
    public void collect(int doc) throws IOException {
        if (count == most) {
            throw new TooManyMatchesException(most);
        }
        if (!leaf.advanceExact(doc)
                || !version.advanceExact(doc)
                || !segment.ids().advanceExact(doc)) {
            throw new IllegalStateException("A record in the search index lacks its id; delete the index");
        }
        if (count == leaves.length) {
            leaves = Arrays.copyOf(leaves, count * 2);
            versions = Arrays.copyOf(versions, count * 2);
            ids = Arrays.copyOf(ids, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        leaves[count] = leaf.longValue();
        versions[count] = Math.toIntExact(version.longValue());
        ids[count] = segment.ids().ordValue();
        boolean has = segment.values().advanceExact(doc);
        values[count] = has ? Math.toIntExact(segment.values().nextOrd()) : NONE;
        count++;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** The matches by rising leaf index; readable as long as the view searched is held. */
    Iterator<Matches.Match> inLeafOrder() {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (leaves[i] << PLACE_BITS) | i;
        }
        Arrays.sort(order);
        int[] firsts = segments.stream().mapToInt(Segment::first).toArray();
        return IntStream.range(0, count)
                .mapToObj(place -> match((int) (order[place] & ((1 << PLACE_BITS) - 1)), firsts))
                .iterator();
    }

    private Matches.Match match(int place, int[] firsts) {
        Segment of = segments.get(segmentOf(place, firsts));
        try {
            return new Matches.Match(
                    of.ids().lookupOrd(ids[place]).utf8ToString(),
                    versions[place],
                    leaves[place],
                    values[place] == NONE
                            ? ""
                            : of.values().lookupOrd(values[place]).utf8ToString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last segment that begins at or before a place; those without a match begin where the next one does. */
    private static int segmentOf(int place, int[] firsts) {
        int low = 0;
        int high = firsts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firsts[middle] <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
