package io.remoteaudit.benchmark;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** How long each kind of call took, and what failed. Safe for use by several threads. */
final class LoadTimings {

    private static final int SHOWN = 20;

    private final Map<String, Queue<Double>> took = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** Times a call. */
    <T> T timed(String what, Callable<T> call) throws Exception {
        long begin = System.nanoTime();
        T result = call.call();
        took.computeIfAbsent(what, key -> new ConcurrentLinkedQueue<>()).add((System.nanoTime() - begin) / 1e6);
        return result;
    }

    void failed(String what) {
        failures.add(what);
    }

    int failures() {
        return failures.size();
    }

    void print(Report report) {
        took.forEach((what, milliseconds) -> report.latencies(what, sorted(milliseconds)));
        failures.stream().limit(SHOWN).forEach(System.out::println);
    }

    private static double[] sorted(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
