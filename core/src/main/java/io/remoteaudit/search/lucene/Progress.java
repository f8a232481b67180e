package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexProgress;
import io.remoteaudit.search.IndexTrouble;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the following thread and those who wait for it tell each other. Safe for use by several threads. */
final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Condition texts = lock.newCondition();
    private volatile @Nullable Build answering;
    private boolean hasWork;
    private boolean wanted;
    private @Nullable Build awaitingTexts;
    private boolean hasAwaited;
    private Set<String> readTexts = new HashSet<>();
    private volatile boolean stopping;
    private volatile @Nullable Pace pace;
    private volatile @Nullable IndexTrouble trouble;
    private volatile @Nullable IndexTrouble rebuildTrouble;
    private boolean rebuildWanted;

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
            wanted = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        stopping = true;
        moreWork();
        changed();
        awaitTexts(null);
    }

    /** What is being built, told to whoever asks. */
    void building(Pace now) {
        lock.lock();
        try {
            pace = now;
        } finally {
            lock.unlock();
        }
    }

    /** Says that this is built, or given up, unless another has begun meanwhile. */
    void noLongerBuilding(Pace ended) {
        lock.lock();
        try {
            if (pace == ended) {
                pace = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The pace of what was asked for and not yet begun. */
    Optional<Pace> takeRebuildWish() {
        lock.lock();
        try {
            Optional<Pace> wanted = rebuildWanted ? Optional.ofNullable(pace) : Optional.empty();
            rebuildWanted = false;
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** What keeps the index from going on; null if nothing does. */
    void trouble(@Nullable IndexTrouble now) {
        trouble = now;
    }

    /** Why the last rebuild came to nothing; null if it did not. */
    void rebuildTrouble(@Nullable IndexTrouble now) {
        rebuildTrouble = now;
    }

    /** Asks for an index to be built beside the one in use, unless that is asked for or done already. */
    void wantRebuild(Supplier<Pace> beginning) {
        lock.lock();
        try {
            Pace now = pace;
            if (stopping) {
                throw new IllegalStateException("The search index is closed");
            }
            if (now == null || !now.isFromNothing()) {
                pace = beginning.get();
                rebuildWanted = true;
                hasWork = true;
                wanted = true;
                work.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    IndexProgress toIndexProgress(long ledgerSize) {
        Pace now = pace;
        IndexTrouble keeps = trouble;
        long indexed = size();
        return new IndexProgress(
                indexed,
                Math.max(indexed, ledgerSize),
                now == null ? null : now.toBuilding(),
                keeps == null ? rebuildTrouble : keeps);
    }

    /** Says that an index has records whose attachments somebody should read; null if none is open. */
    void awaitTexts(@Nullable Build build) {
        lock.lock();
        try {
            awaitingTexts = build;
            hasAwaited = build != null;
            texts.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The index whose attachments are to be read, when there are some that were not there at the last call. */
    Optional<Build> awaitedTexts(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !stopping && !hasAwaited) {
                left = texts.awaitNanos(left);
            }
            Optional<Build> build = hasAwaited ? Optional.ofNullable(awaitingTexts) : Optional.empty();
            hasAwaited = false;
            return build;
        } catch (InterruptedException e) {
            stopping = true;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Has attachments that could not be read looked at again. */
    void awaitTextsAgain() {
        lock.lock();
        try {
            hasAwaited = awaitingTexts != null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a while before attachments are read again, unless it is the end. */
    void pauseTexts(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !stopping) {
                left = texts.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    boolean hasReadTexts() {
        lock.lock();
        try {
            return !readTexts.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Says that somebody came to read an attachment. */
    void textRead(String sha256) {
        lock.lock();
        try {
            readTexts.add(sha256);
            hasWork = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Set<String> takeReadTexts() {
        lock.lock();
        try {
            Set<String> read = readTexts;
            readTexts = new HashSet<>();
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is more to index; also returns after a while, since a call may be missed between processes. */
    void awaitWork(Duration atMost) {
        await(atMost, () -> hasWork);
    }

    /** Waits until somebody searches, waits or saves, or it is the end; also returns after a while. */
    void awaitFirstUse(Duration atMost) {
        await(atMost, () -> wanted);
    }

    /** Waits a while, whatever comes, unless it is the end. */
    void pause(Duration time) {
        await(time, () -> false);
    }

    /** Whatever has come by the end is looked for after it, so that it is work no longer. */
    private void await(Duration atMost, BooleanSupplier enough) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !stopping && !enough.getAsBoolean()) {
                left = work.awaitNanos(left);
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
            if (!wanted) {
                wanted = true;
                work.signalAll();
            }
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
