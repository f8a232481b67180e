package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.Comparator;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.FieldDoc;

/**
 * A record's place in the index's own order, {@link ResultOrder#OF_INDEX}: newest first, and by leaf among those of one
 * moment. The documents of each segment are in this order.
 */
record IndexPlace(long occurred, long leaf) implements Comparable<IndexPlace> {

    private static final Comparator<IndexPlace> ORDER =
            Comparator.comparingLong(IndexPlace::occurred).reversed().thenComparingLong(IndexPlace::leaf);

    /** The place of a hit whose order ends with that of the index. */
    static IndexPlace of(FieldDoc hit) {
        int last = hit.fields.length - 1;
        return new IndexPlace((Long) hit.fields[last - 1], (Long) hit.fields[last]);
    }

    @Override
    public int compareTo(IndexPlace other) {
        return ORDER.compare(this, other);
    }

    /** The first document of a segment that is behind this place. */
    int firstBehind(LeafReader reader) throws IOException {
        int low = 0;
        int high = reader.maxDoc();
        while (low < high) {
            int middle = (low + high) >>> 1;
            // Values can be walked forward alone, so each look takes them anew.
            if (compareTo(new Segment(reader).at(middle)) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Reads the places of one segment's documents, going forward. */
    static final class Segment {

        private final NumericDocValues instants;
        private final NumericDocValues leaves;

        Segment(LeafReader reader) throws IOException {
            this.instants = DocValues.getNumeric(reader, IndexFields.OCCURRED);
            this.leaves = DocValues.getNumeric(reader, IndexFields.LEAF);
        }

        IndexPlace at(int doc) throws IOException {
            return new IndexPlace(value(instants, doc), value(leaves, doc));
        }

        private static long value(NumericDocValues values, int doc) throws IOException {
            return values.advanceExact(doc) ? values.longValue() : Long.MIN_VALUE;
        }
    }
}
