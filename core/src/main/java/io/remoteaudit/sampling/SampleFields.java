package io.remoteaudit.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A step as the fields of a ledger entry, and back. */
public final class SampleFields {

    private static final String LANGUAGE = "language";
    private static final String MEMBERS = "members";
    private static final String REASON = "reason";
    private static final String RECORD = "recordId";

    private SampleFields() {}

    /**
     * Writes a step.
     *
     * @param content what it says
     * @param by who takes it
     * @return the fields by name
     */
    public static SortedMap<String, JsonNode> write(SampleContent content, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("action", Json.text(content.action().wireName()));
        fields.put("by", Json.text(by));
        if (content instanceof SampleContent.Frozen frozen) {
            fields.put("objective", Json.text(frozen.objective()));
            fields.put(LANGUAGE, Json.text(frozen.language()));
            write(frozen.population(), fields);
            write(frozen.method(), fields);
        } else if (content instanceof SampleContent.Drawn drawn) {
            fields.put("method", Json.text(DrawMethod.NAME));
            fields.put("seed", Json.text(drawn.seed()));
            fields.put("key", Json.text(drawn.key().hex()));
            ArrayNode members = Json.array();
            drawn.members()
                    .forEach(member -> members.add(
                            write(member.member()).put("rank", member.rank().hex())));
            fields.put(MEMBERS, members);
        } else if (content instanceof SampleContent.Examined examined) {
            fields.put(LANGUAGE, Json.text(examined.language()));
            fields.put("results", write(examined.examinations()));
        } else if (content instanceof SampleContent.Concluded concluded) {
            fields.put(LANGUAGE, Json.text(concluded.language()));
            fields.put("text", Json.text(concluded.text()));
        }
        return fields;
    }

    private static void write(Population population, SortedMap<String, JsonNode> fields) {
        fields.put("query", Json.text(population.query()));
        ObjectNode filters = Json.object();
        population.filters().forEach(filter -> {
            ArrayNode values = filters.putArray(filter.facet().wireName());
            filter.values().forEach(values::add);
        });
        fields.put("filters", filters);
        fields.put("ledgerSize", LongNode.valueOf(population.ledgerSize()));
        fields.put("populationSize", IntNode.valueOf(population.size()));
        fields.put("populationDigest", Json.text(population.digest().hex()));
        fields.put("populationBytes", LongNode.valueOf(population.bytes()));
        fields.put("glossary", Json.text(population.glossary().hex()));
        fields.put("termsVersion", IntNode.valueOf(population.termsVersion()));
        fields.put("terms", Json.text(population.terms().hex()));
        Strata strata = population.strata();
        if (strata != null) {
            fields.put("stratifiedBy", Json.text(strata.by().wireName()));
            fields.put("allocation", Json.text(strata.allocation().wireName()));
            ArrayNode parts = Json.array();
            strata.parts()
                    .forEach(part -> parts.addObject()
                            .put("value", part.value())
                            .put("size", part.size())
                            .put("wanted", part.wanted()));
            fields.put("strata", parts);
        }
    }

    private static void write(SampleMethod method, SortedMap<String, JsonNode> fields) {
        if (method instanceof SampleMethod.Statistical statistical) {
            fields.put("sampleSize", IntNode.valueOf(statistical.size()));
            fields.put("commitment", Json.text(statistical.commitment().hex()));
        } else if (method instanceof SampleMethod.Judgement judgement) {
            ArrayNode picks = Json.array();
            judgement.picks().forEach(pick -> picks.add(write(pick.member()).put(REASON, pick.reason())));
            fields.put(MEMBERS, picks);
        }
    }

    private static ObjectNode write(Member member) {
        return Json.object()
                .put(RECORD, member.recordId())
                .put("version", member.version())
                .put("leafIndex", member.leafIndex())
                .put("stratum", member.stratum());
    }

    private static ArrayNode write(List<Examination> examinations) {
        ArrayNode results = Json.array();
        for (Examination examination : examinations) {
            ObjectNode result = results.addObject()
                    .put(RECORD, examination.recordId())
                    .put("result", examination.result().wireName())
                    .put("note", examination.note());
            if (examination.finding() != null) {
                result.put("finding", examination.finding());
            }
        }
        return results;
    }

    static SampleStep read(Entry entry) {
        return read(entry.leaf(), entry.leafIndex(), entry.fields());
    }

