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
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of a large segment meet a condition, one bit for each, remembered from the second time it is asked: types,
 * sites and ranges are asked again and again, and bits are combined and counted sixty-four at a time. For several threads.
 */
final class RememberedBits {

    /** In smaller segments it costs little to look at each match. */
    static final int LARGE = 1 << 18;

    private static final long MOST_BYTES = 64L << 20;
    private static final int TIMES = 2;

    private final int large;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<IndexReader.CacheKey> watched = new HashSet<>();
    private long bytes;

    /** A condition in one segment, which never changes but for what is deleted. */
    private record Key(IndexReader.CacheKey segment, Query condition) {}

    private static final class Entry {
        private int asked;
        private @Nullable FixedBitSet bits;
    }

    RememberedBits() {
        this(LARGE);
    }

    /** For segments of so many documents. */
    RememberedBits(int large) {
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
    Optional<FixedBitSet> of(LeafReaderContext context, Weight condition) throws IOException {
        IndexReader.CacheHelper segment = context.reader().getCoreCacheHelper();
        if (segment == null || !condition.isCacheable(context)) {
            return Optional.empty();
        }
        Key key = new Key(segment.getKey(), condition.getQuery());
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
            if (entry.bits != null) {
                return Optional.of(entry.bits);
            }
            entry.asked++;
            if (entry.asked < TIMES) {
                shrink();
                return Optional.empty();
            }
        }
        FixedBitSet bits = new FixedBitSet(context.reader().maxDoc());
        Scorer scorer = condition.scorer(context);
        if (scorer != null) {
            bits.or(scorer.iterator());
        }
        if (watch(segment.getKey())) {
            segment.addClosedListener(this::forget);
        }
        keep(key, bits);
        return Optional.of(bits);
    }

    private synchronized boolean watch(IndexReader.CacheKey segment) {
        return watched.add(segment);
    }

    private synchronized void keep(Key key, FixedBitSet bits) {
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
        if (entry.bits == null) {
            entry.bits = bits;
            bytes += bits.ramBytesUsed();
            shrink();
        }
    }

    /** What was asked longest ago goes first; what was only counted is little, but may not become much either. */
    private void shrink() {
        var eldest = entries.entrySet().iterator();
        while ((bytes > MOST_BYTES || entries.size() > MOST_BYTES >> 10) && eldest.hasNext()) {
            FixedBitSet bits = eldest.next().getValue().bits;
            bytes -= bits == null ? 0 : bits.ramBytesUsed();
            eldest.remove();
        }
    }

    private synchronized void forget(IndexReader.CacheKey segment) {
        watched.remove(segment);
        entries.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().segment().equals(segment);
            FixedBitSet bits = entry.getValue().bits;
            if (gone && bits != null) {
                bytes -= bits.ramBytesUsed();
            }
            return gone;
        });
    }
}
