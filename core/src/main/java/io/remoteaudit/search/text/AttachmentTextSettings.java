package io.remoteaudit.search.text;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and within which bounds the text of attachments is read.
 *
 * @param mode whether it is read at all
 * @param maxBytes the size of the largest file that is read, from 1 byte to 1 GiB
 * @param timeLimit how long reading one file may take, from 1 second to 10 minutes
 * @param memoryBytes how much memory the reading process may use for its objects, from 64 MiB to 4 GiB
 */
public record AttachmentTextSettings(Mode mode, long maxBytes, Duration timeLimit, long memoryBytes) {

    private static final long MOST_BYTES = 1L << 30;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LEAST_MEMORY = 64L << 20;
    private static final long MOST_MEMORY = 4L << 30;

    /** Whether the text of attachments is read. */
    public enum Mode {
        /** Plain text always, other formats where Apache Tika is on the class path. */
        AUTO,
        /** Never. */
        OFF
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of its bounds
     */
    public AttachmentTextSettings {
        Objects.requireNonNull(mode, "mode");
        require(
                maxBytes >= 1 && maxBytes <= MOST_BYTES,
                "the largest file that is read has from 1 byte to 1 GiB, not " + maxBytes + " bytes");
        require(
                timeLimit.compareTo(SHORTEST) >= 0 && timeLimit.compareTo(LONGEST) <= 0,
                "reading a file may take from 1 second to 10 minutes, not " + timeLimit);
        require(
                memoryBytes >= LEAST_MEMORY && memoryBytes <= MOST_MEMORY,
                "the reading process may use from 64 MiB to 4 GiB of memory, not " + memoryBytes + " bytes");
    }

    /**
     * What suits most makers.
     *
     * @return files of up to 25 MiB, 30 seconds each, in 256 MiB of memory
     */
    public static AttachmentTextSettings standard() {
        return new AttachmentTextSettings(Mode.AUTO, 25L << 20, Duration.ofSeconds(30), 256L << 20);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
