package io.remoteaudit.record;

import java.time.Duration;

/**
 * Hears of each call that saves, for a host's monitoring: how it ended and how long it took, nothing of what was saved.
 * Called on the thread that saves, so it returns at once; what it throws is logged and changes no result. Implementations
 * are safe for several threads.
 */
@FunctionalInterface
public interface SaveObserver {

    /**
     * A call has ended.
     *
     * @param outcome how
     * @param records how many records it was about
     * @param took how long it took
     */
    void saved(Outcome outcome, int records, Duration took);

    /** How a call to save ended. */
    enum Outcome {
        /** What was given is saved; durable at once or, in the host's transaction, once that commits. */
        SAVED,
        /** All of it was there already. */
        UNCHANGED,
        /** It was refused for what it held: a field is not valid, or the version does not follow. */
        REFUSED,
        /** The store could not take it. */
        FAILED
    }
}
