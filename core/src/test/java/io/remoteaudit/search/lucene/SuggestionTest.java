package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.masking;
import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static io.remoteaudit.search.lucene.SearchedLedger.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.SuggestionRequest;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.standard.LocalizedText;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    /** What stands only in records of the other site, or in fields that are masked. */
    private static final List<String> ELSEWHERE = List.of(
            "L-8888-2",
            "respirator",
            "GB 2626-2019",
            "SECRET-TEST",
            "secretAttribute",
            "华北材料",
            "S2",
            "复验报告",
            "CO-77",
            "李娜");

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.saveAndIndex(
                record("IQC-2026-0001", "熔喷布进货检验")
                        .lots("20200415-03", "20200416-01")
                        .standards("YY 0469-2011")
                        .measurement(measured("BFE", "98.7", Verdict.CONFORMING, "TSI-8130"))
                        .performedBy("张伟", "检验员")
                        .attribute("decision", "accepted")
                        .attribute("supplier", "华东材料")
                        .build(),
                record("IQC-2026-0002", "Melt-blown fabric inspection")
                        .lots("20200415-04")
                        .measurement(measured("EO残留", "12", Verdict.NONCONFORMING, "GC-01"))
                        .performedBy("张三", "检验员")
                        .build(),
                record("CO-77-2026", "复验报告")
                        .site("S2")
                        .product("respirator", null)
                        .lots("L-8888-2")
                        .standards("GB 2626-2019")
                        .measurement(measured("SECRET-TEST", "12", Verdict.CONFORMING, "X-1"))
                        .performedBy("李娜", "检验员")
                        .attribute("secretAttribute", "华北材料")
                        .build(),
                QualityRecord.of("calibration", "CAL-1")
                        .title("校准证书")
                        .site("S2")
                        .performedBy("李娜", null)
                        .occurredAt(OffsetDateTime.parse("2026-05-01T00:30:00+08:00"))
                        .build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ver, verdict:",
        "批, 批号:",
        "lo, lots:",
        "bf, BFE",
        "细菌过滤, 细菌过滤效率",
        "eo残, EO残留",
        "进货, type:incoming-inspection",
        "incoming, type:incoming-inspection",
        "不合, verdict:nonconforming",
        "202004150, 20200415-03",
        "20200415-0, 20200415-04",
        "iqc, id:IQC-2026-0001",
        "yy0469, '\"YY 0469-2011\"'",
        "0469, '\"YY 0469-2011\"'",
        "tsi, TSI-8130",
        "熔喷, 熔喷布进货检验",
        "melt, Melt",
        "type:进货, incoming-inspection",
        "类型：in, incoming-inspection",
        "verdict:, conforming",
        "verdict:合, conforming",
        "lots:2020, 20200416-01",
        "site:, S1",
        "characteristic:b, BFE",
        "instrument:g, GC-01",
        "performedBy:张, 张伟",
        "decision:acc, accepted",
        "supplier:华, 华东材料",
        "missing:lo, lots",
        "'type:(calibration, inc', incoming-inspection",
        "'-lots:(20200415-03, 2020', 20200415-04",
        "measurement(char, characteristic:",
        "measurement(BF, BFE",
        "measurement(characteristic:b, BFE",
    })
    void whatStandsAtTheCursorIsCompleted(String query, String expected) {
        assertThat(texts(Scope.everything(), query)).contains(expected);
    }

    @Test
    void suggestionTakesThePlaceOfThePieceAtTheCursorAndOfNothingElse() {
        String query = "口罩 -批号：2020 OR lots:1";
        Suggestion first =
                suggest(Scope.everything(), query, query.indexOf(" OR")).items().get(0);
        assertThat(query.substring(first.from(), first.to())).isEqualTo("2020");
        assertThat(first.text()).startsWith("2020041");
        assertThat(first.field()).isEqualTo(new LocalizedText("批号", "Lot"));
        Suggestion name = suggest(Scope.everything(), query, query.indexOf("批") + 1)
                .items()
                .get(0);
        assertThat(query.substring(name.from(), name.to())).isEqualTo("批号：");
        String quoted = "title:\"熔喷 OR";
        Suggestion open =
                suggest(Scope.everything(), quoted, quoted.length() - 3).items().get(0);
        assertThat(quoted.substring(open.from(), open.to())).isEqualTo("\"熔喷");
        assertThat(open.text()).isEqualTo("熔喷布进货检验");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BFE<9", "BFE < 9", "occurredAt:20", "occurredAt>=20", "late>2", "=BF", "version:1"})
    void numbersAndDaysAreNotCompleted(String query) {
        assertThat(texts(Scope.everything(), query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "i", "m", "检", "type:", "verdict:", "lots:", "id:", "standards:", "不", "ya", "熔"})
    void countIsWhatASearchForTheSuggestionFinds(String query) {
        for (Suggestion suggestion :
                suggest(Scope.everything(), query, query.length()).items()) {
            String whole = query.substring(0, suggestion.from()) + suggestion.text();
            if (suggestion.kind() == Suggestion.Kind.FIELD) {
                assertThat(suggestion.count()).isEmpty();
            } else {
                assertThat(suggestion.count()).hasValue(searched.search(whole).total());
                assertThat(suggestion.count().getAsLong()).isPositive();
            }
        }
    }

    @Test
    void nothingOfARecordOutsideTheScopeCanBeLearnt() {
        for (String query : probes()) {
            assertThat(suggest(site("S1"), query, query.length()).toString())
                    .as(query)
                    .doesNotContain(ELSEWHERE);
        }
        assertThat(texts(site("S1"), "cal")).doesNotContain("type:calibration");
        assertThat(texts(site("S1"), "gb")).isEmpty();
        assertThat(texts(site("S2"), "gb")).contains("\"GB 2626-2019\"");
        assertThat(texts(site("S2"), "secret")).contains("SECRET-TEST", "secretAttribute:");
    }

    @Test
    void answerIsTheSameWhetherOrNotOtherSitesHaveRecords() {
        List<Suggestions> with = probes().stream()
                .map(query -> suggest(site("S1"), query, query.length()))
                .toList();
        searched.saveAndIndex(
                record("CO-78-2026", "更多")
                        .site("S2")
                        .lots("20200415-05", "20200415-06")
                        .build(),
                record("IQC-2026-0003", "熔喷布复检")
                        .site("S2")
                        .standards("YY 0469-2011")
                        .build());
        List<Suggestions> after = probes().stream()
                .map(query -> suggest(site("S1"), query, query.length()))
                .toList();
        for (int i = 0; i < with.size(); i++) {
            assertThat(after.get(i).items()).isEqualTo(with.get(i).items());
            assertThat(after.get(i).complete()).isEqualTo(with.get(i).complete());
        }
    }

    @Test
    void maskedFieldIsNeitherNamedNorReadFrom() {
        assertThat(texts(masking("performedBy"), "performedBy:张")).isEmpty();
        assertThat(texts(masking("performedBy"), "perf")).isEmpty();
        assertThat(texts(masking("lots"), "2020")).noneMatch(text -> text.startsWith("2020"));
        assertThat(texts(masking("lots"), "批")).isEmpty();
        assertThat(texts(masking("measurements"), "bf")).isEmpty();
        assertThat(texts(masking("measurements/0"), "细菌")).isEmpty();
        assertThat(texts(masking("measurements"), "tsi")).isEmpty();
        assertThat(texts(masking("measurements"), "不合")).isEmpty();
        assertThat(texts(masking("title"), "熔喷")).doesNotContain("熔喷布进货检验");
        assertThat(texts(masking("standards"), "0469")).isEmpty();
        assertThat(texts(masking("attributes/supplier"), "supp")).doesNotContain("supplier:");
        assertThat(texts(masking("attributes/supplier"), "supplier:华")).isEmpty();
        assertThat(texts(masking("attributes"), "decision:acc")).isEmpty();
        assertThat(texts(masking("type"), "进货")).noneMatch(text -> text.startsWith("type"));
        assertThat(texts(masking("site"), "s1")).isEmpty();
    }

    @Test
    void recordThatLeftTheScopeIsNotSuggestedAnyMore() {
        assertThat(texts(site("S1"), "20200415-04")).isEmpty();
        assertThat(texts(site("S1"), "2020041504")).containsExactly("20200415-04");
        searched.saveAndIndex(record("IQC-2026-0002", "Melt-blown fabric inspection")
                .lots("20200415-04")
                .build()
                .nextVersion("场所更正", new Person("王芳", null))
                .site("S2")
                .build());
        assertThat(texts(site("S1"), "2020041504")).isEmpty();
    }

    @Test
    void moreThanTheLimitIsNotGivenButSaid() {
        List<QualityRecord> many = new ArrayList<>();
        for (int i = 10; i < 90; i++) {
            many.add(record("M-" + i, "口罩").lots("MANY-" + i).build());
        }
        searched.saveAndIndex(many.toArray(QualityRecord[]::new));
        Suggestions some = searched.index().suggest(new SuggestionRequest(Scope.everything(), "lots:many", 9, 20));
        assertThat(some.items()).hasSize(20);
        assertThat(some.complete()).isFalse();
        Suggestions all = searched.index().suggest(new SuggestionRequest(Scope.everything(), "lots:many-1", 11, 20));
        assertThat(all.items()).hasSize(10);
        assertThat(all.complete()).isTrue();
    }

    @Test
    void hostileTextIsCompletedByNothingAndFailsNothing() {
        for (String query : List.of(
                "\"",
                "\\",
                ":",
                "((((((((",
                "))))",
                "measurement(measurement(",
                "-:(",
                "type:((",
                "missing:(",
                "a:b:c",
                "\ud800",
                "\u0000",
                "*",
                "lots:*",
                "<>",
                "\"\\",
                "type:(,,,",
                "（（“",
                "-".repeat(512),
                "熔".repeat(512))) {
            for (int at = 0; at <= query.length(); at++) {
                Suggestions suggestions = suggest(Scope.everything(), query, at);
                for (Suggestion suggestion : suggestions.items()) {
                    assertThat(suggestion.from()).isBetween(0, suggestion.to());
                    assertThat(suggestion.to()).isLessThanOrEqualTo(query.length());
                }
            }
        }
    }

    /** Everything that is to be hidden, written letter by letter, alone and in the fields that could hold it. */
    private static List<String> probes() {
        List<String> probes = new ArrayList<>();
        for (String hidden : ELSEWHERE) {
            for (int i = 1; i <= hidden.length(); i++) {
                for (String field :
                        List.of("", "lots:", "id:", "standards:", "site:", "family:", "title:", "missing:")) {
                    probes.add(field + hidden.substring(0, i).replace(" ", ""));
                }
            }
        }
        return probes.stream().distinct().toList();
    }

    private List<String> texts(Scope scope, String query) {
        return suggest(scope, query, query.length()).items().stream()
                .map(Suggestion::text)
                .toList();
    }

    private Suggestions suggest(Scope scope, String query, int at) {
        return searched.index().suggest(new SuggestionRequest(scope, query, at, 20));
    }

    private static Measurement measured(String code, String result, Verdict verdict, String instrument) {
        return Measurement.of(code)
                .results(result)
                .verdict(verdict)
                .instrument(instrument)
                .build();
    }
}
