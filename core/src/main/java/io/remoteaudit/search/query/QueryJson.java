package io.remoteaudit.search.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.QuerySyntaxException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queries as JSON, for programs: what a query text means can be written as JSON and JSON means what its text would.
 * Every clause is an object whose member {@code op} says which one it is; {@code QUERY-LANGUAGE.md} shows them all.
 * Days are absolute, and numbers are texts so that they stay exact.
 */
public final class QueryJson {

    /** The longest document, in bytes. */
    public static final int MAX_BYTES = 16 << 10;

    static final String OP = "op";
    static final String FIELD = "field";
    static final String TEXT = "text";
    static final String UNIT = "unit";
    static final String FROM = "from";
    static final String TO = "to";
    static final String CLAUSE = "clause";
    static final String CLAUSES = "clauses";

    private static final Json.Bounds BOUNDS = new Json.Bounds(MAX_BYTES, 64, 1_024);

    private QueryJson() {}

    /**
     * Reads a query.
     *
     * @param json the query in UTF-8, at most {@link #MAX_BYTES} long
     * @param fields the fields that exist for the caller
     * @return the query understood, equal to what its text gives
     * @throws MalformedException if it is not JSON, has a name twice or is too large
     * @throws QuerySyntaxException if it is not a query; tells where by {@link QuerySyntaxException#pointer()}
     */
    public static Clause read(byte[] json, QueryFields fields) {
        return read(Json.parse(json, BOUNDS), fields);
    }

    /**
     * Reads a query.
     *
     * @param json the query
     * @param fields the fields that exist for the caller
     * @return the query understood, equal to what its text gives
     * @throws QuerySyntaxException if it is not a query; tells where by {@link QuerySyntaxException#pointer()}
     */
    public static Clause read(JsonNode json, QueryFields fields) {
        return new QueryJsonReader(fields).query(json);
    }

    /**
     * Writes a query.
     *
     * @param clause the query
     * @return the JSON, which {@link #read(JsonNode, QueryFields)} makes an equal clause of
     */
    public static ObjectNode write(Clause clause) {
        ObjectNode json = Json.object();
        if (clause instanceof Clause.Word word) {
            text(json, "word", word.field(), word.text());
        } else if (clause instanceof Clause.Phrase phrase) {
            text(json, "phrase", phrase.field(), phrase.text());
        } else if (clause instanceof Clause.Prefix prefix) {
            text(json, "prefix", prefix.field(), prefix.text());
        } else if (clause instanceof Clause.NumberRange range) {
            numbers(json, range);
        } else if (clause instanceof Clause.DateRange range) {
            json.put(OP, "days").put(FIELD, range.field().name());
            day(json, FROM, range.from());
            day(json, TO, range.to());
        } else if (clause instanceof Clause.Missing missing) {
            json.put(OP, "missing").put(FIELD, missing.field().name());
        } else if (clause instanceof Clause.SameMeasurement same) {
            json.put(OP, "measurement").set(CLAUSE, write(same.clause()));
        } else if (clause instanceof Clause.Not not) {
            json.put(OP, "not").set(CLAUSE, write(not.clause()));
        } else if (clause instanceof Clause.And and) {
            json.put(OP, "and").set(CLAUSES, list(and.clauses()));
        } else if (clause instanceof Clause.Or or) {
            json.put(OP, "or").set(CLAUSES, list(or.clauses()));
        } else {
            json.put(OP, "everything");
        }
        return json;
    }

    private static void text(ObjectNode json, String op, @Nullable QueryField field, String text) {
        json.put(OP, op);
        if (field != null) {
            json.put(FIELD, field.name());
        }
        json.put(TEXT, text);
    }

    private static void numbers(ObjectNode json, Clause.NumberRange range) {
        json.put(OP, "numbers").put(FIELD, range.field().name());
        if (range.low() != null) {
            json.put(range.lowIncluded() ? "gte" : "gt", range.low().toPlainString());
        }
        if (range.high() != null) {
            json.put(range.highIncluded() ? "lte" : "lt", range.high().toPlainString());
        }
        if (range.unit() != null) {
            json.put(UNIT, range.unit());
        }
    }

    private static void day(ObjectNode json, String name, @Nullable LocalDate day) {
        if (day != null) {
            json.put(name, day.toString());
        }
    }

    private static ArrayNode list(List<Clause> clauses) {
        ArrayNode list = Json.array();
        clauses.forEach(clause -> list.add(write(clause)));
        return list;
    }
}
