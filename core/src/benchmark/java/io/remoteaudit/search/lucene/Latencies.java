package io.remoteaudit.search.lucene;

import java.util.Arrays;
import java.util.List;

/** How long calls took, ours and the engine's in turn, so that whatever else the machine does meets both. */
final class Latencies {

    private static final int CALLS = 4_000;
    private static final double SECONDS = 10;

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

    /**
     * Runs both sides of each call in turn, either one first as often as the other: so many rounds, and more of short
     * calls, whose hundredth slowest would else be one or two. A tenth of it comes before, to warm up.
     */
    static Pair of(List<Call> ours, List<Call> engine, int rounds) throws Exception {
        long begin = System.nanoTime();
        run(ours, engine, 2);
        double round = (System.nanoTime() - begin) / 2e9;
        int enough = Math.max(rounds, (int) Math.min(CALLS / ours.size(), SECONDS / round));
        run(ours, engine, enough / 10);
        return run(ours, engine, enough);
    }

    private static Pair run(List<Call> ours, List<Call> engine, int rounds) throws Exception {
        double[] first = new double[rounds * ours.size()];
        double[] second = new double[rounds * ours.size()];
        for (int n = 0; n < first.length; n++) {
            int i = n % ours.size();
            boolean oursFirst = n / ours.size() % 2 == 0;
            if (oursFirst) {
                first[n] = timed(ours.get(i));
            }
            second[n] = timed(engine.get(i));
            if (!oursFirst) {
                first[n] = timed(ours.get(i));
            }
        }
        return new Pair(new Latencies(first), new Latencies(second));
    }

    /** Runs calls in turn for so many rounds, after two to warm up. */
    static Latencies of(List<Call> calls, int rounds) throws Exception {
        double[] took = new double[rounds * calls.size()];
        for (int n = -2 * calls.size(); n < took.length; n++) {
            double one = timed(calls.get(Math.floorMod(n, calls.size())));
            if (n >= 0) {
                took[n] = one;
            }
        }
        return new Latencies(took);
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