    /**
     * Reads a step from an entry's fields.
     *
     * @param leaf the entry's leaf
     * @param leafIndex its place; empty until it is sequenced
     * @param fields its fields by name
     * @return the step
     * @throws MalformedException if the fields are not those of a step
     */
    public static SampleStep read(Leaf leaf, OptionalLong leafIndex, SortedMap<String, JsonNode> fields) {
        try {
            JsonNode all = Json.object().setAll(fields);
            return new SampleStep(leaf.version(), content(all), text(all, "by"), leaf.at(), leafIndex, leaf.hash());
        } catch (MalformedException e) {
            throw new MalformedException("Version " + leaf.version() + " of sample '" + leaf.subject() + "': " + e, e);
        }
    }

    /**
     * Reads what a step says.
     *
     * @param fields its fields, as {@link #write} writes them; others are not looked at
     * @return what it says
     * @throws MalformedException if the fields are not those of a step
     */
    public static SampleContent content(JsonNode fields) {
        try {
            return read(fields);
        } catch (IllegalArgumentException | QuerySyntaxException e) {
            throw new MalformedException("Not a step of a sample that this version knows: " + e.getMessage(), e);
        }
    }

    private static SampleContent read(JsonNode fields) {
        return switch (SampleAction.ofWireName(text(fields, "action"))) {
            case FREEZE ->
                frozen(
                        fields,
                        new SampleMethod.Statistical(
                                integer(fields, "sampleSize"), Hash.parseHex(text(fields, "commitment"))));
            case PICK -> frozen(fields, new SampleMethod.Judgement(picks(fields.path(MEMBERS))));
            case DRAW ->
                new SampleContent.Drawn(
                        text(fields, "seed"), Hash.parseHex(text(fields, "key")), drawn(fields.path(MEMBERS)));
            case EXAMINE -> new SampleContent.Examined(results(fields.path("results")), text(fields, LANGUAGE));
            case CONCLUDE -> new SampleContent.Concluded(text(fields, "text"), text(fields, LANGUAGE));
        };
    }

    private static SampleContent.Frozen frozen(JsonNode fields, SampleMethod method) {
        List<Filter> filters = new ArrayList<>();
        fields.path("filters").properties().forEach(filter -> {
            TreeSet<String> values = new TreeSet<>();
            filter.getValue().forEach(value -> values.add(value.asText()));
            filters.add(new Filter(Facet.named(filter.getKey()), values));
        });
        Population population = new Population(
                text(fields, "query"),
                filters,
                number(fields, "ledgerSize"),
                integer(fields, "populationSize"),
                Hash.parseHex(text(fields, "populationDigest")),
                number(fields, "populationBytes"),
                Hash.parseHex(text(fields, "glossary")),
                integer(fields, "termsVersion"),
                Hash.parseHex(text(fields, "terms")),
                strata(fields));
        return new SampleContent.Frozen(text(fields, "objective"), text(fields, LANGUAGE), population, method);
    }

    private static @Nullable Strata strata(JsonNode fields) {
        if (!fields.has("stratifiedBy")) {
            return null;
        }
        List<Stratum> parts = new ArrayList<>();
        fields.path("strata")
                .forEach(part ->
                        parts.add(new Stratum(text(part, "value"), integer(part, "size"), integer(part, "wanted"))));
        return new Strata(
                Facet.named(text(fields, "stratifiedBy")), Allocation.ofWireName(text(fields, "allocation")), parts);
    }

    private static List<SampleMethod.Pick> picks(JsonNode members) {
        List<SampleMethod.Pick> picks = new ArrayList<>();
        members.forEach(pick -> picks.add(new SampleMethod.Pick(member(pick), text(pick, REASON))));
        return picks;
    }

    private static List<DrawnMember> drawn(JsonNode members) {
        List<DrawnMember> drawn = new ArrayList<>();
        members.forEach(member -> drawn.add(new DrawnMember(member(member), Hash.parseHex(text(member, "rank")))));
        return drawn;
    }

    private static Member member(JsonNode json) {
        return new Member(
                text(json, RECORD), integer(json, "version"), number(json, "leafIndex"), text(json, "stratum"));
    }

    private static List<Examination> results(JsonNode results) {
        List<Examination> examinations = new ArrayList<>();
        results.forEach(result -> examinations.add(new Examination(
                text(result, RECORD),
                ExaminationResult.ofWireName(text(result, "result")),
                text(result, "note"),
                result.has("finding") ? text(result, "finding") : null)));
        return examinations;
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException("'" + name + "' is not a text");
        }
        return json.path(name).textValue();
    }

    private static int integer(JsonNode json, String name) {
        long number = number(json, name);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'" + name + "' is out of bounds");
        }
        return (int) number;
    }

    private static long number(JsonNode json, String name) {
        if (!json.path(name).isIntegralNumber() || !json.path(name).canConvertToLong()) {
            throw new IllegalArgumentException("'" + name + "' is not a whole number");
        }
        return json.path(name).longValue();
    }
}
