package io.remoteaudit.search.lucene;

import java.util.Arrays;
import java.util.List;

/** How long calls took, ours and the engine's in turn, so that whatever else the machine does meets both. */
final class Latencies {

    private final double[] milliseconds;

    private Latencies(double[] milliseconds) {
        this.milliseconds = milliseconds;
        Arrays.sort(milliseconds);
    }

    /** Something that is timed. */
    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    /** Ours, then the engine's. */
    record Pair(Latencies ours, Latencies engine) {}

    /** Runs both sides of each call in turn for so many rounds, after a round in ten to warm up. */
    static Pair of(List<Call> ours, List<Call> engine, int rounds) throws Exception {
        double[] first = new double[rounds * ours.size()];
        double[] second = new double[rounds * ours.size()];
        for (int round = -Math.max(2, rounds / 10); round < rounds; round++) {
            for (int i = 0; i < ours.size(); i++) {
                double a = timed(ours.get(i));
                double b = timed(engine.get(i));
                if (round >= 0) {
                    first[round * ours.size() + i] = a;
                    second[round * ours.size() + i] = b;
                }
            }
        }
        return new Pair(new Latencies(first), new Latencies(second));
    }

    private static double timed(Call call) throws Exception {
        long begin = System.nanoTime();
        call.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    static Latencies of(double[] milliseconds) {
        return new Latencies(milliseconds.clone());
    }

    double at(double share) {
        return milliseconds[(int) Math.min(milliseconds.length - 1, Math.ceil(share * milliseconds.length) - 1)];
    }

    double median() {
        return at(0.5);
    }

    double p99() {
        return at(0.99);
    }
}
