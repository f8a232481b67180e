package io.remoteaudit.search.lucene;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the following thread and those who wait for it tell each other. Safe for use by several threads. */
final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition work = lock.newCondition();
    private volatile @Nullable Build answering;
    private boolean hasWork;
    private volatile boolean stopping;

    /** The index that answers; empty while there is none. */
    Optional<Build> answering() {
        return Optional.ofNullable(answering);
    }

    long size() {
        Build build = answering;
        return build == null ? 0 : build.visible();
    }

    boolean stopping() {
        return stopping;
    }

    void answerFrom(@Nullable Build build) {
        answering = build;
        changed();
    }

    void changed() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void moreWork() {
        lock.lock();
        try {
            hasWork = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        stopping = true;
        moreWork();
        changed();
    }

    /** Waits until there is more to index; also returns after a while, since a call may be missed between processes. */
    void awaitWork(Duration atMost) {
        await(work, atMost, true);
    }

    /** Waits a while, whatever comes, unless it is the end. */
    void pause(Duration time) {
        await(work, time, false);
    }

    private void await(Condition condition, Duration atMost, boolean untilWork) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !stopping && !(untilWork && hasWork)) {
                left = condition.awaitNanos(left);
            }
            hasWork = false;
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but one that means to end it.
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an index that holds a ledger size answers. */
    boolean awaitSize(long size, Duration atMost) {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(atMost);
            while (answering == null || size() < size) {
                if (left <= 0 || stopping) {
                    return false;
                }
                left = advanced.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
