package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.search.IndexProgress;
import io.remoteaudit.search.IndexTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** An index is built anew while the one in use goes on. */
class RebuildTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;
    private SlowRebuilding slow;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.closeIndex();
        slow = new SlowRebuilding(EntrySource.of(searched.ledger()));
    }

    @AfterEach
    void close() {
        slow.goOn();
        searched.close();
    }

    @Test
    void oldIndexAnswersAndFollowsUntilTheNewOneTakesItsPlaceWhole() throws IOException {
        searched.use(open(slow));
        searched.saveAndIndex(records(0, 20));
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        searched.index().rebuild();
        searched.index().rebuild();
        await().atMost(SearchedLedger.LONG)
                .until(() -> IndexFiles.builds(searched.indexDirectory()).size() == 2);
        assertThat(searched.index().progress().rebuilding()).isTrue();
        searched.saveAndIndex(records(20, 5));
        assertThat(searched.search("检验").total()).isEqualTo(25);
        slow.goOn();
        awaitRebuilt();
        assertThat(searched.search("检验").total()).isEqualTo(25);
        searched.saveAndIndex(records(25, 5));
        assertThat(searched.search("检验").total()).isEqualTo(30);
        searched.closeIndex();
        assertThat(IndexFiles.onlyBuild(searched.indexDirectory())).isNotEqualTo(old);
    }

    @Test
    void indexIsRebuiltAsOftenAsItIsAskedForAndSearchesNeverSeeLess() throws IOException {
        searched.use(open(EntrySource.of(searched.ledger())));
        searched.saveAndIndex(records(0, 600));
        for (int i = 0; i < 3; i++) {
            Path old = IndexFiles.onlyBuild(searched.indexDirectory());
            searched.index().rebuild();
            while (searched.index().progress().rebuilding()) {
                assertThat(searched.search("检验").total()).isEqualTo(600);
            }
            assertThat(searched.search("检验").total()).isEqualTo(600);
            assertThat(IndexFiles.onlyBuild(searched.indexDirectory())).isNotEqualTo(old);
        }
    }

    @ParameterizedTest
    @CsvSource({"texts, another reader", "catalogue, other units"})
    void oldIndexFollowsWhereOnlyAttachmentsOrUnitsAreReadAnew(String key, String value) throws IOException {
        searched.use(open(slow));
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        IndexFiles.rewriteCommit(old, key, value);
        searched.use(open(slow));
        searched.saveAndIndex(records(20, 5));
        assertThat(searched.search("检验").total()).isEqualTo(25);
        await().atMost(SearchedLedger.LONG)
                .until(() -> searched.index().progress().rebuilding());
        searched.closeIndex();
        assertThat(Build.State.read(old).next()).isEqualTo(25);
        assertThat(Build.State.read(old).toCommitData()).containsEntry(key, value);
        slow.goOn();
        searched.use(open(slow));
        await().atMost(SearchedLedger.LONG)
                .until(() -> !IndexFiles.builds(searched.indexDirectory()).contains(old));
        awaitRebuilt();
        assertThat(searched.search("检验").total()).isEqualTo(25);
    }

    @Test
    void rebuildThatACrashEndsLeavesTheOldIndexInUseAndNothingBehind() throws IOException {
        searched.use(open(slow));
        searched.saveAndIndex(records(0, 20));
        searched.index().rebuild();
        await().atMost(SearchedLedger.LONG)
                .until(() -> IndexFiles.builds(searched.indexDirectory()).size() == 2);
        Path crashed = directory.resolve("crashed");
        IndexFiles.copy(searched.indexDirectory(), crashed);
        searched.closeIndex();
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        try (Heard heard = new Heard(crashed);
                LuceneSearchIndex again =
                        searched.openIndex(IndexDirectory.hold(crashed), EntrySource.of(searched.ledger()))) {
            assertThat(again.awaitIndexed(20, SearchedLedger.LONG)).isTrue();
            assertThat(again.progress().rebuilding()).isFalse();
            assertThat(IndexFiles.onlyBuild(crashed).getFileName()).isEqualTo(old.getFileName());
            assertThat(heard.messages).anyMatch(message -> message.contains("whose building did not end was removed"));
        }
    }

    @Test
    void indexThatIsClosedWhileItIsRebuiltKeepsTheOldOne() throws IOException {
        searched.use(open(slow));
        searched.saveAndIndex(records(0, 20));
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        searched.index().rebuild();
        await().atMost(SearchedLedger.LONG)
                .until(() -> IndexFiles.builds(searched.indexDirectory()).size() == 2);
        searched.closeIndex();
        assertThat(IndexFiles.onlyBuild(searched.indexDirectory())).isEqualTo(old);
        assertThatThrownBy(() -> searched.index().rebuild())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        searched.use(open(EntrySource.of(searched.ledger())));
        searched.awaitIndexed();
        assertThat(searched.search("检验").total()).isEqualTo(20);
    }

    @Test
    void progressSaysHowFarItIsAndTheLogSaysSoFromBeginningToEnd() {
        try (Heard heard = new Heard(searched.indexDirectory())) {
            searched.save(records(0, 1_200));
            assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
            searched.use(open(slow));
            searched.awaitIndexed();
            await().atMost(SearchedLedger.LONG)
                    .untilAsserted(() -> assertThat(searched.index().progress())
                            .isEqualTo(new IndexProgress(1_200, 1_200, null, null)));
            slow.onlyFirst();
            searched.index().rebuild();
            await().atMost(SearchedLedger.LONG)
                    .untilAsserted(() -> assertThat(searched.index().progress().building())
                            .satisfies(building -> {
                                assertThat(building.beside()).isTrue();
                                assertThat(building.builtSize()).isEqualTo(500);
                                assertThat(building.perSecond()).isPositive();
                                assertThat(building.remaining()).isPositive();
                            }));
            slow.goOn();
            awaitRebuilt();
            assertThat(heard.messages)
                    .anyMatch(message -> message.contains("1200 entries, since it was asked for"))
                    .anyMatch(message -> message.contains(": 500 of 1200 entries (41 %)"))
                    .anyMatch(message -> message.contains("is rebuilt up to ledger size 1200"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, is of format '1'", "99, is of format '99'"})
    void indexOfAnOlderOrNewerFormatIsBuiltAnewAndTheLogSaysWhy(String format, String reason) throws IOException {
        searched.use(open(slow));
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        IndexFiles.rewriteCommit(old, "format", format);
        try (Heard heard = new Heard(searched.indexDirectory())) {
            searched.use(open(slow));
            searched.awaitIndexed();
            assertThat(searched.search("检验").total()).isEqualTo(20);
            assertThat(IndexFiles.onlyBuild(searched.indexDirectory())).isNotEqualTo(old);
            assertThat(heard.messages)
                    .anyMatch(message ->
                            message.contains(reason) && message.contains("writes '" + IndexFields.FORMAT + "'"));
        }
    }

    @Test
    void damagedFileBehindTheCommitIsFoundOutAndTheIndexRebuilt() throws IOException {
        searched.use(open(EntrySource.of(searched.ledger())));
        searched.saveAndIndex(records(0, 20));
        searched.closeIndex();
        Path old = IndexFiles.onlyBuild(searched.indexDirectory());
        for (Path file : IndexFiles.filesOf(old)) {
            if (String.valueOf(file.getFileName()).matches(".*\\.(cfs|doc|si)")) {
                Files.write(file, new byte[50]);
            }
        }
        try (Heard heard = new Heard(searched.indexDirectory())) {
            searched.use(open(EntrySource.of(searched.ledger())));
            searched.awaitIndexed();
            assertThat(searched.search("检验").total()).isEqualTo(20);
            assertThat(heard.messages).isNotEmpty();
        }
        searched.closeIndex();
        assertThat(IndexFiles.onlyBuild(searched.indexDirectory())).isNotEqualTo(old);
    }

    @Test
    void fullDiskIsNamedOnceAndTheIndexAnswersMeanwhileAndGoesOnWithRoom() {
        AtomicBoolean full = new AtomicBoolean();
        IndexDirectory held =
                IndexDirectory.hold(searched.indexDirectory(), build -> new Disk(new MMapDirectory(build), full));
        try (Heard heard = new Heard(searched.indexDirectory())) {
            searched.use(searched.openIndex(held, EntrySource.of(searched.ledger())));
            searched.saveAndIndex(records(0, 20));
            // Only what was committed survives the failure.
            await().atMost(SearchedLedger.LONG)
                    .until(() -> committed(IndexFiles.onlyBuild(searched.indexDirectory())) == 20);
            full.set(true);
            searched.save(records(20, 5));
            await().atMost(SearchedLedger.LONG)
                    .until(() ->
                            searched.index().progress().currentTrouble().equals(Optional.of(IndexTrouble.DISK_FULL)));
            assertThat(searched.search("检验").total()).isEqualTo(20);
            assertThat(heard.messages)
                    .filteredOn(message -> message.startsWith("RA-0311"))
                    .singleElement()
                    .asString()
                    .contains("free some space");
            full.set(false);
            searched.awaitIndexed();
            await().atMost(SearchedLedger.LONG)
                    .until(() -> searched.index().progress().currentTrouble().isEmpty());
            assertThat(searched.search("检验").total()).isEqualTo(25);
            assertThat(heard.messages).anyMatch(message -> message.endsWith("goes on"));
        }
    }

    @Test
    void rebuildForWhichThereIsNoRoomLeavesTheOldIndexAtWork() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        IndexDirectory held = IndexDirectory.hold(
                searched.indexDirectory(),
                build -> String.valueOf(build.getFileName()).equals("build-1")
                        ? new MMapDirectory(build)
                        : new Disk(new MMapDirectory(build), full));
        searched.use(searched.openIndex(held, EntrySource.of(searched.ledger())));
        searched.saveAndIndex(records(0, 20));
        full.set(true);
        searched.index().rebuild();
        awaitRebuilt();
        assertThat(searched.index().progress().currentTrouble()).contains(IndexTrouble.DISK_FULL);
        searched.saveAndIndex(records(20, 5));
        assertThat(searched.search("检验").total()).isEqualTo(25);
        assertThat(IndexFiles.onlyBuild(searched.indexDirectory()).getFileName())
                .hasToString("build-1");
        full.set(false);
        searched.index().rebuild();
        awaitRebuilt();
        assertThat(searched.index().progress().currentTrouble()).isEmpty();
        assertThat(IndexFiles.onlyBuild(searched.indexDirectory()).getFileName())
                .hasToString("build-2");
        assertThat(searched.search("检验").total()).isEqualTo(25);
    }

    private LuceneSearchIndex open(EntrySource source) {
        return searched.openIndex(source, SearchedLedger.LONG);
    }

    private void awaitRebuilt() {
        await().atMost(SearchedLedger.LONG)
                .until(() -> !searched.index().progress().rebuilding());
    }

    private static long committed(Path build) throws IOException {
        return Build.State.read(build).next();
    }

    private static QualityRecord[] records(int from, int count) {
        QualityRecord[] records = new QualityRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = record("R-" + (from + i), "进货检验").build();
        }
        return records;
    }

    /** A disk that can be full. */
    private static final class Disk extends FilterDirectory {

        private final AtomicBoolean full;

        Disk(MMapDirectory files, AtomicBoolean full) {
            super(files);
            this.full = full;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            return super.createOutput(name, context);
        }
    }

    /** The real ledger, which the thread that rebuilds has to wait for. */
    private static final class SlowRebuilding implements EntrySource {

        private final EntrySource ledger;
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean firstPasses;

        SlowRebuilding(EntrySource ledger) {
            this.ledger = ledger;
        }

        void onlyFirst() {
            firstPasses = true;
        }

        void goOn() {
            gate.countDown();
        }

        @Override
        public List<Entry> sequenced(long fromLeaf, int limit) {
            if (Thread.currentThread().getName().startsWith("remote-audit-search-rebuild")
                    && !(firstPasses && fromLeaf == 0)
                    && gate.getCount() > 0) {
                throw new IllegalStateException("the database takes its time");
            }
            return ledger.sequenced(fromLeaf, limit);
        }

        @Override
        public String origin() {
            return ledger.origin();
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

    /** What is logged of one index. */
    private static final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final String directory;
        private final Logger logger = (Logger) LoggerFactory.getLogger("io.remoteaudit.search.lucene");
        private final List<String> messages = new CopyOnWriteArrayList<>();

        Heard(Path directory) {
            this.directory = directory.toString();
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains(directory)) {
                messages.add(event.getFormattedMessage());
            }
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }
}
