package io.remoteaudit.search.lucene;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * A reader that also has the superseded versions a reader of the newest state hides, but not what was erased: that is
 * deleted for good. It lives as long as the reader it is made of, and is not closed by itself.
 */
final class AllVersions extends FilterDirectoryReader {

    AllVersions(DirectoryReader newest) throws IOException {
        // Readers of the newest state leave out segments of which nothing is left.
        super(FilterDirectoryReader.unwrap(newest), new SubReaderWrapper() {
            @Override
            public LeafReader wrap(LeafReader reader) {
                return FilterLeafReader.unwrap(reader) instanceof SegmentReader segment
                        ? new Segment(segment, segment.getHardLiveDocs())
                        : reader;
            }
        });
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader newest) throws IOException {
        return new AllVersions(newest);
    }

    /** Nothing is cached by this reader, which is made anew where it is needed. */
    @Override
    public @Nullable CacheHelper getReaderCacheHelper() {
        return null;
    }

    /** One segment without what was deleted for good. */
    private static final class Segment extends FilterLeafReader {

        private final @Nullable Bits live;
        private final int documents;

        Segment(SegmentReader segment, @Nullable Bits live) {
            super(segment);
            this.live = live;
            this.documents = count(live, segment.maxDoc());
        }

        private static int count(@Nullable Bits live, int all) {
            if (live == null) {
                return all;
            }
            int count = 0;
            for (int i = 0; i < all; i++) {
                count += live.get(i) ? 1 : 0;
            }
            return count;
        }

        @Override
        public @Nullable Bits getLiveDocs() {
            return live;
        }

        @Override
        public int numDocs() {
            return documents;
        }

        @Override
        public CacheHelper getCoreCacheHelper() {
            return in.getCoreCacheHelper();
        }

        @Override
        public @Nullable CacheHelper getReaderCacheHelper() {
            return null;
        }
    }
}
