package io.remoteaudit.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listener and log how far a run is, the log now and then only. Read by other threads. */
final class ProgressWatch {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final String source;
    private final FeedListener listener;
    private final Clock clock;
    private final Instant startedAt;
    private Instant loggedAt;
    private OptionalLong total = OptionalLong.empty();
    private volatile @Nullable FeedProgress newest;

    ProgressWatch(String source, FeedListener listener, Clock clock) {
        this.source = source;
        this.listener = listener;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.loggedAt = startedAt;
        this.newest = new FeedProgress(source, startedAt, startedAt, 0, total);
    }

    void total(OptionalLong rows) {
        total = rows;
    }

    Optional<FeedProgress> newest() {
        return Optional.ofNullable(newest);
    }

    void progressed(long read) {
        Instant now = clock.instant();
        FeedProgress progress = new FeedProgress(source, startedAt, now, read, total);
        newest = progress;
        listener.progressed(progress);
        if (Duration.between(loggedAt, now).compareTo(BETWEEN_LINES) >= 0) {
            loggedAt = now;
            LOG.info(
                    "Source '{}': {} of {} read, {} a second, {}",
                    source,
                    read,
                    total.isPresent() ? String.valueOf(total.getAsLong()) : "?",
                    Math.round(progress.perSecond()),
                    progress.remaining()
                            .map(left -> "about " + left.toSeconds() + " s to go")
                            .orElse("an unknown time to go"));
        }
    }
}
