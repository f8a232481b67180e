package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to an index behind the library's back is found by comparing it with the ledger. */
class IndexCheckTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        for (int i = 0; i < 30; i++) {
            searched.save(version(i, 1, "熔喷布进货检验"));
        }
        searched.save(version(7, 2, "熔喷布复检"), version(7, 3, "熔喷布再检"), version(8, 2, "熔喷布复检"));
        searched.awaitIndexed();
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void indexThatFollowsTheLedgerHoldsTheSame() {
        AtomicLong reached = new AtomicLong();
        IndexCheck check = searched.index().check(reached::set);
        assertThat(check.differences()).isEmpty();
        assertThat(check.same()).isTrue();
        assertThat(check.complete()).isTrue();
        assertThat(check.versions()).isEqualTo(33);
        assertThat(check.indexedSize()).isEqualTo(33);
        assertThat(reached).hasValue(33);
    }

    @Test
    void indexThatWasMergedReopenedAndRebuiltHoldsTheSame() {
        searched.reopenIndex();
        searched.awaitIndexed();
        assertThat(searched.index().check(leaf -> {}).differences()).isEmpty();
        rebuild();
        assertThat(searched.index().check(leaf -> {}).differences()).isEmpty();
    }

    @Test
    void removedVersionsAreNamed() throws IOException {
        alter(build -> build.deleteDocuments(key(5, 1), key(7, 1)));
        assertThat(differences())
                .containsExactlyInAnyOrder("R-5 1 The index does not have it", "R-7 1 The index does not have it");
    }

    @Test
    void addedDocumentsAreNamed() throws IOException {
        alter(build -> {
            Document document = new Document();
            document.add(new StoredField("id", "FORGED"));
            document.add(new StoredField("version", 1));
            document.add(new NumericDocValuesField("version", 1));
            document.add(new StringField(IndexFields.KEY, IndexFields.key("FORGED", 1), StringField.Store.NO));
            document.add(new NumericDocValuesField(IndexFields.LEAF, 3));
            build.addDocument(document);
        });
        assertThat(differences()).containsExactly("FORGED 1 It is in the index and not in the ledger");
    }

    @Test
    void doubledVersionsAreNamed() throws IOException {
        alter(build -> build.addDocument(again(4, 1, Long.MAX_VALUE)));
        assertThat(differences()).containsExactly("R-4 1 The index has it 2 times");
    }

    @Test
    void alteredLeafIsNamed() throws IOException {
        alter(build -> {
            Document document = again(5, 1, Long.MAX_VALUE);
            document.removeFields(IndexFields.LEAF);
            document.add(new NumericDocValuesField(IndexFields.LEAF, 6));
            build.updateDocument(key(5, 1), document);
        });
        assertThat(differences()).containsExactly("R-5 1 The index has it at leaf 6, the ledger at 5");
    }

    @Test
    void alteredMarksOfSupersededVersionsAreNamed() throws IOException {
        alter(build -> {
            build.updateDocument(key(7, 1), again(7, 1, Long.MAX_VALUE));
            build.updateDocument(key(8, 1), again(8, 1, 31));
            build.updateDocument(key(9, 1), again(9, 1, 12));
        });
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        "R-7 1 It is not marked as superseded by the version at leaf 30",
                        "R-8 1 It is marked as superseded by leaf 31 and was by leaf 32",
                        "R-9 1 It is marked as superseded, and the ledger has no newer version");
    }

    @Test
    void alteredTextIsNamedWithItsField() throws IOException {
        alter(build -> {
            Document document = again(5, 1, Long.MAX_VALUE);
            document.removeFields(IndexFields.TEXT + "title");
            document.add(new StoredField(IndexFields.TEXT + "title", "另一个标题"));
            build.updateDocument(key(5, 1), document);
        });
        assertThat(differences()).hasSize(1).allMatch(line -> line.startsWith("R-5 1 What the index keeps of '"));
    }

    @Test
    void alteredWordsThatNoHitShowsAreNamed() throws IOException {
        alter(build -> {
            Document document = again(5, 1, Long.MAX_VALUE);
            document.add(new TextField(IndexFields.WORDS + "title", "合格", TextField.Store.NO));
            build.updateDocument(key(5, 1), document);
            Document hidden = again(6, 1, Long.MAX_VALUE);
            hidden.removeFields(IndexFields.NUMBERS + "measured/BFE/%");
            hidden.removeFields(IndexFields.RAW + "site");
            build.updateDocument(key(6, 1), hidden);
        });
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        "R-5 1 The words or numbers it is found by are not what the ledger has",
                        "R-6 1 The words or numbers it is found by are not what the ledger has");
    }

    @Test
    void alteredValuesForOrderingAndCountingAreNamed() throws IOException {
        alter(build -> {
            build.updateNumericDocValue(key(5, 1), IndexFields.RECORDED, 0L);
            build.updateBinaryDocValue(key(6, 1), IndexFields.MEASUREMENTS, new BytesRef("forged"));
        });
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        "R-5 1 What it is ordered, filtered or counted by is not what the ledger has",
                        "R-6 1 What it is ordered, filtered or counted by is not what the ledger has");
    }

    @Test
    void manyDifferencesAreCountedAndTheFirstNamed() throws IOException {
        alter(build -> build.deleteAll());
        IndexCheck check = searched.index().check(leaf -> {});
        assertThat(check.total()).isEqualTo(33);
        assertThat(check.differences()).hasSize(IndexCheck.MOST_NAMED);
        assertThat(check.differences().get(0).recordId()).isEqualTo("R-0");
    }

    @Test
    void damagedFileIsNamedByTheCommandsWayOfChecking() throws IOException {
        searched.closeIndex();
        Path build = IndexFiles.onlyBuild(searched.indexDirectory());
        for (Path file : IndexFiles.filesOf(build)) {
            if (String.valueOf(file.getFileName()).matches(".*\\.(cfs|fdt)")) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        IndexCheck check = LuceneSearchIndex.check(
                searched.indexDirectory(),
                directory.resolve("attachment-texts"),
                searched.closedLedger(),
                Catalogue.standard(),
                Clock.systemUTC(),
                leaf -> {});
        assertThat(check.differences())
                .isNotEmpty()
                .allMatch(difference -> difference.english().startsWith("A file of the index is damaged"));
    }

    @Test
    void rebuildingPutsEveryDifferenceRight() throws IOException {
        alter(build -> build.deleteDocuments(key(5, 1)));
        assertThat(searched.index().check(leaf -> {}).same()).isFalse();
        rebuild();
        assertThat(searched.index().check(leaf -> {}).same()).isTrue();
    }

    private void rebuild() {
        searched.index().rebuild();
        await().atMost(SearchedLedger.LONG)
                .until(() -> !searched.index().progress().rebuilding());
    }

    private void alter(IndexFiles.Change change) throws IOException {
        searched.closeIndex();
        IndexFiles.change(IndexFiles.onlyBuild(searched.indexDirectory()), change);
        searched.use(searched.openIndex());
        searched.awaitIndexed();
    }

    private List<String> differences() {
        IndexCheck check = searched.index().check(leaf -> {});
        assertThat(check.total()).isEqualTo(check.differences().size());
        assertThat(check.differences())
                .allSatisfy(difference -> assertThat(difference.chinese()).matches(".*\\p{IsHan}.*"));
        return check.differences().stream()
                .map(difference -> difference.recordId() + " " + difference.version() + " " + difference.english())
                .toList();
    }

    /** The document the library would make. */
    private Document again(int number, int version, long supersededBy) {
        Vocabulary vocabulary = Vocabulary.of(Catalogue.standard(), Glossary.standard());
        Entry entry =
                searched.ledger().find(EntryKind.RECORD, "R-" + number, version).orElseThrow();
        return Documents.of(AttachmentTexts.off(), vocabulary.catalogue())
                .of(entry, entry.leafIndex().orElseThrow(), supersededBy);
    }

    private static Term key(int number, int version) {
        return new Term(IndexFields.KEY, IndexFields.key("R-" + number, version));
    }

    private static QualityRecord version(int number, int version, String title) {
        QualityRecord.Builder builder = record("R-" + number, title)
                .lots("MB-" + number)
                .measurement(Measurement.of("BFE").results("98.70").unit("%").build());
        return (version == 1 ? builder : builder.version(version, new Change("更正", new Person("李娜", null)))).build();
    }
}
