package io.remoteaudit.endpoint;

import java.time.Duration;

/**
 * How much one request, one auditor and one address may ask for. Over a limit is a clear refusal, never a silent cut.
 *
 * @param urlLength path and query, in characters
 * @param headerLength all header fields, in characters
 * @param bodyLength a JSON body, in bytes
 * @param requestsPerMinute how fast an auditor's allowance grows again
 * @param burst how many requests an auditor may send at once
 * @param badTokensPerMinute how many tokens that are not valid one address may send
 * @param streamsPerAuditor event streams open at a time for one auditor
 * @param streams event streams open at a time in all
 * @param streamDuration how long an event stream lasts
 * @param heartbeat after how much silence an event stream shows that it lives
 */
public record Limits(
        int urlLength,
        int headerLength,
        int bodyLength,
        int requestsPerMinute,
        int burst,
        int badTokensPerMinute,
        int streamsPerAuditor,
        int streams,
        Duration streamDuration,
        Duration heartbeat) {

    /** Checks that every limit is positive. */
    public Limits {
        if (urlLength < 1
                || headerLength < 1
                || bodyLength < 1
                || requestsPerMinute < 1
                || burst < 1
                || badTokensPerMinute < 1
                || streamsPerAuditor < 1
                || streams < 1
                || streamDuration.isNegative()
                || streamDuration.isZero()
                || heartbeat.isNegative()
                || heartbeat.isZero()) {
            throw new IllegalArgumentException("Every limit must be positive");
        }
    }

    /**
     * The limits the contract names.
     *
     * @return 8 kB, 16 kB, 256 kB; 60 requests a minute with a burst of 30; 10 bad tokens a minute; 4 streams for each
     *     auditor and 64 in all, 15 minutes each, a heartbeat every 15 seconds
     */
    public static Limits standard() {
        return new Limits(
                8 << 10, 16 << 10, 256 << 10, 60, 30, 10, 4, 64, Duration.ofMinutes(15), Duration.ofSeconds(15));
    }

    /**
     * The same limits with another allowance for each auditor.
     *
     * @param perMinute requests a minute
     * @param atOnce requests at once
     * @return the limits
     */
    public Limits withRequests(int perMinute, int atOnce) {
        return new Limits(
                urlLength,
                headerLength,
                bodyLength,
                perMinute,
                atOnce,
                badTokensPerMinute,
                streamsPerAuditor,
                streams,
                streamDuration,
                heartbeat);
    }

    /**
     * The same limits with other event streams.
     *
     * @param duration how long one lasts
     * @param pulse after how much silence it shows that it lives
     * @return the limits
     */
    public Limits withStreams(Duration duration, Duration pulse) {
        return new Limits(
                urlLength,
                headerLength,
                bodyLength,
                requestsPerMinute,
                burst,
                badTokensPerMinute,
                streamsPerAuditor,
                streams,
                duration,
                pulse);
    }
}
