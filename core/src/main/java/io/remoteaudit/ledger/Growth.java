package io.remoteaudit.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the ledger has grown, and who waits for that. Safe for use by several threads. */
final class Growth {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile SignedCheckpoint newest;
    private boolean woken;
    private volatile boolean closed;

    Growth(SignedCheckpoint newest) {
        this.newest = newest;
    }

    SignedCheckpoint newest() {
        return newest;
    }

    boolean closed() {
        return closed;
    }

    /** Makes a checkpoint known if it is newer. For the ledger's own thread alone. */
    void reach(SignedCheckpoint checkpoint) {
        if (checkpoint.size() <= newest.size()) {
            return;
        }
        lock.lock();
        try {
            newest = checkpoint;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (LongConsumer listener : listeners) {
            try {
                listener.accept(checkpoint.size());
            } catch (RuntimeException e) {
                LOG.warn("A listener failed at ledger size {}; the others go on", checkpoint.size(), e);
            }
        }
    }

    @SuppressWarnings("UnnecessaryMethodReference")
    Ledger.Registration onGrowth(LongConsumer listener) {
        // An object of its own, so that one listener registered twice can be ended once.
        LongConsumer own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    boolean awaitSize(long size, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (newest.size() < size) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        wake();
    }

    /**
     * Sleeps between two looks of the ledger's own thread: for {@code least} in any case, so that those who come in a
     * moment share a batch, and then until woken or {@code most} has passed.
     */
    void pause(Duration least, Duration most) {
        long slept = System.nanoTime();
        long leastNanos = least.toNanos();
        long mostNanos = most.toNanos();
        lock.lock();
        try {
            while (!closed) {
                long passed = System.nanoTime() - slept;
                long left = (woken ? leastNanos : mostNanos) - passed;
                if (left <= 0) {
                    break;
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            woken = false;
        } catch (InterruptedException e) {
            // Only a host that interrupts foreign threads gets here; closing is what ends this one.
            LOG.debug("The sequencer was interrupted and goes on", e);
        } finally {
            lock.unlock();
        }
    }
}
