package io.remoteaudit.client;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What was found when a draw was done again. There is no such thing as a failed one: what does not hold is an exception.
 *
 * @param population the population's file
 * @param members how many members it has, all of them found by the search again
 * @param proven how many members of the sample were proven to be in the ledger
 */
public record SampleCheck(Path population, int members, int proven) {

    /** Checks that nothing is missing. */
    public SampleCheck {
        Objects.requireNonNull(population, "population");
    }
}
