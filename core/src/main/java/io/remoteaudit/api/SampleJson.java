package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.sampling.ExaminationResult;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleAction;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleFields;
import io.remoteaudit.sampling.SampleMember;
import io.remoteaudit.sampling.SampleMethod;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.sampling.SampleStep;
import io.remoteaudit.search.Filter;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Samples on the wire. A sheet is a sample's steps, each with its fields as the ledger holds them, and what they add up to. */
public final class SampleJson {

    private SampleJson() {}

    /**
     * A sample in a list: what its steps add up to.
     *
     * @param sample the sample
     * @return a new object
     */
    public static ObjectNode summary(Sample sample) {
        SampleContent.Frozen frozen = sample.frozen();
        Population population = frozen.population();
        ObjectNode json = Json.object();
        json.put("id", sample.id());
        json.put("state", sample.state().wireName());
        json.put("version", sample.version());
        json.put("method", frozen.method().wireName());
        json.put("objective", frozen.objective());
        json.put("by", sample.first().by());
        json.put("at", sample.first().at().toString());
        json.put("populationSize", population.size());
        json.put("populationDigest", population.digest().hex());
        json.put(
                "sampleSize",
                frozen.method() instanceof SampleMethod.Judgement judgement
                        ? judgement.picks().size()
                        : frozen.wanted().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
        List<SampleMember> members = sample.members();
        ObjectNode results = json.putObject("results");
        for (ExaminationResult result : ExaminationResult.values()) {
            results.put(result.wireName(), SampleStatement.count(members, result));
        }
        results.put(
                "open",
                members.stream().filter(member -> member.result().isEmpty()).count());
        json.put("conclusion", conclusion(sample));
        ArrayNode actions = json.putArray("actions");
        SampleAction.possible(sample.state()).forEach(action -> actions.add(action.wireName()));
        return json;
    }

    /**
     * A sample with its steps.
     *
     * @param sample the sample
     * @param ofSamePopulation the ids of all samples of its population, itself among them
     * @return a new object
     */
    public static ObjectNode sheet(Sample sample, List<String> ofSamePopulation) {
        ObjectNode json = summary(sample);
        ArrayNode same = json.putArray("samePopulation");
        ofSamePopulation.forEach(same::add);
        json.set("statement", SampleStatement.of(sample, ofSamePopulation).toJson());
        ArrayNode steps = json.putArray("steps");
        sample.steps().forEach(step -> steps.add(write(step)));
        return json;
    }

    private static @Nullable String conclusion(Sample sample) {
        return sample.conclusion()
                .map(step -> ((SampleContent.Concluded) step.content()).text())
                .orElse(null);
    }

    private static ObjectNode write(SampleStep step) {
        ObjectNode json = Json.object();
        json.put("number", step.number());
        json.put("at", step.at().toString());
        if (step.leafIndex().isPresent()) {
            json.put("leafIndex", step.leafIndex().getAsLong());
        } else {
            json.putNull("leafIndex");
        }
        json.put("leafHash", step.leaf().hex());
        json.setAll(SampleFields.write(step.content(), step.by()));
        return json;
    }

    /**
     * An order as the body of a request.
     *
     * @param order the order
     * @return a new object
     */
    public static ObjectNode write(SampleOrder order) {
        ObjectNode json = Json.object();
        json.put("objective", order.objective());
        json.put("language", order.language());
        if (order.json()) {
            json.set("query", Json.parse(order.query()));
        } else {
            json.put("q", order.query());
        }
        if (!order.filters().isEmpty()) {
            ObjectNode filters = json.putObject("filters");
            for (Filter filter : order.filters()) {
                ArrayNode values = filters.putArray(filter.facet().wireName());
                filter.values().forEach(values::add);
            }
        }
        order.ledgerSize().ifPresent(size -> json.put("ledgerSize", size));
        if (order.choice() instanceof SampleOrder.ByChance chance) {
            json.put("method", "statistical");
            json.put("size", chance.size());
            json.put("commitment", chance.commitment().hex());
            if (chance.by() != null) {
                json.putObject("strata")
                        .put("by", chance.by().wireName())
                        .put("allocation", chance.allocation().wireName());
            }
        } else if (order.choice() instanceof SampleOrder.ByJudgement judgement) {
            json.put("method", "judgement");
            ArrayNode picks = json.putArray("picks");
            judgement
                    .picks()
                    .forEach(pick ->
                            picks.addObject().put("recordId", pick.recordId()).put("reason", pick.reason()));
        }
        return json;
    }

    /**
     * A step as the body of a request.
     *
     * @param content what is said: examinations or a conclusion
     * @return a new object
     */
    public static ObjectNode write(SampleContent content) {
        ObjectNode json = Json.object();
        json.setAll(SampleFields.write(content, ""));
        json.remove("by");
        return json;
    }

    /**
     * Reads a sheet.
     *
     * @param json the sheet
     * @param engagement the engagement it belongs to
     * @return the sample, from its steps alone
     * @throws MalformedException if it is not a sheet
     */
    public static Sample read(JsonNode json, String engagement) {
        try {
            return new Sample(Wire.text(json, "id"), engagement, Wire.list(json, "steps", SampleJson::readStep));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A sample of the answer is not one this version knows", e);
        }
    }

    private static SampleStep readStep(JsonNode json) {
        return new SampleStep(
                Wire.integer(json, "number"),
                SampleFields.content(json),
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty(),
                Wire.sha256(json, "leafHash"));
    }
}
