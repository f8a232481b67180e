package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.SearchUnavailableException;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowingTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void savedRecordIsSearchableSoonAfterItsSequencing() {
        searched.awaitIndexed();
        for (int i = 0; i < 5; i++) {
            searched.save(record("R-" + i, "灭菌").build());
            assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
            assertThat(searched.index().awaitIndexed(i + 1, SearchedLedger.LONG))
                    .isTrue();
            assertThat(searched.search("灭菌").total()).isEqualTo(i + 1);
        }
    }

    @Test
    void entriesOfOtherKindsAreFollowedButNotFound() {
        searched.ledger()
                .append(new NewEntry(
                        EntryKind.QUESTION, "Q-1", 1, "ENG-1", new TreeMap<>(Map.of("text", Json.text("灭菌？")))));
        searched.saveAndIndex(record("R", "灭菌").build());
        assertThat(searched.index().indexedSize()).isEqualTo(2);
        assertThat(searched.search("").total()).isEqualTo(1);
        assertThat(searched.search("灭菌").hits().get(0).leafIndex()).isEqualTo(1);
    }

    @Test
    void indexGoesOnWhereItStoppedAfterAReopening() throws IOException {
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        searched.save(records(20, 10));
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        Path build = onlyBuild();
        searched.use(searched.openIndex());
        searched.awaitIndexed();
        assertThat(searched.search("").total()).isEqualTo(30);
        assertThat(onlyBuild()).isEqualTo(build);
    }

    @Test
    void crashLosesOnlyWhatTheLedgerStillHas() throws IOException {
        searched.save(records(0, 20));
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        Path path = Files.createDirectory(directory.resolve("crashing"));
        Vocabulary vocabulary = Vocabulary.of(Catalogue.standard(), Glossary.standard());
        try (Build build = Build.write(
                path,
                Build.State.fresh("test", vocabulary, AttachmentTexts.off()),
                vocabulary,
                AttachmentTexts.off())) {
            build.add(prepared(searched.ledger().sequenced(0, 10)), EntrySource.of(searched.ledger()));
            build.commit();
            build.add(prepared(searched.ledger().sequenced(10, 10)), EntrySource.of(searched.ledger()));
            build.refresh();
            assertThat(build.visible()).isEqualTo(20);
        }
        Build.State state = Build.State.read(path);
        assertThat(state.next()).isEqualTo(10);
        try (Build build = Build.write(path, state, vocabulary, AttachmentTexts.off())) {
            build.add(prepared(searched.ledger().sequenced(10, 10)), EntrySource.of(searched.ledger()));
            build.refresh();
            View searcher = build.acquire();
            assertThat(searcher.getIndexReader().numDocs()).isEqualTo(20);
            build.release(searcher);
        }
    }

    @Test
    void missingIndexIsBuiltFromTheLedger() throws IOException {
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        IndexFiles.delete(searched.indexDirectory());
        searched.use(searched.openIndex());
        searched.awaitIndexed();
        assertThat(searched.search("").total()).isEqualTo(20);
    }

    @Test
    void damagedIndexIsBuiltAnew() throws IOException {
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        Path build = onlyBuild();
        try (Stream<Path> files = Files.list(build)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).startsWith("segments")) {
                    Files.writeString(file, "damaged");
                }
            }
        }
        searched.use(searched.openIndex());
        searched.awaitIndexed();
        assertThat(searched.search("").total()).isEqualTo(20);
        assertThat(onlyBuild()).isNotEqualTo(build);
    }

    @ParameterizedTest
    @CsvSource({
        "format, 0",
        "format, 99",
        "analysis, older-chain/0",
        "origin, other.example/audit",
        "next, 21",
        "lastLeaf, 00",
    })
    void indexThatIsNotOursOrNotOfThisVersionIsBuiltAnew(String key, String value) throws IOException {
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        Path build = onlyBuild();
        IndexFiles.rewriteCommit(build, key, value);
        searched.use(searched.openIndex());
        searched.awaitIndexed();
        assertThat(searched.search("检验").total()).isEqualTo(20);
        searched.save(records(20, 1));
        searched.awaitIndexed();
        assertThat(searched.search("检验").total()).isEqualTo(21);
        searched.closeIndex();
        assertThat(onlyBuild()).isNotEqualTo(build);
    }

    @Test
    void oldIndexAnswersWhileWordsAreAnalysedAnew() throws IOException {
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        IndexFiles.rewriteCommit(onlyBuild(), "analysis", "older-chain/0");
        searched.save(records(20, 5));
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        GatedSource gated = new GatedSource(EntrySource.of(searched.ledger()));
        searched.use(searched.openIndex(gated, Duration.ofSeconds(20)));
        assertThat(searched.index().awaitIndexed(20, SearchedLedger.LONG)).isTrue();
        assertThat(searched.search("检验").total()).isEqualTo(20);
        assertThat(searched.search("检验").ledgerSize()).isEqualTo(20);
        gated.open();
        searched.awaitIndexed();
        assertThat(searched.search("检验").total()).isEqualTo(25);
    }

    @Test
    void indexAnswersOnWhileTheLedgerCannotBeReadAndCatchesUpAfterwards() {
        searched.saveAndIndex(records(0, 5));
        searched.closeIndex();
        searched.save(records(5, 5));
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        GatedSource failing = new GatedSource(EntrySource.of(searched.ledger()));
        failing.fail();
        searched.use(searched.openIndex(failing, Duration.ofSeconds(20)));
        assertThat(searched.index().awaitIndexed(5, SearchedLedger.LONG)).isTrue();
        assertThat(searched.search("检验").total()).isEqualTo(5);
        failing.open();
        searched.awaitIndexed();
        assertThat(searched.search("检验").total()).isEqualTo(10);
    }

    @Test
    void searchesDuringSavingSeeExactlyTheirLedgerSize() throws Exception {
        searched.awaitIndexed();
        ExecutorService searchers = Executors.newFixedThreadPool(2);
        AtomicBoolean saving = new AtomicBoolean(true);
        Callable<Long> searching = () -> {
            long searches = 0;
            while (saving.get() || searches == 0) {
                SearchResult result = searched.index()
                        .search(new SearchRequest(
                                Scope.everything(),
                                "检验",
                                List.of(),
                                Sort.RELEVANCE,
                                EnumSet.of(Facet.SITE),
                                20,
                                null,
                                OptionalLong.empty()));
                assertThat(result.total()).isEqualTo(result.ledgerSize());
                assertThat(result.facets().get(Facet.SITE).stream()
                                .mapToLong(FacetCount::count)
                                .sum())
                        .isEqualTo(result.total());
                searches++;
            }
            return searches;
        };
        try {
            List<Future<Long>> running = List.of(searchers.submit(searching), searchers.submit(searching));
            for (int i = 0; i < 20; i++) {
                searched.save(records(i * 50, 50));
            }
            searched.awaitIndexed();
            saving.set(false);
            for (Future<Long> each : running) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            saving.set(false);
            searchers.shutdownNow();
        }
        assertThat(searched.search("检验").total()).isEqualTo(1_000);
    }

    @Test
    void directoryInUseIsRefusedWithWhatToDo() {
        searched.awaitIndexed();
        assertThatThrownBy(() -> searched.openIndex())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(searched.indexDirectory().toString())
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("directory of its own");
        searched.saveAndIndex(records(0, 3));
        assertThat(searched.search("").total()).isEqualTo(3);
    }

    @Test
    void sizeTheLedgerHasNotReachedIsRefused() {
        searched.saveAndIndex(records(0, 3));
        SearchRequest beyond =
                new SearchRequest(Scope.everything(), "", List.of(), Sort.ID, Set.of(), 10, null, OptionalLong.of(4));
        assertThatThrownBy(() -> searched.index().search(beyond))
                .isInstanceOf(SearchUnavailableException.class)
                .hasMessageContaining("first 3 entries");
        assertThat(searched.index().awaitIndexed(4, Duration.ofMillis(50))).isFalse();
    }

    @Test
    void interruptedHostThreadHarmsNothing() {
        searched.saveAndIndex(records(0, 3));
        Thread.currentThread().interrupt();
        assertThat(searched.index().awaitIndexed(100, Duration.ofSeconds(10))).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(searched.search("检验").hits()).hasSize(3);
        searched.closeIndex();
        assertThat(Thread.interrupted()).isTrue();
        searched.use(searched.openIndex());
        searched.saveAndIndex(records(3, 3));
        assertThat(searched.search("检验").total()).isEqualTo(6);
    }

    @Test
    void entryThatCannotBeReadAsARecordDoesNotKeepLaterOnesFromBeingFound() {
        TreeMap<String, JsonNode> odd = new TreeMap<>();
        odd.put("title", Json.text("灭菌"));
        odd.put("measurements/0", Json.text("not a measurement"));
        searched.ledger().append(new NewEntry(EntryKind.RECORD, "ODD", 1, null, odd));
        searched.saveAndIndex(record("R", "灭菌").build());
        assertThat(searched.find("灭菌")).containsExactly("R");
        assertThat(searched.find(SearchedLedger.site("S1"), "")).containsExactly("R");
    }

    private static List<PreparedEntry> prepared(List<Entry> entries) {
        Documents documents = Documents.of(AttachmentTexts.off(), Catalogue.standard());
        return entries.stream().map(documents::prepare).toList();
    }

    private Path onlyBuild() throws IOException {
        return IndexFiles.onlyBuild(searched.indexDirectory());
    }

    private static QualityRecord[] records(int from, int count) {
        QualityRecord[] records = new QualityRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = record("R-" + (from + i), "进货检验").build();
        }
        return records;
    }

    /** The real ledger behind a gate for its batches; single entries pass. */
    private static final class GatedSource implements EntrySource {

        private final EntrySource ledger;
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean failing;

        GatedSource(EntrySource ledger) {
            this.ledger = ledger;
        }

        void fail() {
            failing = true;
        }

        void open() {
            failing = false;
            gate.countDown();
        }

        @Override
        public String origin() {
            return ledger.origin();
        }

        @Override
        public List<Entry> sequenced(long fromLeaf, int limit) {
            if (limit > 1 && failing) {
                throw new IllegalStateException("the database is away");
            }
            if (limit > 1) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return ledger.sequenced(fromLeaf, limit);
        }

        @Override
        public Optional<Entry> find(EntryKind kind, String id, int version) {
            return ledger.find(kind, id, version);
        }

        @Override
        public long size() {
            return ledger.size();
        }

        @Override
        public Ledger.Registration onGrowth(LongConsumer listener) {
            return ledger.onGrowth(listener);
        }
    }
}
