package io.remoteaudit.example.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.remoteaudit.record.QualityRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A query an auditor would type, and what it should find.
 *
 * @param query as typed
 * @param kind what it asks for
 * @param grades from the best to the least, what records are worth to that auditor; an exact query has one
 */
record JudgedQuery(String query, Kind kind, List<Grade> grades) {

    /** What a query asks for. */
    enum Kind {
        /** Everything that has a lot's, record's, instrument's or standard's number. */
        IDENTIFIER,
        /** Everything whose measured values lie so. */
        MEASURED,
        /** Everything that fields select. */
        FILTER,
        /** What is about something, the best first. */
        TEXT;

        boolean exact() {
            return this != TEXT;
        }
    }

    /**
     * What records are worth.
     *
     * @param value 1, useful, to 3, what was looked for
     * @param when which records
     */
    record Grade(int value, Predicate<QualityRecord> when) {}

    /** The worth of a record; 0 if it is of no use. */
    int grade(QualityRecord record) {
        return grades.stream()
                .filter(grade -> grade.when().test(record))
                .mapToInt(Grade::value)
                .max()
                .orElse(0);
    }

    static List<JudgedQuery> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(JudgedQuery.class.getResourceAsStream("/judged-queries.json"))) {
            List<JudgedQuery> queries = new ArrayList<>();
            new ObjectMapper().readTree(in).path("queries").forEach(json -> queries.add(read(json)));
            return queries;
        }
    }

    private static JudgedQuery read(JsonNode json) {
        Kind kind = Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT));
        List<Grade> grades = new ArrayList<>();
        if (kind.exact()) {
            grades.add(new Grade(1, Condition.of(json.path("relevant"))));
        } else {
            for (int value = 3; value >= 1; value--) {
                if (json.path("grades").has(String.valueOf(value))) {
                    grades.add(new Grade(value, Condition.of(json.path("grades").path(String.valueOf(value)))));
                }
            }
        }
        return new JudgedQuery(json.path("query").asText(), kind, grades);
    }
}
