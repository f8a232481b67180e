package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
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
                "压差>49 Pa | PRESSURE-DIFFERENCE>49 Pa",
                "压差>49Pa 不合格 | PRESSURE-DIFFERENCE>49 Pa 不合格",
                "压差 ＞ ４９ 帕 | PRESSURE-DIFFERENCE>49 Pa",
                "压差:0.3..0.5 mbar | PRESSURE-DIFFERENCE:0.3..0.5 mbar",
                "压差:0.3mbar..0.5mbar | PRESSURE-DIFFERENCE:0.3..0.5 mbar",
                "压差:(49Pa, 0.5 mbar) | PRESSURE-DIFFERENCE:(49 Pa, 0.5 mbar)",
                "\"EO残留\">10 μg/g | EO-RESIDUE>10 µg/g",
                "\"Ethylene oxide residue\" <= 10 ppm | EO-RESIDUE<=10 µg/g",
                "透湿量>=2500g/(m2·24h) | MOISTURE>=2500 g/(m²·d)",
                "(透湿量>=2500 g/(m²·d)) OR a | MOISTURE>=2500 g/(m²·d) OR a",
                "BIOBURDEN<=300 CFU/100 cm2 | BIOBURDEN<=300 CFU/100 cm²",
                "WETTING>=3 级 | WETTING>=3",
                "BFE<95 只 | BFE<95 只",
                "压差>49 AND Pa | PRESSURE-DIFFERENCE>49 AND Pa",
                "-压差>49 AND Pa x | -PRESSURE-DIFFERENCE>49 AND Pa x",
                "压差>49 Pa Pa | PRESSURE-DIFFERENCE>49 Pa Pa",
                "BFE<95 不合格 | BFE<95 不合格",
                "BFE:>=95 | BFE>=95",
                "EO:..10 | EO-RESIDUE<=10",
                "type:(incoming-inspection, lot-release) | type:(incoming-inspection, lot-release)",
                "类型：（进货检验，REL-LOT） | type:(incoming-inspection, lot-release)",
                "lots:A-1 OR 批号:B-2 | lots:(A-1, B-2)",
                "批号:(A、B或C) x | lots:(A, B或C) x",
                "批号:(A 或 \"B C\") -x | lots:(A, \"B C\") -x",
                "lots:(A) | lots:A",
                "occurredAt:(2026-01, 2026-03..) | occurredAt:(2026-01, 2026-03..)",
                "missing:attachment | missing:attachments",
                "缺少：复核人 | missing:reviewedBy",
                "missing:(附件, BFE, supplier) | missing:(attachments, BFE, supplier)",
                "\"missing\":x | attributes/missing:x",
                "\"room no\":12 | \"room no\":12",
                "late>24h | late>24 h",
                "延迟:1天..7天 | late:1..7 d",
                "late<=90 分钟 | late<=90 min",
                "occurredAt>=today-30d | occurredAt>=2026-03-16",
                "发生时间>=今天-3个月 | occurredAt>=2026-01-15",
                "发生时间:上个月 | occurredAt:2026-03",
                "occurredAt:thisquarter | occurredAt:2026-04..2026-06",
                "occurredAt:lastweek | occurredAt:2026-04-06..2026-04-12",
                "occurredAt:今年 | occurredAt:2026",
                "occurredAt:yesterday..today | occurredAt:2026-04-14..2026-04-15",
                "occurredAt:2026年4月 | occurredAt:2026-04",
                "occurredAt:2026年4月5日 | occurredAt:2026-04-05",
                "occurredAt:2026/4/15 | occurredAt:2026-04-15",
                "occurredAt:2026.04..2026.05 | occurredAt:2026-04..2026-05",
                "a 且 b 或 非 c | a b OR -c",
                "非织造布 或者 | 非织造布 或者",
                "measurement(characteristic:BFE value<95 verdict:不合格) | measurement(characteristic:BFE value<95 verdict:nonconforming)",
                "检验数据（项目：细菌过滤效率 且 值＜95 %） | measurement(characteristic:BFE value<95 %)",
                "x (measurement(a OR b) OR c) | x (measurement(a OR b) OR c)",
                "lots : A-1 | lots:A-1",
                "a =b | a =b",
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
                "压差>49 Pa/cm² | 6 | 'Pa/cm²' is a unit of pressure per area, but PRESSURE-DIFFERENCE is measured in Pa, which is pressure",
                "通气阻力>49Pa | 7 | is a unit of pressure, but VENTILATION-RESISTANCE",
                "WETTING>3 Pa | 10 | is a unit of pressure, but WETTING",
                "BFE<95 mbar | 7 | is a unit of pressure",
                "压差>49Paa | 5 | did you mean 'Pa'",
                "压差>49 mbat | 6 | did you mean 'mbar'",
                "压差:1 Pa..2 kPa | 3 | in one unit",
                "压差:2..1 kPa | 3 | ends before",
                "压差:1Pa..2kPa | 3 | in one unit",
                "late>24x | 7 | no unit 'x'; expected one such as h",
                "version>1e9 | 8 | a number such as 95",
                "lot=A-1 | 3 | did you mean 'lot:'",
                "lot == A-1 | 4 | did you mean 'lot:'",
                "lots!=A | 4 | did you mean '-lots:'",
                "BFE=<95 | 3 | did you mean '<='",
                "BFE<>95 | 3 | did you mean '-BFE:'",
                "a && b | 2 | did you mean 'AND'",
                "!a | 0 | did you mean '-'",
                ":x | 0 | without a field's name",
                "type:incoming-inspektion | 5 | did you mean: incoming-inspection?",
                "type:inspection | 5 | did you mean:",
                "verdict:good | 8 | did you mean: conforming, nonconforming, not-judged?",
                "type:() | 6 | where a value was expected",
                "type:(calibration | 5 | not closed",
                "type:(calibration x) | 18 | a comma, OR or )",
                "missing:atachment | 8 | did you mean 'attachment'",
                "missing: | 8 | Expected a value after 'missing:'",
                "occurredAt:todya | 11 | a year, month or day",
                "occurredAt>=today-99999y | 12 | a year, month or day",
                "suplier:x | 0 | did you mean 'supplier'",
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
    void operatorsOfOtherSearchBoxesAreAnsweredWithOurs() {
        assertThat(problemOf("a || b")).contains("Found '||'", "did you mean 'OR'");
        assertThat(problemOf("a | b")).contains("did you mean 'OR'");
    }

    @Test
    void dayOfAWordIsTheClocksAndStaysInTheCanonicalText() {
        Clock later = Clock.offset(TestFields.CLOCK, Duration.ofDays(40));
        Clause now = TestFields.parse("occurredAt>=today-30d");
        assertThat(QueryParser.parse("occurredAt>=today-30d", TestFields.all(), later))
                .isNotEqualTo(now);
        assertThat(QueryParser.parse(now.canonical(), TestFields.all(), later)).isEqualTo(now);
        Clock eastern = TestFields.CLOCK.withZone(ZoneId.of("Asia/Shanghai"));
        Clock evening = Clock.offset(eastern, Duration.ofHours(9));
        assertThat(QueryParser.parse("occurredAt:today", TestFields.all(), evening)
                        .canonical())
                .isEqualTo("occurredAt:2026-04-16");
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
