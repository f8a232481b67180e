package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger one batch ahead of who indexes it, on a thread of its own: fetching entries, checking them and making
 * their documents takes about as long as indexing them. For one thread.
 */
final class ReadAhead implements Closeable {

    private final EntrySource source;
    private final Documents documents;
    private final int batch;
    private final ExecutorService reader;
    private @Nullable Future<List<PreparedEntry>> ahead;
    private long aheadFrom;

    ReadAhead(EntrySource source, Documents documents, int batch, String threadName) {
        this.source = source;
        this.documents = documents;
        this.batch = batch;
        this.reader = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The entries from a leaf on; fewer than a batch only at the ledger's end.
     *
     * @throws RuntimeException what reading the ledger threw
     * @throws InterruptedException if the calling thread is meant to end
     */
    List<PreparedEntry> from(long leaf) throws InterruptedException {
        Future<List<PreparedEntry>> wanted = ahead;
        if (wanted == null || aheadFrom != leaf) {
            wanted = reader.submit(() -> read(leaf));
        }
        ahead = null;
        List<PreparedEntry> entries;
        try {
            entries = wanted.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The ledger could not be read ahead", e.getCause());
        }
        if (entries.size() == batch) {
            aheadFrom = leaf + batch;
            ahead = reader.submit(() -> read(aheadFrom));
        }
        return entries;
    }

    private List<PreparedEntry> read(long leaf) {
        List<Entry> entries = source.sequenced(leaf, batch);
        return entries.stream().map(documents::prepare).toList();
    }

    @Override
    public void close() {
        // A read under way ends by itself: an interrupt could close files or connections of others.
        reader.shutdown();
    }
}
