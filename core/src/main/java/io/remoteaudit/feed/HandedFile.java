package io.remoteaudit.feed;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file a member of the staff has handed over: first it is rehearsed, then, if that person still wants it, taken in.
 *
 * @param id by which it is known here, on the node it was handed to
 * @param source the source of files it is for
 * @param name what it is called
 * @param size its length in bytes
 * @param by who handed it over
 * @param at when
 * @param state how far it is
 * @param report what the rehearsal or the taking in came to; null until the rehearsal has ended, or if it broke off
 */
public record HandedFile(
        String id,
        String source,
        String name,
        long size,
        String by,
        Instant at,
        State state,
        @Nullable FileReport report) {

    /** How far a file is. */
    public enum State {
        /** It is being tried, or waits for that. */
        REHEARSING,
        /** It can be taken in. */
        REHEARSED,
        /** It is being taken in, or waits for that. */
        TAKING,
        /** It was taken in, and is not held any more. */
        TAKEN,
        /** It cannot be read to its end and is not held any more; without a report the log says why. */
        FAILED;

        /**
         * The name used in JSON.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is missing. */
    public HandedFile {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(state, "state");
    }

    HandedFile now(State next, @Nullable FileReport came) {
        return new HandedFile(id, source, name, size, by, at, next, came);
    }

    /** Whether somebody is at it, so that its content must stay. */
    boolean busy() {
        return state == State.REHEARSING || state == State.TAKING;
    }

    /** Whether its content is kept. */
    boolean held() {
        return busy() || state == State.REHEARSED;
    }
}
