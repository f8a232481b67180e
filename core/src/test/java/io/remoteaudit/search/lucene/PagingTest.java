package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static io.remoteaudit.search.lucene.SearchedLedger.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.InvalidCursorException;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagingTest {

    private static final int RECORDS = 25;
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory, Clock.fixed(NOW, ZoneOffset.UTC));
        searched.saveAndIndex(records("R", RECORDS));
    }

    @AfterEach
    void close() {
        searched.close();
    }

    static Stream<Sort> orders() {
        return Stream.concat(
                Sort.plain().stream(), Stream.of(Sort.measured("BFE", false), Sort.measured("细菌过滤效率", true)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void pagesGiveEachRecordOnceWhileOthersArriveAndAfterARestart(Sort sort) {
        SearchRequest request = request(Scope.everything(), "检验", sort);
        List<String> expected = SearchedLedger.ids(searched.index()
                .search(new SearchRequest(
                        request.scope(), request.query(), List.of(), sort, Set.of(), 200, null, OptionalLong.empty())));
        assertThat(expected).hasSize(RECORDS).doesNotHaveDuplicates();

        List<String> paged = new ArrayList<>();
        SearchResult page = searched.index().search(request);
        for (int round = 0; ; round++) {
            paged.addAll(SearchedLedger.ids(page));
            assertThat(page.total()).isEqualTo(RECORDS);
            assertThat(page.ledgerSize()).isEqualTo(RECORDS);
            if (page.nextCursor() == null) {
                break;
            }
            searched.saveAndIndex(records("NEW-" + round + "-", 3));
            if (round == 1) {
                searched.reopenIndex();
            }
            page = searched.index().search(request.after(page.nextCursor()));
        }
        assertThat(paged).isEqualTo(expected);
    }

    @Test
    void todayMeansTheSameDayOnEveryPage() {
        searched.useClock(Clock.fixed(Instant.parse("2026-04-01T15:55:00Z"), ZoneId.of("Asia/Shanghai")));
        SearchRequest request = request(Scope.everything(), "occurredAt>=today", Sort.ID);
        SearchResult first = searched.index().search(request);
        assertThat(first.query()).isEqualTo("occurredAt>=2026-04");
        searched.useClock(Clock.fixed(Instant.parse("2026-04-01T16:05:00Z"), ZoneId.of("Asia/Shanghai")));
        assertThat(searched.index().search(request).query()).isEqualTo("occurredAt>=2026-04-02");
        SearchResult second = searched.index().search(request.after(String.valueOf(first.nextCursor())));
        assertThat(second.query()).isEqualTo(first.query());
        assertThat(second.total()).isEqualTo(first.total());
    }

    @Test
    void lastPageHasNoCursor() {
        SearchResult all = searched.index()
                .search(new SearchRequest(
                        Scope.everything(), "", List.of(), Sort.ID, Set.of(), RECORDS, null, OptionalLong.empty()));
        assertThat(all.hits()).hasSize(RECORDS);
        assertThat(all.nextCursor()).isNull();
    }

    @Test
    void cursorWorksForNoOtherSearch() {
        SearchRequest request = request(Scope.everything(), "检验", Sort.ID);
        String cursor = searched.index().search(request).nextCursor();
        assertThat(cursor).isNotNull();
        assertThat(searched.index().search(request.after(cursor)).hits()).isNotEmpty();

        List<SearchRequest> others = List.of(
                request(site("S1"), "检验", Sort.ID),
                request(Scope.everything().masking(Set.of("performedBy")), "检验", Sort.ID),
                request(Scope.everything(), "检验 ", Sort.ID),
                request(Scope.everything(), "检验", Sort.RELEVANCE),
                new SearchRequest(
                        Scope.everything(),
                        "检验",
                        List.of(Filter.of(Facet.SITE, "S1")),
                        Sort.ID,
                        Set.of(),
                        10,
                        null,
                        OptionalLong.empty()),
                new SearchRequest(
                        Scope.everything(),
                        "检验",
                        List.of(),
                        Sort.ID,
                        Set.of(),
                        10,
                        null,
                        OptionalLong.of(RECORDS - 1)));
        for (SearchRequest other : others) {
            assertInvalid(other.after(cursor));
        }
    }

    @Test
    void alteredCursorIsRefusedAtEveryByte() {
        SearchRequest request = request(Scope.everything(), "", Sort.ID);
        byte[] cursor =
                Base64.getUrlDecoder().decode(searched.index().search(request).nextCursor());
        for (int i = 0; i < cursor.length; i++) {
            byte[] altered = cursor.clone();
            altered[i] ^= 1;
            assertInvalid(request.after(Base64.getUrlEncoder().withoutPadding().encodeToString(altered)));
        }
        for (String noise : List.of("", "x", "====", "检验", "A".repeat(16), "A".repeat(10_000))) {
            assertInvalid(request.after(noise));
        }
    }

    @Test
    void cursorExpiresAfterAQuarterOfAnHour() {
        SearchRequest request = request(Scope.everything(), "", Sort.ID);
        String cursor = searched.index().search(request).nextCursor();
        searched.useClock(Clock.fixed(NOW.plus(Duration.ofMinutes(14)), ZoneOffset.UTC));
        assertThat(searched.index().search(request.after(cursor)).hits()).isNotEmpty();
        searched.useClock(Clock.fixed(NOW.plus(Duration.ofMinutes(15)), ZoneOffset.UTC));
        assertInvalid(request.after(cursor));
    }

    @Test
    void cursorSaysNothingToWhomItIsGiven() {
        SearchRequest request = request(Scope.everything(), "", Sort.ID);
        String cursor = searched.index().search(request).nextCursor();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("R-");
        assertThat(searched.index().search(request).nextCursor()).isNotEqualTo(cursor);
    }

    private void assertInvalid(SearchRequest request) {
        assertThatThrownBy(() -> searched.index().search(request)).isInstanceOf(InvalidCursorException.class);
    }

    private static SearchRequest request(Scope scope, String query, Sort sort) {
        return new SearchRequest(scope, query, List.of(), sort, Set.of(), 10, null, OptionalLong.empty());
    }

    private static QualityRecord[] records(String prefix, int count) {
        QualityRecord[] records = new QualityRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = record(prefix + "-" + (i * 7 % count), "进货检验 " + "检验 ".repeat(i % 4) + i)
                    .occurredAt(
                            OffsetDateTime.parse("2026-04-01T08:00:00+08:00").plusHours(i % 5))
                    .measurement(Measurement.of("BFE")
                            .results("98." + i % 3, "97." + i % 4)
                            .build())
                    .build();
        }
        return records;
    }
}
