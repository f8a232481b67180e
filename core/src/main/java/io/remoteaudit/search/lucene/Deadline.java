package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QueryTooCostlyException;
import java.time.Duration;
import org.apache.lucene.index.QueryTimeout;

/** The moment by which an answer must be there. */
final class Deadline implements QueryTimeout {

    private final long end;
    private final Duration allowed;

    private Deadline(Duration allowed) {
        this.allowed = allowed;
        this.end = System.nanoTime() + allowed.toNanos();
    }

    static Deadline in(Duration allowed) {
        return new Deadline(allowed);
    }

    @Override
    public boolean shouldExit() {
        return System.nanoTime() - end > 0;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    void check() {
        if (shouldExit()) {
            throw exceeded();
        }
    }

    QueryTooCostlyException exceeded() {
        return new QueryTooCostlyException("This search took longer than the " + allowed.toMillis()
                + " ms allowed; use more specific words, or a filter or a date range");
    }
}
