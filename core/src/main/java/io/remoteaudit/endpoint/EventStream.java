package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Admission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader's stream: a bounded queue between the ledger and the reader. A reader that lets it fill is dropped, never
 * waited for. Safe for use by several threads.
 */
final class EventStream implements Body.Source {

    /** How many pieces wait for a slow reader. */
    static final int QUEUE = 256;

    private final String person;
    private final Admission admission;
    private final long endsAt;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private @Nullable Runnable onReadable;
    private @Nullable Account account;
    private boolean ended;
    private boolean closed;
    private long lastLeaf;
    private long lastPieceAt;
    private long events;
    private long bytes;

    /** Takes what a stream has sent when it is over. */
    @FunctionalInterface
    interface Account {
        void of(long events, long bytes);
    }

    EventStream(String person, Admission admission, long afterLeaf, long now, long endsAt) {
        this.person = person;
        this.admission = admission;
        this.lastLeaf = afterLeaf;
        this.lastPieceAt = now;
        this.endsAt = endsAt;
    }

    String person() {
        return person;
    }

    Admission admission() {
        return admission;
    }

    synchronized long lastLeaf() {
        return lastLeaf;
    }

    synchronized boolean silentFor(Duration heartbeat, long now) {
        return now - lastPieceAt >= heartbeat.toMillis();
    }

    boolean over(long now) {
        return now >= endsAt || !admission.active();
    }

    /** Queues an event; ends the stream if its reader is too slow. */
    void offerEvent(long leaf, byte[] piece, long now) {
        synchronized (this) {
            lastLeaf = Math.max(lastLeaf, leaf);
            events++;
        }
        offer(piece, now);
    }

    void offer(byte[] piece, long now) {
        boolean tooSlow;
        synchronized (this) {
            if (ended) {
                return;
            }
            tooSlow = queue.size() >= QUEUE;
            if (!tooSlow) {
                queue.add(piece);
                lastPieceAt = now;
                notifyAll();
            }
        }
        if (tooSlow) {
            close();
        } else {
            callReader();
        }
    }

    @Override
    public byte @Nullable [] next(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (this) {
            while (queue.isEmpty() && !ended) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                wait(left / 1_000_000 + 1);
            }
            return take();
        }
    }

    @Override
    public synchronized byte @Nullable [] poll() {
        return take();
    }

    private byte @Nullable [] take() {
        byte[] piece = queue.poll();
        if (piece != null) {
            bytes += piece.length;
        }
        return piece;
    }

    @Override
    public synchronized boolean ended() {
        return ended && queue.isEmpty();
    }

    @Override
    public void onReadable(Runnable action) {
        synchronized (this) {
            onReadable = action;
        }
        callReader();
    }

    private void callReader() {
        Runnable action;
        synchronized (this) {
            action = onReadable;
        }
        if (action != null) {
            action.run();
        }
    }

    /** Ends the stream once what is queued is taken; for an end that is nobody's fault. */
    void finish() {
        end(false);
    }

    /** Ends the stream at once and forgets what is queued. */
    @Override
    public void close() {
        end(true);
    }

    private void end(boolean atOnce) {
        List<Runnable> actions = List.of();
        Account report = null;
        synchronized (this) {
            if (atOnce) {
                queue.clear();
            }
            ended = true;
            notifyAll();
            if (!closed) {
                closed = true;
                actions = List.copyOf(onClose);
                report = account;
            }
        }
        actions.forEach(Runnable::run);
        if (report != null) {
            report(report);
        }
        callReader();
    }

    private void report(Account report) {
        long sentEvents;
        long sentBytes;
        synchronized (this) {
            sentEvents = events;
            sentBytes = bytes;
        }
        report.of(sentEvents, sentBytes);
    }

    /** Says what the stream has sent when it is over, at once if it is. */
    void whenClosed(Account report) {
        boolean already;
        synchronized (this) {
            account = report;
            already = closed;
        }
        if (already) {
            report(report);
        }
    }

    /** Runs an action when the stream is over, at once if it is. */
    void onClose(Runnable action) {
        boolean already;
        synchronized (this) {
            already = closed;
            if (!already) {
                onClose.add(action);
            }
        }
        if (already) {
            action.run();
        }
    }
}
