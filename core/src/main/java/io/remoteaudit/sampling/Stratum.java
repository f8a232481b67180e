package io.remoteaudit.sampling;

import java.util.Objects;

/**
 * A part of a population.
 *
 * @param value what its members have in common; empty for those that have no value
 * @param size how many members it has
 * @param wanted how many of them are to be drawn
 */
public record Stratum(String value, int size, int wanted) {

    /** Checks the numbers. */
    public Stratum {
        Objects.requireNonNull(value, "value");
        if (size < 0 || wanted < 0 || wanted > size) {
            throw new IllegalArgumentException("Of " + size + " members " + wanted + " cannot be drawn");
        }
    }
}
