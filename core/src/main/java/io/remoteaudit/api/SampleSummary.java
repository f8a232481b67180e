package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.util.Objects;

/**
 * A sample in a list.
 *
 * @param id its id
 * @param state {@code frozen}, {@code drawn} or {@code concluded}
 * @param version how many steps it has
 * @param method {@code statistical} or {@code judgement}
 * @param objective what it is to show
 * @param populationSize how many members the population has
 * @param populationDigest by which the population can be known again
 * @param sampleSize how many members are wanted or picked
 * @param conforming how many members conform
 * @param nonconforming how many do not
 */
public record SampleSummary(
        String id,
        String state,
        int version,
        String method,
        String objective,
        int populationSize,
        Hash populationDigest,
        int sampleSize,
        int conforming,
        int nonconforming) {

    /** Checks that nothing is missing. */
    public SampleSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(populationDigest, "populationDigest");
    }

    /**
     * Reads a sample of a list.
     *
     * @param json the sample
     * @return the sample
     * @throws MalformedException if it is none
     */
    public static SampleSummary fromJson(JsonNode json) {
        JsonNode results = Wire.member(json, "results");
        return new SampleSummary(
                Wire.text(json, "id"),
                Wire.text(json, "state"),
                Wire.integer(json, "version"),
                Wire.text(json, "method"),
                Wire.text(json, "objective"),
                Wire.integer(json, "populationSize"),
                Wire.sha256(json, "populationDigest"),
                Wire.integer(json, "sampleSize"),
                Wire.integer(results, "conforming"),
                Wire.integer(results, "nonconforming"));
    }
}
