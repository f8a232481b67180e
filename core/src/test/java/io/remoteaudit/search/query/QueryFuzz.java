package io.remoteaudit.search.query;

import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.QuerySyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * What must hold for any bytes sent as a query. A coverage-guided fuzzer takes this class as its target and the folder
 * {@code corpus} beside it as its seeds, for example Jazzer with
 * {@code --target_class=io.remoteaudit.search.query.QueryFuzz}; {@link QueryFuzzTest} replays and varies the seeds.
 */
public final class QueryFuzz {

    private static final QueryFields FIELDS = TestFields.all();

    private QueryFuzz() {}

    /**
     * Takes bytes as a query text and as a query in JSON.
     *
     * @param input any bytes
     * @throws AssertionError if one of them is understood in two ways
     */
    public static void fuzzerTestOneInput(byte[] input) {
        text(new String(input, StandardCharsets.UTF_8));
        json(input);
    }

    private static void text(String text) {
        try {
            requireOneMeaning(QueryParser.parse(text, FIELDS, TestFields.CLOCK));
        } catch (QuerySyntaxException e) {
            require(e.position() >= 0 && e.position() <= text.length(), "a place beyond the text: " + e.getMessage());
            require(e.pointer().isEmpty(), "a JSON Pointer into a text");
        }
    }

    private static void json(byte[] input) {
        try {
            requireOneMeaning(QueryJson.read(input, FIELDS));
        } catch (QuerySyntaxException e) {
            require(e.pointer().isPresent(), "no place in the JSON: " + e.getMessage());
        } catch (MalformedException e) {
            require(e.code().startsWith("RA-"), "no code: " + e.getMessage());
        }
    }

    private static void requireOneMeaning(Clause clause) {
        String canonical = clause.canonical();
        Clause again = QueryParser.parse(canonical, FIELDS, new Days(TestFields.CLOCK), 8 * QueryParser.MAX_LENGTH);
        require(again.equals(clause), "two meanings of text: " + canonical);
        Clause fromJson = QueryJson.read(QueryJson.write(clause), FIELDS);
        require(fromJson.equals(clause), "two meanings of JSON: " + canonical);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
