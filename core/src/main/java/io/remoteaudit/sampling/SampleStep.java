package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One step of a sample.
 *
 * @param number its place, from 1 on
 * @param content what it says
 * @param by who took it
 * @param at when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 * @param leaf the hash of its leaf; of the first step it is the maker's part of the key
 */
public record SampleStep(int number, SampleContent content, String by, Instant at, OptionalLong leafIndex, Hash leaf) {

    /** Checks that nothing is missing. */
    public SampleStep {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leafIndex, "leafIndex");
        Objects.requireNonNull(leaf, "leaf");
    }
}
