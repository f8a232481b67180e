package io.remoteaudit.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Collects results and prints them as they come and once more as a table. Not safe for use by several threads. */
public final class Report {

    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();
    private boolean allWithin = true;

    Report(PrintStream out) {
        this.out = out;
    }

    /**
     * A rate that must reach a share of another measured in the same run.
     *
     * @param what what was measured
     * @param ours the module's rate
     * @param bare the engine's rate
     * @param unit their unit
     * @param least the share that is wanted
     */
    public void ratio(String what, double ours, double bare, String unit, double least) {
        double ratio = ours / bare;
        add(
                ratio >= least,
                "%-46s %,12.0f %-10s bare %,12.0f   ratio %5.2f   wanted >= %.2f",
                what,
                ours,
                unit,
                bare,
                ratio,
                least);
    }

    /**
     * A figure that must not be below another.
     *
     * @param what what was measured
     * @param value the figure
     * @param unit its unit
     * @param least what is wanted
     */
    public void atLeast(String what, double value, String unit, double least) {
        add(value >= least, "%-46s %,12.0f %-10s wanted >= %,.0f", what, value, unit, least);
    }

    /**
     * A figure that must not be above another.
     *
     * @param what what was measured
     * @param value the figure
     * @param unit its unit
     * @param most what is wanted
     */
    public void atMost(String what, double value, String unit, double most) {
        add(value <= most, "%-46s %12.3f %-10s wanted <= %.3f", what, value, unit, most);
    }

    /**
     * A figure for the reader.
     *
     * @param what what was measured
     * @param value the figure
     * @param unit its unit
     */
    public void note(String what, double value, String unit) {
        line("  ", "%-46s %,12.2f %s", what, value, unit);
    }

    /**
     * How long calls took.
     *
     * @param what what was called
     * @param milliseconds each call's, rising
     */
    public void latencies(String what, double[] milliseconds) {
        line(
                "  ",
                "%-46s %,12d %-10s median %,8.1f ms   99 of 100 %,8.1f ms   longest %,8.1f ms",
                what,
                milliseconds.length,
                "calls",
                rank(milliseconds, 0.5),
                rank(milliseconds, 0.99),
                rank(milliseconds, 1));
    }

    private static double rank(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    boolean allWithin() {
        return allWithin;
    }

    void print() {
        out.println();
        lines.forEach(out::println);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void add(boolean within, String format, Object... arguments) {
        allWithin &= within;
        line(within ? "ok" : "!!", format, arguments);
    }

    private void line(String mark, String format, Object... arguments) {
        String line = mark + " " + String.format(Locale.ROOT, format, arguments);
        lines.add(line);
        out.println(line);
    }
}
