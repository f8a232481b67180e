package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.masking;
import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static io.remoteaudit.search.lucene.SearchedLedger.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeAndMaskTest {

    private static final Selection ALL = Selection.everything();

    @TempDir
    private Path directory;

    private SearchedLedger searched;
    private List<QualityRecord> records;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        records = List.of(
                record("S1-A", "熔喷布检验")
                        .lots("L-1")
                        .standards("GB 2626-2019")
                        .measurement(measured("BFE", "98.7"))
                        .performedBy("张伟", "检验员")
                        .attribute("supplier", "华东材料")
                        .build(),
                record("S2-A", "熔喷布复检")
                        .site("S2")
                        .product("respirator", null)
                        .lots("L-2", "L-3")
                        .measurement(measured("SECRET-TEST", "12"))
                        .performedBy("李娜", "检验员")
                        .attribute("secretAttribute", "华北材料")
                        .occurredAt(OffsetDateTime.parse("2026-04-30T23:30:00-05:00"))
                        .build(),
                QualityRecord.of("calibration", "S2-B")
                        .title("校准")
                        .site("S2")
                        .performedBy("张伟", null)
                        .occurredAt(OffsetDateTime.parse("2026-05-01T00:30:00+08:00"))
                        .build());
        searched.saveAndIndex(records.toArray(QualityRecord[]::new));
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void searchFindsExactlyWhatTheScopeAdmits() {
        List<Scope> scopes = List.of(
                Scope.everything(),
                site("S1"),
                site("S2"),
                site(),
                site("S1", "S2"),
                new Scope(ALL, Selection.of("respirator"), ALL, ALL, ALL, null, null, none()),
                new Scope(ALL, Selection.of("respirator").orNone(), ALL, ALL, ALL, null, null, none()),
                new Scope(ALL, ALL, Selection.of("calibration"), ALL, ALL, null, null, none()),
                new Scope(ALL, ALL, ALL, Selection.of("GB 2626-2019"), ALL, null, null, none()),
                new Scope(ALL, ALL, ALL, Selection.of("gb 2626-2019"), ALL, null, null, none()),
                new Scope(ALL, ALL, ALL, Selection.of().orNone(), ALL, null, null, none()),
                new Scope(ALL, ALL, ALL, ALL, Selection.of("L-3", "L-9"), null, null, none()),
                new Scope(ALL, ALL, ALL, ALL, ALL, LocalDate.of(2026, 5, 1), null, none()),
                new Scope(ALL, ALL, ALL, ALL, ALL, null, LocalDate.of(2026, 4, 30), none()),
                new Scope(Selection.of("S2"), ALL, ALL, ALL, ALL, null, LocalDate.of(2026, 4, 30), none()));
        for (Scope scope : scopes) {
            List<String> admitted = records.stream()
                    .filter(scope::admits)
                    .map(QualityRecord::id)
                    .sorted()
                    .toList();
            assertThat(searched.find(scope, "")).as("%s", scope).isEqualTo(admitted);
            assertThat(searched.search(scope, "").total()).isEqualTo(admitted.size());
        }
    }

    @Test
    void nothingOutsideTheScopeIsFoundCountedOrShown() {
        SearchResult result = faceted(site("S1"), "检验 OR 复检 OR -校准");
        assertThat(result.total()).isEqualTo(1);
        assertThat(SearchedLedger.ids(result)).containsExactly("S1-A");
        assertThat(result.facets().get(Facet.SITE)).containsExactly(new FacetCount("S1", 1));
        assertThat(result.facets().get(Facet.TYPE)).containsExactly(new FacetCount("incoming-inspection", 1));
        assertThat(result.facets().get(Facet.PRODUCT_FAMILY)).containsExactly(new FacetCount("medical-mask", 1));
        assertThat(result.facets().get(Facet.MONTH)).containsExactly(new FacetCount("2026-04", 1));
        assertThat(result.hits().toString() + result.facets()).doesNotContain("S2", "复检", "respirator");
        assertThat(searched.search(site("S1"), "site:S2").total()).isZero();
        assertThat(searched.search(site("S1"), "lots:L-2").total()).isZero();
    }

    @Test
    void nameOfAFieldOnlyOtherSitesHaveIsUnknown() {
        assertThat(searched.find(site("S2"), "SECRET-TEST>1")).containsExactly("S2-A");
        assertThat(searched.find(site("S2"), "secretAttribute:华北")).containsExactly("S2-A");
        assertSameError(site("S1"), "SECRET-TEST", "SECRXX-TEST", ">1");
        assertSameError(site("S1"), "secretAttribute", "secretAttributx", ":华北");
    }

    @Test
    void recordThatLeftTheScopeWithItsNewestVersionIsFoundNoMore() {
        searched.saveAndIndex(records.get(0)
                .nextVersion("场所更正", new Person("王芳", null))
                .site("S2")
                .build());
        assertThat(searched.find(site("S1"), "")).isEmpty();
        assertThat(searched.find(site("S2"), "\"熔喷布检验\"")).containsExactly("S1-A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"张伟", "张", "张*", "\"张伟\"", "performed OR 张伟"})
    void maskedFieldIsNotSearched(String query) {
        assertThat(searched.find(query)).isNotEmpty();
        assertThat(searched.find(masking("performedBy"), query)).isEmpty();
    }

    @Test
    void excludingAMaskedValueExcludesNothing() {
        assertThat(searched.find(masking("performedBy"), "-张伟")).hasSize(3);
        assertThat(searched.find(masking("attributes/supplier"), "华东")).isEmpty();
        assertThat(searched.find(masking("attributes"), "华东 OR 华北")).isEmpty();
        assertThat(searched.find(masking("attributes/supplier"), "华北")).containsExactly("S2-A");
    }

    @Test
    void maskedFieldIsNotHighlighted() {
        assertThat(searched.search("熔喷布 张伟").hits().get(0).highlights().toString())
                .contains("张伟");
        SearchResult masked = searched.search(masking("performedBy"), "熔喷布 OR 张伟");
        assertThat(masked.hits()).isNotEmpty();
        assertThat(masked.toString()).doesNotContain("performedBy=", "field=performedBy");
        assertThat(masked.hits().toString()).doesNotContain("张伟");
    }

    @Test
    void maskedFieldIsRefusedExactlyLikeAnUnknownOne() {
        assertSameError(masking("performedBy"), "performedBy", "performedXx", ":张伟");
        assertSameError(masking("attributes/supplier"), "supplier", "suppliex", ":华东");
        assertSameError(masking("measurements"), "BFE", "BFX", "<95");
        assertSameError(masking("measurements/0"), "BFE", "BFX", "<95");
        assertSameError(masking("measurements"), "instrument", "instrumenx", ":TSI");
        assertSameError(masking("occurredAt"), "occurredAt", "occurredXx", ">=2026-04-01");
        assertSameError(masking("lots"), "批号", "批码", ":L-1");
    }

    @Test
    void valuesOfAMaskedMeasurementCannotBeNarrowedDown() {
        for (String query : List.of("BFE<99", "BFE>98", "BFE:98.7", "BFE:0..100")) {
            assertThatThrownBy(() -> searched.search(masking("measurements"), query))
                    .isInstanceOf(QuerySyntaxException.class);
        }
        assertThat(searched.find(masking("measurements"), "TSI-8130")).isEmpty();
    }

    @Test
    void maskedFieldIsNeitherCountedNorFilteredNorSortedBy() {
        Scope scope = masking("measurements", "site", "occurredAt", "standards");
        SearchResult result = faceted(scope, "");
        assertThat(result.total()).isEqualTo(3);
        assertThat(result.facets())
                .containsOnlyKeys(Facet.TYPE, Facet.STAGE, Facet.PRODUCT_FAMILY, Facet.CLAUSE, Facet.SUPPLIER);
        for (Facet facet : List.of(Facet.VERDICT, Facet.CHARACTERISTIC, Facet.SITE, Facet.MONTH, Facet.STANDARD)) {
            Throwable masked = catchThrowable(() ->
                    searched.index().search(request(scope, "", List.of(Filter.of(facet, "x")), Sort.ID, Set.of())));
            Throwable unknown = catchThrowable(() -> Facet.named(facet.wireName() + "x"));
            assertThat(masked.getMessage())
                    .isEqualTo(unknown.getMessage().replace(facet.wireName() + "x", facet.wireName()));
        }
        for (Sort sort : List.of(Sort.OCCURRED_NEWEST, Sort.OCCURRED_OLDEST, Sort.measured("BFE", true))) {
            Throwable masked =
                    catchThrowable(() -> searched.index().search(request(scope, "", List.of(), sort, Set.of())));
            Throwable unknown = sort.by() == Sort.By.MEASURED
                    ? catchThrowable(() -> searched.index()
                            .search(request(Scope.everything(), "", List.of(), Sort.measured("BFEx", true), Set.of())))
                    : catchThrowable(() -> Sort.named(sort.wireName() + "x"));
            assertThat(masked.getMessage())
                    .isEqualTo(unknown.getMessage().replace(sort.wireName() + "x", sort.wireName()));
        }
    }

    @Test
    void verdictFromAMaskedAttributeIsNotCounted() {
        searched.saveAndIndex(
                record("V", "让步接收").attribute("verdict", "concession").build());
        assertThat(searched.find("verdict:nonconforming")).containsExactly("V");
        Scope scope = masking("attributes/verdict");
        assertThat(searched.find(scope, "verdict:nonconforming")).isEmpty();
        assertThat(searched.find(scope, "verdict:not-judged")).containsExactly("S2-B", "V");
        assertThat(faceted(scope, "").facets().get(Facet.VERDICT))
                .containsExactly(new FacetCount("conforming", 2), new FacetCount("not-judged", 2));
    }

    @Test
    void orderWithoutWordsDoesNotFollowAMaskedDate() {
        searched.saveAndIndex(record("OLD", "旧")
                .occurredAt(OffsetDateTime.parse("2020-01-01T00:00:00Z"))
                .build());
        Scope scope = masking("occurredAt");
        List<String> ids = new ArrayList<>(SearchedLedger.ids(searched.search(scope, "")));
        assertThat(ids.get(0)).isEqualTo("OLD");
        assertThat(SearchedLedger.ids(searched.search("")).get(3)).isEqualTo("OLD");
    }

    private void assertSameError(Scope scope, String hidden, String unknown, String rest) {
        Throwable forHidden = catchThrowable(() -> searched.search(scope, "a " + hidden + rest));
        Throwable forUnknown = catchThrowable(() -> searched.search(scope, "a " + unknown + rest));
        assertThat(forHidden).isInstanceOf(QuerySyntaxException.class);
        assertThat(forHidden.getMessage()).isEqualTo(forUnknown.getMessage().replace(unknown, hidden));
    }

    private SearchResult faceted(Scope scope, String query) {
        return searched.index().search(request(scope, query, List.of(), Sort.RELEVANCE, EnumSet.allOf(Facet.class)));
    }

    private static SearchRequest request(
            Scope scope, String query, List<Filter> filters, Sort sort, Set<Facet> facets) {
        return new SearchRequest(scope, query, filters, sort, facets, 10, null, OptionalLong.empty());
    }

    private static SortedSet<String> none() {
        return Collections.emptySortedSet();
    }

    private static Measurement measured(String characteristic, String result) {
        return Measurement.of(characteristic)
                .results(result)
                .verdict(Verdict.CONFORMING)
                .instrument("TSI-8130")
                .build();
    }
}
