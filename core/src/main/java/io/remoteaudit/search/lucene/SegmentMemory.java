package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Accountable;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of large segments, which never change but for what is deleted, from the second time it is asked for:
 * which documents meet a condition, as types, sites and ranges are asked again and again and bits are combined and counted
 * sixty-four at a time; and how documents follow each other by id. For several threads.
 */
final class SegmentMemory {

    /** In smaller segments it costs little to look at each match. */
    static final int LARGE = 1 << 16;

    private static final long MOST_BYTES = 64L << 20;
    private static final int TIMES = 2;
    private static final Object BY_ID = IdOrder.class;

    private final int large;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<IndexReader.CacheKey> watched = new HashSet<>();
    private long bytes;

    /** A condition in one segment, or the order of its ids. */
    private record Key(IndexReader.CacheKey segment, Object what) {}

    private static final class Entry {
        private int asked;
        private @Nullable Accountable known;

        long bytes() {
            return known == null ? 0 : known.ramBytesUsed();
        }
    }

    SegmentMemory() {
        this(LARGE);
    }

    /** For segments of so many documents. */
    SegmentMemory(int large) {
        this.large = large;
    }

    boolean isLarge(LeafReaderContext context) {
        return context.reader().maxDoc() >= large;
    }

    /**
     * The documents that meet a condition, also deleted ones.
     *
     * @return bits that nobody changes; empty if it was not asked often enough or cannot be remembered
     */
    Optional<FixedBitSet> bits(LeafReaderContext context, Weight condition) throws IOException {
        if (!condition.isCacheable(context)) {
            return Optional.empty();
        }
        Query what = condition.getQuery();
        return remembered(context, what, FixedBitSet.class, () -> {
            FixedBitSet bits = new FixedBitSet(context.reader().maxDoc());
            Scorer scorer = condition.scorer(context);
            if (scorer != null) {
                bits.or(scorer.iterator());
            }
            return bits;
        });
    }

    /** The order of a large segment's ids; empty if it was not asked for often enough or cannot be remembered. */
    Optional<IdOrder> byId(LeafReaderContext context) throws IOException {
        return remembered(context, BY_ID, IdOrder.class, () -> IdOrder.of(context.reader()));
    }

    private <T extends Accountable> Optional<T> remembered(
            LeafReaderContext context, Object what, Class<T> kind, IOSupplier<T> found) throws IOException {
        IndexReader.CacheHelper segment = context.reader().getCoreCacheHelper();
        if (segment == null) {
            return Optional.empty();
        }
        Key key = new Key(segment.getKey(), what);
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
            if (entry.known != null) {
                return Optional.of(kind.cast(entry.known));
            }
            entry.asked++;
            if (entry.asked < TIMES) {
                shrink();
                return Optional.empty();
            }
        }
        T known = found.get();
        if (watch(segment.getKey())) {
            segment.addClosedListener(this::forget);
        }
        keep(key, known);
        return Optional.of(known);
    }

    private synchronized boolean watch(IndexReader.CacheKey segment) {
        return watched.add(segment);
    }

    private synchronized void keep(Key key, Accountable known) {
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
        if (entry.known == null) {
            entry.known = known;
            bytes += entry.bytes();
            shrink();
        }
    }

    /** What was asked longest ago goes first; what was only counted is little, but may not become much either. */
    private void shrink() {
        var eldest = entries.entrySet().iterator();
        while ((bytes > MOST_BYTES || entries.size() > MOST_BYTES >> 10) && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }

    private synchronized void forget(IndexReader.CacheKey segment) {
        watched.remove(segment);
        entries.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().segment().equals(segment);
            if (gone) {
                bytes -= entry.getValue().bytes();
            }
            return gone;
        });
    }
}
