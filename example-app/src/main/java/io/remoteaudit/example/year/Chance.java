package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Requirement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the year leaves to chance; the same seed gives the same chance on every machine. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** A number of both bounds or between. */
    int between(int lowest, int highest) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    BigDecimal normal(double mean, double spread, int decimals) {
        return BigDecimal.valueOf(mean + spread * clipped()).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** Results as the process usually gives them. */
    List<BigDecimal> results(Requirement requirement, int count) {
        List<BigDecimal> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(normal(requirement.mean(), requirement.spread(), requirement.decimals()));
        }
        return results;
    }

    /** Results of which one misses the limit by a little. */
    List<BigDecimal> failingResults(Requirement requirement, int count) {
        List<BigDecimal> results = results(requirement, count);
        double miss = requirement.spread() * (requirement.operator().startsWith(">") ? -0.7 : 0.7);
        BigDecimal limit = new BigDecimal(requirement.limit());
        results.set(
                between(0, count - 1),
                limit.add(BigDecimal.valueOf(miss)).setScale(requirement.decimals(), RoundingMode.HALF_EVEN));
        return results;
    }

    /** So that a process that is well under control does not fail by the luck of the draw. */
    private double clipped() {
        return Math.max(-2.6, Math.min(2.6, random.nextGaussian()));
    }
}
