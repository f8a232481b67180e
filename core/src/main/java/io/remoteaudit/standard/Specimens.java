package io.remoteaudit.standard;

/**
 * How many individual results must meet a limit, as in "46 of 50".
 *
 * @param conforming the least number that must meet it
 * @param of how many there are
 */
public record Specimens(int conforming, int of) {

    /** Checks that the numbers make sense. */
    public Specimens {
        if (conforming < 1 || conforming > of) {
            throw new IllegalArgumentException(conforming + " of " + of + " specimens is not possible");
        }
    }
}
