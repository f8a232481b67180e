package io.remoteaudit.example.factory;

import java.util.Objects;

/**
 * What is demanded of one characteristic by the factory's own specification, and how the process usually performs.
 *
 * @param characteristic the code
 * @param unit the unit of all figures
 * @param operator how a result is compared with the limit
 * @param limit the limit
 * @param mean where results usually lie
 * @param spread one standard deviation of results
 * @param decimals how many decimals are read
 * @param method the test method
 */
public record Requirement(
        String characteristic,
        String unit,
        String operator,
        String limit,
        double mean,
        double spread,
        int decimals,
        String method) {

    /** Checks that nothing is missing. */
    public Requirement {
        Objects.requireNonNull(characteristic, "characteristic");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(method, "method");
    }
}
