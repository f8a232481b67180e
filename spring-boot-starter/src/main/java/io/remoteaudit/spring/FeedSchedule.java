package io.remoteaudit.spring;

import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the tables and looks into the folders again and again, on one thread of the module's own: the host's threads, its scheduler included, are
 * left alone. Stops after the transaction under way, and what is not read then is read after the next start.
 */
final class FeedSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** Once the host has begun to answer. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Feed feed;
    private final Map<String, Duration> every;
    private volatile boolean stopping;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    FeedSchedule(Feed feed, Map<String, Duration> every) {
        this.feed = feed;
        this.every = new TreeMap<>(every);
    }

    /** Ends a run between two transactions. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void start() {
        stopping = false;
        if (every.isEmpty()) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread named = new Thread(work, "remote-audit-feed");
            named.setDaemon(true);
            return named;
        });
        every.forEach((source, delay) -> {
            // A run reports its own failures, and only stopping ends the schedule.
            Future<?> unused = started.scheduleWithFixedDelay(
                    () -> run(source), FIRST.toMillis(), delay.toMillis(), TimeUnit.MILLISECONDS);
        });
        thread = started;
    }

    private void run(String source) {
        FeedListener listener = progress -> {
            if (stopping) {
                throw new Stopped();
            }
        };
        try {
            if (feed.fileSources().contains(source)) {
                feed.look(source, listener);
            } else {
                feed.run(source, listener);
            }
        } catch (Stopped e) {
            LOG.info("Source '{}' is read on after the next start", source);
        } catch (RuntimeException | LinkageError e) {
            // Also a library that is missing, which would else end the schedule in silence.
            LOG.warn("Source '{}' is tried again in {}: {}", source, every.get(source), e.getMessage());
            LOG.debug("Reading a source failed", e);
        }
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        stopping = true;
        // Not interrupted, which would close the files of an embedded database.
        running.shutdown();
        try {
            if (!running.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A source is still being read after {}; what it has committed stays", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
