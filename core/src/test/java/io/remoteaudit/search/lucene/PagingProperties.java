package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.record.Change;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.lucene.util.IOUtils;

/**
 * Pages through searches while another thread saves records and new versions of records, and holds what the pages give
 * against what had been saved up to the ledger size they are of.
 */
class PagingProperties {

    private static final int RECORDS = 400;
    private static final List<String> TITLES = List.of("熔喷布进货检验", "熔喷布复检", "口罩成品检验", "口罩成品复检");
    private static final List<String> SITES = List.of("S1", "S2", "S3");
    private static final List<String> DAYS = List.of("2026-04-05", "2026-04-15");

    private static Path directory;
    private static SearchedLedger searched;
    private static Saving saving;

    /** A query, and which versions it finds. */
    private record Asked(String query, Predicate<QualityRecord> finds) {}

    @BeforeContainer
    static void open() throws IOException {
        directory = Files.createTempDirectory("remote-audit-paging");
        searched = new SearchedLedger(directory);
        saving = new Saving();
        saving.save(200);
        searched.awaitIndexed();
    }

    @AfterContainer
    static void close() throws IOException {
        searched.close();
        IOUtils.rm(directory);
    }

    @Property(tries = 40)
    void pagesGiveWhatWasThereWhenTheFirstWasAskedForOnceEachWhileSavesGoOn(
            @ForAll("asked") Asked asked, @ForAll("orders") Sort sort, @ForAll @IntRange(min = 3, max = 90) int limit)
            throws Exception {
        SearchRequest request = new SearchRequest(
                Scope.everything(),
                asked.query(),
                List.of(),
                sort,
                EnumSet.of(Facet.SITE),
                limit,
                null,
                OptionalLong.empty());
        List<String> paged = new ArrayList<>();
        SearchResult first;
        try (Running saves = new Running(saving)) {
            first = searched.index().search(request);
            assertThat(first.facets().get(Facet.SITE).stream()
                            .mapToLong(FacetCount::count)
                            .sum())
                    .isEqualTo(first.total());
            // What comes after the first page is asked of an index that has gone on.
            assertThat(searched.index().awaitIndexed(first.ledgerSize() + 1, SearchedLedger.LONG))
                    .isTrue();
            for (SearchResult page = first; ; ) {
                paged.addAll(versions(page));
                assertThat(page.total()).isEqualTo(first.total());
                assertThat(page.ledgerSize()).isEqualTo(first.ledgerSize());
                if (page.nextCursor() == null) {
                    break;
                }
                assertThat(page.hits()).hasSize(limit);
                page = searched.index().search(request.after(page.nextCursor()));
            }
            saves.end();
        }
        assertThat(paged).hasSize((int) first.total()).doesNotHaveDuplicates();
        assertThat(new HashSet<>(paged)).isEqualTo(saving.found(asked.finds(), first.ledgerSize()));
        assertThat(searched.ledger().size()).isGreaterThan(first.ledgerSize());
    }

    @Provide
    Arbitrary<Asked> asked() {
        return Arbitraries.of(
                new Asked("", record -> true),
                new Asked("复检", record -> record.title().contains("复检")),
                new Asked("NOT 复检", record -> !record.title().contains("复检")),
                new Asked("site:S2", record -> record.site().equals("S2")),
                new Asked(
                        "occurredAt>=2026-04-10", record -> record.occurredAt().getDayOfMonth() > 10),
                new Asked(
                        "熔喷布 site:S1",
                        record ->
                                record.title().contains("熔喷布") && record.site().equals("S1")),
                new Asked("没有这样的记录", record -> false));
    }

    @Provide
    Arbitrary<Sort> orders() {
        List<Sort> orders = new ArrayList<>(Sort.plain());
        orders.add(Sort.measured("BFE", false));
        orders.add(Sort.measured("BFE", true));
        return Arbitraries.of(orders);
    }

    private static List<String> versions(SearchResult page) {
        return page.hits().stream().map(PagingProperties::version).toList();
    }

    private static String version(SearchHit hit) {
        return hit.id() + " " + hit.version();
    }

    /** All that was saved, in the order of the ledger since one thread at a time saves. */
    private static final class Saving {

        private final Random random = new Random(RECORDS);
        private final Map<String, Integer> newest = new HashMap<>();
        private final List<QualityRecord> saved = new ArrayList<>();

        void save(int count) {
            QualityRecord[] records = new QualityRecord[count];
            synchronized (this) {
                for (int i = 0; i < count; i++) {
                    records[i] = next();
                    saved.add(records[i]);
                }
            }
            searched.save(records);
        }

        private QualityRecord next() {
            String id = "R-" + random.nextInt(RECORDS);
            int version = newest.merge(id, 1, Integer::sum);
            QualityRecord.Builder builder = SearchedLedger.record(id, any(TITLES))
                    .site(any(SITES))
                    .occurredAt(OffsetDateTime.parse(any(DAYS) + "T12:00:00+08:00"))
                    .measurement(Measurement.of("BFE")
                            .results("9" + random.nextInt(10) + ".5")
                            .unit("%")
                            .build());
            return version == 1
                    ? builder.build()
                    : builder.version(version, new Change("更正", new Person("李娜", null)))
                            .build();
        }

        private String any(List<String> values) {
            return values.get(random.nextInt(values.size()));
        }

        /** The newest versions at a ledger size that a query finds. */
        synchronized Set<String> found(Predicate<QualityRecord> finds, long ledgerSize) {
            Map<String, QualityRecord> at = new HashMap<>();
            saved.subList(0, (int) ledgerSize).forEach(record -> at.put(record.id(), record));
            Set<String> found = new HashSet<>();
            at.values().stream().filter(finds).forEach(record -> found.add(record.id() + " " + record.version()));
            return found;
        }
    }

    /** Saves on a thread of its own until it is told to end. */
    private static final class Running implements AutoCloseable {

        private final AtomicBoolean going = new AtomicBoolean(true);
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> saves;

        Running(Saving saving) {
            saves = thread.submit(() -> {
                for (int count = 1; going.get(); count = count % 7 + 1) {
                    saving.save(count);
                }
            });
        }

        /** Ends, and throws what saving met. */
        void end() throws Exception {
            going.set(false);
            saves.get(30, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            going.set(false);
            thread.shutdown();
        }
    }
}
