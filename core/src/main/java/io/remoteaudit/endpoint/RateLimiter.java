package io.remoteaudit.endpoint;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Token buckets by name, forgetting those unused longest. Safe for use by several threads. */
final class RateLimiter {

    private static final int MAX_BUCKETS = 10_000;
    private static final double MILLIS_A_MINUTE = 60_000.0;

    private final double perMinute;
    private final double burst;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    private record Bucket(double level, long at) {}

    RateLimiter(int perMinute, int burst, Clock clock) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.clock = clock;
    }

    /**
     * Takes one from a bucket.
     *
     * @return 0 if there was one, else after how many seconds there will be
     */
    synchronized long take(String name) {
        long now = clock.millis();
        Bucket bucket = buckets.getOrDefault(name, new Bucket(burst, now));
        double grown = Math.max(0, now - bucket.at()) * perMinute / MILLIS_A_MINUTE;
        double level = Math.min(burst, bucket.level() + grown);
        if (level < 1) {
            buckets.put(name, new Bucket(level, now));
            return Math.max(1, (long) Math.ceil((1 - level) * 60 / perMinute));
        }
        buckets.put(name, new Bucket(level - 1, now));
        return 0;
    }
}
