package io.remoteaudit.search.lucene;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Accountable;
import org.apache.lucene.util.RamUsageEstimator;
import org.apache.lucene.util.packed.PackedInts;
import org.apache.lucene.util.packed.PackedLongValues;

/**
 * The documents of a segment that have ids, in the order of their ids; versions of one record stand together. Some four bytes
 * a document, so that the first of many matches are found without a look at all others.
 */
final class IdOrder implements Accountable {

    private final int[] documents;
    /** Where each id's documents begin, and where the last one's end; they rise so evenly that it takes few bits. */
    private final PackedLongValues begins;

    private IdOrder(int[] documents, PackedLongValues begins) {
        this.documents = documents;
        this.begins = begins;
    }

    static IdOrder of(LeafReader reader) throws IOException {
        SortedDocValues ids = DocValues.getSorted(reader, IndexFields.ID_ORDER);
        int[] begins = new int[ids.getValueCount() + 1];
        while (ids.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            begins[ids.ordValue() + 1]++;
        }
        for (int ord = 1; ord < begins.length; ord++) {
            begins[ord] += begins[ord - 1];
        }
        PackedLongValues.Builder kept = PackedLongValues.monotonicBuilder(PackedInts.COMPACT);
        for (int begin : begins) {
            kept.add(begin);
        }
        int[] documents = new int[begins[begins.length - 1]];
        SortedDocValues again = DocValues.getSorted(reader, IndexFields.ID_ORDER);
        for (int doc = again.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = again.nextDoc()) {
            documents[begins[again.ordValue()]++] = doc;
        }
        return new IdOrder(documents, kept.build());
    }

    /** How many documents have ids. */
    int size() {
        return documents.length;
    }

    /** The document at a place. */
    int document(int place) {
        return documents[place];
    }

    /** The first place of an id, by its number in the segment; one more than the last id's stands for the end. */
    int begin(int ord) {
        return (int) begins.get(ord);
    }

    @Override
    public long ramBytesUsed() {
        return RamUsageEstimator.sizeOf(documents) + begins.ramBytesUsed();
    }
}
