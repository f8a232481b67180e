package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.standard.Catalogue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "熔喷布 不合格 | 熔喷布 不合格",
                "熔喷布 AND 不合格 | 熔喷布 不合格",
                "a b OR c | a b OR c",
                "(a b) OR (c) | a b OR c",
                "(a OR b) c | (a OR b) c",
                "a OR (b OR c) | a OR b OR c",
                "NOT a | -a",
                "-(a b) | -(a b)",
                "lot:20200415-03 | lots:20200415-03",
                "批号：20200415-03 | lots:20200415-03",
                "LOTS: x | lots:x",
                "title:“熔喷 布” | title:\"熔喷 布\"",
                "BFE<95 | BFE<95",
                "bfe ＞= 095.0 | BFE>=95",
                "压差≥49 | PRESSURE-DIFFERENCE>=49",
                "BFE:95..98.50 | BFE:95..98.5",
                "BFE:..98 | BFE<=98",
                "BFE:95 | BFE:95",
                "occurredAt:2026-01..2026-03 | occurredAt:2026-01..2026-03",
                "occurredAt:2026-01-01..2026-12-31 | occurredAt:2026",
                "occurredAt>2026-03 | occurredAt>=2026-04",
                "occurredAt<2024-03 | occurredAt<=2024-02",
                "occurredAt:2026-04-15 | occurredAt:2026-04-15",
                "recordedAt>=2026-04-02 | recordedAt>=2026-04-02",
                "2020* | 2020*",
                "supplier:华东 | supplier:华东",
                "attributes/supplier:华东 | supplier:华东",
                "EN149:2001+A1:2009 | EN149:2001+A1:2009",
                "13485:2016 | 13485:2016",
                "version>1 | version>1",
                "title:OR | title:OR",
            })
    void canonicalTextSaysWhatWasUnderstood(String query, String canonical) {
        Clause clause = TestFields.parse(query);
        assertThat(clause.canonical()).isEqualTo(canonical);
        assertThat(TestFields.parse(canonical)).isEqualTo(clause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u3000\n"})
    void blankQueryIsEverything(String query) {
        assertThat(TestFields.parse(query)).isEqualTo(new Clause.Everything());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a OR | 4 | ends where",
                "a ) b | 2 | Found ')'",
                "a (b c | 2 | not closed",
                "title:\"b | 6 | not closed",
                "a /// | 2 | no letter or digit",
                "*mask | 0 | may not begin with *",
                "ma*sk | 2 | only at the end",
                "<95 | 0 | without a field's name",
                "BFE<x | 4 | a number such as 95",
                "BFE:95..x | 8 | a number such as 95",
                "BFE:98..95 | 4 | ends before it begins",
                "occurredAt:2026-13 | 11 | a year, month or day",
                "occurredAt:2026-02-30 | 11 | a year, month or day",
                "occurredAt<0000 | 11 | a year, month or day",
                "title>5 | 5 | has no order",
                "a lots: | 7 | Expected a value after 'lots:'",
                "BFE< | 4 | Expected a value after '<'",
                "- a | 1 | Found ' '",
                "OR a | 0 | Found 'OR'",
                "a titel:b | 2 | did you mean 'title'",
                "a BEF<95 | 2 | did you mean 'BFE'",
                "结论:b | 0 | There is no field '结论'",
            })
    void errorSaysWhereAndWhatWasExpected(String query, int position, String text) {
        assertThatThrownBy(() -> TestFields.parse(query)).isInstanceOfSatisfying(QuerySyntaxException.class, e -> {
            assertThat(e.position()).isEqualTo(position);
            assertThat(e.detail(Locale.ENGLISH)).contains(text);
            assertThat(e.detail(Locale.SIMPLIFIED_CHINESE))
                    .isNotEqualTo(e.detail(Locale.ENGLISH))
                    .matches(".*[\\u4e00-\\u9fff].*");
            assertThat(e.code()).isEqualTo("RA-0301");
        });
    }

    @Test
    void everyProblemHasItsSentenceInBothLanguages() {
        for (QueryProblem problem : QueryProblem.values()) {
            QuerySyntaxException e = problem.at(0, "x", "y", "z", "u", "v");
            assertThat(e.detail(Locale.ENGLISH)).isNotBlank().doesNotContain("{");
            assertThat(e.detail(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        }
    }

    @Test
    void queryIsBoundedInLengthClausesAndDepth() {
        assertThat(problemOf("x".repeat(513))).contains("at most 512");
        assertThat(problemOf("x ".repeat(33))).contains("more than 32");
        assertThat(problemOf("(".repeat(6) + "x" + ")".repeat(6))).contains("deeper than 5");
        assertThat(TestFields.parse("x ".repeat(32))).isNotNull();
        assertThat(TestFields.parse("(".repeat(5) + "x" + ")".repeat(5))).isNotNull();
    }

    @Test
    void maskedFieldIsAnsweredExactlyLikeAnUnknownOne() {
        QueryFields masking = TestFields.masking(Set.of("performedBy", "attributes/supplier", "measurements"));
        for (List<String> pair : List.of(
                List.of("performedBy", "performedXy"),
                List.of("执行人", "执行马"),
                List.of("supplier", "suppliex"),
                List.of("attributes/supplier", "attributes/suppliex"),
                List.of("BFE", "BFX"),
                List.of("verdict", "verdixx"),
                List.of("instrument", "instrumexx"))) {
            String masked = problem(pair.get(0) + ":1", masking);
            String unknown = problem(pair.get(1) + ":1", masking);
            assertThat(masked).isEqualTo(unknown.replace(pair.get(1), pair.get(0)));
        }
    }

    @Test
    void maskingOneMeasurementHidesAllFromSearches() {
        QueryFields masking = TestFields.masking(Set.of("measurements/0"));
        assertThat(masking.find("BFE")).isEmpty();
        assertThat(masking.find("verdict")).isEmpty();
        assertThat(masking.find("title")).isPresent();
    }

    @Test
    void characteristicOfAnotherScopeIsNeitherFoundNorSuggested() {
        QueryFields none = new ScopedFields(
                Scope.everything(), Catalogue.builder().build(), UnaryOperator.identity(), TestFields.outsideOnly());
        assertThat(none.find("TORQUE")).isEmpty();
        assertThat(none.nearest("TORQEU")).isEmpty();
        assertThat(none.find("supplier")).isEmpty();
    }

    private static String problemOf(String query) {
        return problem(query, TestFields.all());
    }

    private static String problem(String query, QueryFields fields) {
        try {
            QueryParser.parse(query, fields, TestFields.CLOCK);
            return "";
        } catch (QuerySyntaxException e) {
            return e.getMessage();
        }
    }
}
