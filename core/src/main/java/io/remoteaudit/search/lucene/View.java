package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/**
 * The index as it stood when it held the first entries of the ledger. Its reader hides every version that had been
 * superseded by then, at no cost to a search; what it looked like at an earlier size is asked of {@link #history()}.
 */
final class View extends IndexSearcher {

    private final long size;
    private final HeldTerms held = new HeldTerms();
    private final HeldTerms heldEver = new HeldTerms();
    private @Nullable IndexReader history;
    private @Nullable List<String> attributes;

    View(IndexReader reader, long size) {
        super(reader);
        this.size = size;
    }

    /** The ledger size of this view. */
    long size() {
        return size;
    }

    /** The attributes that hold words, found once for all searches of this view. */
    synchronized List<String> attributes() {
        List<String> found = attributes;
        if (found == null) {
            found = List.copyOf(WordFields.attributes(getIndexReader()));
            attributes = found;
        }
        return found;
    }

    /** The reader that also has superseded versions. */
    synchronized IndexReader history() throws IOException {
        IndexReader made = history;
        if (made == null) {
            made = new AllVersions((DirectoryReader) getIndexReader());
            history = made;
        }
        return made;
    }

    /** What is known of the terms of one of its two readers. */
    HeldTerms held(IndexReader reader) {
        return reader.equals(getIndexReader()) ? held : heldEver;
    }
}
