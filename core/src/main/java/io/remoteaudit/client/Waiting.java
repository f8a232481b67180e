package io.remoteaudit.client;

import java.time.Duration;

/** How a client lets time pass between two attempts. Safe for use by several threads. */
@FunctionalInterface
interface Waiting {

    /** Lets so much time pass. */
    void await(Duration time) throws InterruptedException;

    /** Waits as the clock on the wall goes. */
    static Waiting real() {
        return time -> Thread.sleep(time.toMillis());
    }
}
