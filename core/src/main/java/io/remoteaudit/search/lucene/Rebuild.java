package io.remoteaudit.search.lucene;

import io.remoteaudit.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds an index beside the one in use, on a thread of its own, so that the one in use follows the ledger as before.
 * When it has come to the end of the ledger it hands the build over to the following thread, which alone knows when the
 * two hold the same.
 */
final class Rebuild implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    private final EntrySource source;
    private final ReadAhead ahead;
    private final Build build;
    private final Pace pace;
    private final Runnable whenEnded;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "remote-audit-search-rebuild");
    private boolean stopped;
    private boolean complete;
    private volatile boolean ended;
    private volatile @Nullable Exception failure;

    /** Attachments read since it began; used by the following thread alone. */
    private final Set<String> readTexts = new HashSet<>();

    Rebuild(EntrySource source, Documents documents, Build build, Pace pace, Runnable whenEnded) {
        this.source = source;
        this.ahead = new ReadAhead(source, documents, BATCH, "remote-audit-search-rebuild-reader");
        this.build = build;
        this.pace = pace;
        this.whenEnded = whenEnded;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    Build build() {
        return build;
    }

    Pace pace() {
        return pace;
    }

    /** Whether the build is the following thread's now, for good or to be thrown away. */
    boolean hasEnded() {
        return ended;
    }

    Optional<Exception> failure() {
        Exception met = failure;
        return Optional.ofNullable(
                met == null && !complete ? new IllegalStateException("The thread that rebuilds ended early") : met);
    }

    Set<String> readTexts() {
        return readTexts;
    }

    private void run() {
        try {
            boolean caughtUp = false;
            while (!caughtUp && !stopped) {
                caughtUp = advance();
                pace.at(build.next(), source.size());
                stopped |= stop.getCount() == 0;
            }
            if (caughtUp) {
                // By far the most of it, so that the following thread has little left to write.
                build.commit();
                complete = true;
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            failure = e;
        } finally {
            ahead.close();
            ended = true;
            whenEnded.run();
        }
    }

    /** Takes in what comes next; true at the ledger's end. */
    private boolean advance() throws IOException, InterruptedException {
        List<PreparedEntry> entries;
        try {
            entries = ahead.from(build.next());
        } catch (RuntimeException e) {
            return unreadable(e);
        }
        try {
            build.add(entries, source);
        } catch (StoreException e) {
            return unreadable(e);
        }
        return entries.size() < BATCH;
    }

    /** The following thread complains of it; here it only takes longer. */
    private boolean unreadable(RuntimeException e) throws InterruptedException {
        LOG.debug("Rebuilding the search index waits until the ledger can be read", e);
        stopped |= stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        return false;
    }

    /** Ends the thread, if it has not ended, and closes the build. */
    @Override
    public void close() throws IOException {
        join();
        build.close();
    }

    /** Ends the thread and leaves the build open. */
    void join() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
