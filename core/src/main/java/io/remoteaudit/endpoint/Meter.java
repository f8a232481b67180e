package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Caller;
import org.jspecify.annotations.Nullable;

/** Counts what one request is given towards its engagement's daily limits. For one request. */
final class Meter {

    private final @Nullable DailyUse use;
    private final @Nullable Caller caller;
    private DailyUse.@Nullable Taken taken;

    Meter(@Nullable DailyUse use, @Nullable Caller caller) {
        this.use = use;
        this.caller = caller;
    }

    /** Of what is not limited. */
    static Meter none() {
        return new Meter(null, null);
    }

    /** Takes what is going to be given, all of it or nothing. */
    synchronized void take(long rows, long bytes) {
        if (use != null && caller != null) {
            taken = use.take(caller, rows, bytes);
        }
    }

    /** Gives back what was taken and not given. */
    synchronized void settle(long bytes) {
        DailyUse.Taken all = taken;
        if (use != null && all != null) {
            taken = null;
            use.giveBack(all.without(bytes));
        }
    }
}
