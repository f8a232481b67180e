package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Change;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneSearchTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.saveAndIndex(
                record("A", "熔喷布进货检验不合格")
                        .lots("20200415-03", "MB-7")
                        .standards("YY/T 0969-2013")
                        .measurement(measured("BFE", Verdict.NONCONFORMING, "94.2", "97.1", "98.0"))
                        .attribute("supplier", "华东材料")
                        .attribute("supplierId", "SUP-01")
                        .clauses("ISO 9001:2015 8.4.2")
                        .build(),
                record("B", "滅菌過程記錄")
                        .lots("20200415-04")
                        .standards("GB 19083-2010", "YY/T 0969-2013")
                        .measurement(measured("PRESSURE-DIFFERENCE", Verdict.CONFORMING, "49.5"))
                        .site("S2")
                        .occurredAt(OffsetDateTime.parse("2026-03-31T23:30:00+08:00"))
                        .build(),
                QualityRecord.of("nonconforming-product", "C")
                        .title("Visual inspections of the supplier's face masks")
                        .site("S2")
                        .product("respirator", "N-95")
                        .performedBy("王芳", null)
                        .measurement(measured("BFE", Verdict.CONFORMING, "98.7", "99.0"))
                        .occurredAt(OffsetDateTime.parse("2026-05-02T08:00:00+08:00"))
                        .attribute("qty", "120")
                        .build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "熔喷布 | A",
                "进货 不合格 | A",
                "合格品 | ''",
                "灭菌记录 | ''",
                "过程记录灭菌 | ''",
                "灭菌 记录 | B",
                "灭菌过程 | B",
                "檢驗 | A,B,C",
                "=檢驗 | A,B",
                "熔噴布檢驗 | A",
                "\"熔噴布檢驗\" | ''",
                "=熔噴布檢驗 | ''",
                "進貨檢驗 | A,B",
                "=進貨檢驗 | A",
                "压 | ''",
                "菌 | B",
                "inspection | A,B,C",
                "title:inspection | A,C",
                "title:=inspection | C",
                "Masks visual | C",
                "\"visual inspection\" | C",
                "\"inspection visual\" | ''",
                "华东 | A",
                "供应商 | C",
                "=供应商 | ''",
                "20200415-03 | A",
                "20200415/03 | A",
                "2020041503 | A",
                "20200415 | A,B",
                "2020* | A,B",
                "YYT0969 | A,B",
                "yy/t0969-2013 | A,B",
                "YY/T0969-2019 | ''",
                "\"GB 19083\" | B",
                "GB19083* | B",
                "n95 | C",
                "insp* supplier | C",
                "熔喷 OR 灭菌 | A,B",
                "-熔喷 | B,C",
                "-熔喷 -灭菌 | C",
                "熔喷 OR -灭菌 | A,C",
                "(熔喷 OR 灭菌) -不合格 | B",
                "lots:20200415-04 | B",
                "批号：MB7 | A",
                "site:s2 | B,C",
                "type:incoming* | A,B",
                "id:a | A",
                "BFE<95 | A",
                "BFE<=94.2 | A",
                "BFE<94.2 | ''",
                "BFE>98 | C",
                "BFE:98..99 | A,C",
                "压差>49 | B",
                "qty>=120 | C",
                "qty:100..119 | ''",
                "verdict:不合格 | A",
                "verdict:conforming | B,C",
                "occurredAt:2026-03 | B",
                "occurredAt:2026-04..2026-05 | A,C",
                "occurredAt>=2026-04-16 | C",
                "occurredAt<2026-04 | B",
                "version:1 | A,B,C",
                "instrument:TSI8130 | A,B,C",
                "performedBy:王芳 | C",
            })
    void queryFindsTheseRecords(String query, String ids) {
        assertThat(searched.find(query)).isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(",")));
    }

    @Test
    void onlyTheNewestVersionIsFoundAndAnEarlierSizeStillGivesTheEarlierOne() {
        long before = searched.ledger().size();
        QualityRecord first = record("D", "灭菌批记录").build();
        searched.saveAndIndex(first);
        searched.saveAndIndex(
                first.nextVersion("抄录错误", new Person("王芳", null)).title("解析批记录").build());
        assertThat(searched.find("批记录")).containsExactly("D");
        assertThat(searched.find("灭菌批")).isEmpty();
        assertThat(searched.find("抄录错误 version>1")).containsExactly("D");
        assertThat(at(before, "批记录").total()).isZero();
        assertThat(at(before + 1, "批记录").hits()).extracting(SearchHit::version).containsExactly(1);
        assertThat(at(before + 1, "灭菌批").total()).isEqualTo(1);
        assertThat(at(before + 1, "解析批").total()).isZero();
        assertThat(at(before + 2, "解析批").hits()).extracting(SearchHit::version).containsExactly(2);
        searched.reopenIndex();
        searched.awaitIndexed();
        assertThat(at(before + 1, "灭菌批").total()).isEqualTo(1);
    }

    @Test
    void facetsCountTheResultsExactly() {
        SearchResult result = searched.index()
                .search(new SearchRequest(
                        Scope.everything(),
                        "BFE:0..100 OR 灭菌",
                        List.of(),
                        Sort.RELEVANCE,
                        EnumSet.allOf(Facet.class),
                        0,
                        null,
                        OptionalLong.empty()));
        assertThat(result.total()).isEqualTo(3);
        assertThat(result.hits()).isEmpty();
        assertThat(result.facets().get(Facet.TYPE))
                .containsExactly(new FacetCount("incoming-inspection", 2), new FacetCount("nonconforming-product", 1));
        assertThat(result.facets().get(Facet.SITE)).containsExactly(new FacetCount("S2", 2), new FacetCount("S1", 1));
        assertThat(result.facets().get(Facet.STANDARD))
                .containsExactly(new FacetCount("YY/T 0969-2013", 2), new FacetCount("GB 19083-2010", 1));
        assertThat(result.facets().get(Facet.VERDICT))
                .containsExactly(new FacetCount("conforming", 2), new FacetCount("nonconforming", 1));
        assertThat(result.facets().get(Facet.MONTH))
                .containsExactly(
                        new FacetCount("2026-03", 1), new FacetCount("2026-04", 1), new FacetCount("2026-05", 1));
    }

    @Test
    void eachFacetCountIsTheTotalOfTheSearchFilteredByIt() {
        for (Facet facet : Facet.values()) {
            SearchResult counted = searched.index()
                    .search(new SearchRequest(
                            Scope.everything(), "", List.of(), Sort.ID, Set.of(facet), 10, null, OptionalLong.empty()));
            assertThat(counted.facets().get(facet)).isNotEmpty();
            for (FacetCount count : counted.facets().get(facet)) {
                SearchResult filtered = searched.index()
                        .search(new SearchRequest(
                                Scope.everything(),
                                "",
                                List.of(Filter.of(facet, count.value())),
                                Sort.ID,
                                Set.of(),
                                10,
                                null,
                                OptionalLong.empty()));
                assertThat(filtered.total()).as("%s", count).isEqualTo(count.count());
            }
        }
    }

    @Test
    void highlightsShowWordsAndIdentifiersWhereTheyStand() {
        assertThat(highlights("熔喷布 20200415/03")).contains("title: [熔喷布]进货检验不合格", "lots: [20200415-03]\nMB-7");
        assertThat(highlights("檢驗")).contains("title: 熔喷布进货[检验]不合格");
        assertThat(highlights("inspections face"))
                .contains("title: Visual [inspections] of the supplier's [face] masks");
        assertThat(highlights("华*")).containsExactly("attributes/supplier: [华东]材料");
        assertThat(highlights("不")).contains("title: 熔喷布进货检[验不合]格");
        assertThat(highlights("title:熔喷布 -灭菌")).containsExactly("title: [熔喷布]进货检验不合格");
        assertThat(highlights("BFE<95")).isEmpty();
    }

    @Test
    void longTextIsHighlightedInAnExcerptAroundTheFirstMatch() {
        searched.saveAndIndex(
                record("L", "甲".repeat(500) + "环氧乙烷" + "乙".repeat(500)).build());
        List<Highlight> found = searched.search("环氧乙烷").hits().get(0).highlights();
        String text = String.join(
                "",
                found.get(0).segments().stream().map(Highlight.Segment::text).toList());
        assertThat(text).hasSizeLessThanOrEqualTo(400).contains("环氧乙烷");
    }

    @Test
    void resultsComeInTheOrderAskedFor() {
        assertThat(ordered("", Sort.OCCURRED_NEWEST)).containsExactly("C", "A", "B");
        assertThat(ordered("", Sort.OCCURRED_OLDEST)).containsExactly("B", "A", "C");
        assertThat(ordered("", Sort.RELEVANCE)).containsExactly("C", "A", "B");
        assertThat(ordered("", Sort.ID)).containsExactly("A", "B", "C");
        assertThat(ordered("", Sort.RECORDED_OLDEST)).containsExactly("A", "B", "C");
        assertThat(ordered("", Sort.ID_LAST_FIRST)).containsExactly("C", "B", "A");
        assertThat(ordered("检验员 OR 熔喷布", Sort.RELEVANCE)).startsWith("A");
        assertThat(ordered("", Sort.measured("BFE", false))).containsExactly("A", "C", "B");
        assertThat(ordered("", Sort.measured("细菌过滤效率", true))).containsExactly("C", "A", "B");
        assertThatThrownBy(() -> ordered("", Sort.measured("no-such", true)))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining("-measured/no-such");
    }

    @Test
    void earlierLedgerSizeGivesWhatItGaveThen() {
        List<String> queries = List.of("", "熔喷布", "BFE<95", "site:S1", "occurredAt:2026-04");
        List<SearchResult> then = queries.stream().map(query -> at(3, query)).toList();
        searched.saveAndIndex(
                record("A", "改正后的标题")
                        .version(2, new Change("登记错误", new Person("王芳", null)))
                        .site("S2")
                        .occurredAt(OffsetDateTime.parse("2026-06-01T08:00:00+08:00"))
                        .build(),
                record("D", "熔喷布").build());
        assertThat(searched.find("熔喷布")).containsExactly("D");
        assertThat(searched.find("改正后")).containsExactly("A");
        assertThat(searched.find("BFE<95")).isEmpty();
        assertThat(queries.stream().map(query -> at(3, query)).toList()).isEqualTo(then);
        searched.reopenIndex();
        searched.awaitIndexed();
        assertThat(queries.stream().map(query -> at(3, query)).toList()).isEqualTo(then);
        assertThat(searched.search("").total()).isEqualTo(4);
    }

    @Test
    void dayIsTheOneOfTheRecordsOwnOffset() {
        searched.saveAndIndex(
                record("EAST", "最东")
                        .occurredAt(OffsetDateTime.parse("2026-02-02T00:30:00+14:00"))
                        .build(),
                record("WEST", "最西")
                        .occurredAt(OffsetDateTime.parse("2026-02-01T23:30:00-11:00"))
                        .build());
        assertThat(searched.find("occurredAt:2026-02-02")).containsExactly("EAST");
        assertThat(searched.find("occurredAt:2026-02-01")).containsExactly("WEST");
        assertThat(searched.find("occurredAt<2026-02-02")).containsExactly("WEST");
        assertThat(searched.find("occurredAt>=2026-02-02")).containsExactly("A", "B", "C", "EAST");
        assertThat(searched.find("occurredAt:2026-02-01..2026-02-02")).containsExactly("EAST", "WEST");
        assertThat(searched.find("occurredAt:2025")).isEmpty();
    }

    @Test
    void measuredValuesCompareInAnyUnitOfTheirDimension() {
        searched.saveAndIndex(
                record("MBAR", "压差试验")
                        .measurement(Measurement.of("PRESSURE-DIFFERENCE")
                                .results("0.60")
                                .unit("mbar")
                                .build())
                        .build(),
                record("AREA", "压差试验")
                        .measurement(Measurement.of("PRESSURE-DIFFERENCE")
                                .results("60")
                                .unit("Pa/cm²")
                                .build())
                        .build());
        assertThat(searched.find("压差>50")).containsExactly("MBAR");
        assertThat(searched.find("压差:60")).containsExactly("MBAR");
        assertThat(searched.find("压差>60")).isEmpty();
    }

    @Test
    void facetsCountStagesClausesCharacteristicsAndSuppliers() {
        searched.saveAndIndex(
                record("D", "检验")
                        .clauses("ISO 13485:2016 8.2.6", "ISO 13485:2016 7.4.3")
                        .attribute("supplierId", "SUP-07")
                        .build(),
                QualityRecord.of("lot-release", "E")
                        .title("放行")
                        .site("S1")
                        .performedBy("王芳", null)
                        .clauses("ISO 13485:2016 8.2.6")
                        .occurredAt(OffsetDateTime.parse("2026-05-02T08:00:00+08:00"))
                        .build());
        assertThat(counts(Facet.STAGE))
                .containsExactly(
                        new FacetCount("purchasing", 3),
                        new FacetCount("nonconformity", 1),
                        new FacetCount("release", 1));
        assertThat(counts(Facet.CLAUSE))
                .containsExactly(
                        new FacetCount("ISO 13485:2016 8.2.6", 2),
                        new FacetCount("ISO 13485:2016 7.4.3", 1),
                        new FacetCount("ISO 9001:2015 8.4.2", 1));
        assertThat(counts(Facet.CHARACTERISTIC))
                .containsExactly(new FacetCount("BFE", 2), new FacetCount("PRESSURE-DIFFERENCE", 1));
        assertThat(counts(Facet.SUPPLIER)).containsExactly(new FacetCount("SUP-01", 1), new FacetCount("SUP-07", 1));
        assertThat(filtered(Filter.of(Facet.STAGE, "release", "nonconformity"))).containsExactly("C", "E");
        assertThat(filtered(Filter.of(Facet.STAGE, "no-such"))).isEmpty();
        assertThat(filtered(Filter.of(Facet.SUPPLIER, "SUP-07"))).containsExactly("D");
        assertThat(filtered(Filter.of(Facet.CHARACTERISTIC, "BFE"))).containsExactly("A", "C");
    }

    private List<FacetCount> counts(Facet facet) {
        return searched.index()
                .search(new SearchRequest(
                        Scope.everything(), "", List.of(), Sort.ID, Set.of(facet), 0, null, OptionalLong.empty()))
                .facets()
                .get(facet);
    }

    private List<String> filtered(Filter filter) {
        return SearchedLedger.ids(searched.index()
                .search(new SearchRequest(
                        Scope.everything(), "", List.of(filter), Sort.ID, Set.of(), 10, null, OptionalLong.empty())));
    }

    @Test
    void everyMatchIsVisitedInLeafOrder() {
        List<Long> leaves = new ArrayList<>();
        long visited = searched.index()
                .forEachMatch(
                        Scope.everything(),
                        "site:S2",
                        List.of(Filter.of(Facet.MONTH, "2026-03", "2026-05")),
                        searched.ledger().size(),
                        leaves::add);
        assertThat(visited).isEqualTo(2);
        assertThat(leaves).containsExactly(1L, 2L);
    }

    private SearchResult at(long ledgerSize, String query) {
        return searched.index()
                .search(new SearchRequest(
                        Scope.everything(),
                        query,
                        List.of(),
                        Sort.RELEVANCE,
                        Set.of(),
                        10,
                        null,
                        OptionalLong.of(ledgerSize)));
    }

    private List<String> ordered(String query, Sort sort) {
        return SearchedLedger.ids(searched.index()
                .search(new SearchRequest(
                        Scope.everything(), query, List.of(), sort, Set.of(), 10, null, OptionalLong.empty())));
    }

    private List<String> highlights(String query) {
        List<String> texts = new ArrayList<>();
        for (Highlight highlight : searched.search(query).hits().get(0).highlights()) {
            StringBuilder text = new StringBuilder(highlight.field()).append(": ");
            highlight
                    .segments()
                    .forEach(segment -> text.append(segment.match() ? "[" + segment.text() + "]" : segment.text()));
            texts.add(text.toString());
        }
        return texts;
    }

    private static Measurement measured(String characteristic, Verdict verdict, String... results) {
        return Measurement.of(characteristic)
                .results(results)
                .value("min", new BigDecimal(results[0]))
                .verdict(verdict)
                .instrument("TSI-8130")
                .build();
    }
}
