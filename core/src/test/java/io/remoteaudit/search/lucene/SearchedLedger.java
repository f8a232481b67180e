package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.ClosedLedger;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A real ledger on SQLite with a real index over it, in one directory. */
final class SearchedLedger implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);
    static final byte[] CURSOR_KEY = new byte[32];

    private final Path directory;
    private final HikariDataSource dataSource;
    private final Ledger ledger;
    private Clock clock;
    private LuceneSearchIndex index;

    SearchedLedger(Path directory) {
        this(directory, Clock.systemUTC());
    }

    SearchedLedger(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        Database database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        this.ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), Clock.systemUTC());
        this.index = openIndex();
    }

    LuceneSearchIndex openIndex() {
        return openIndex(Duration.ofSeconds(20));
    }

    LuceneSearchIndex openIndex(Duration limit) {
        return openIndex(EntrySource.of(ledger), limit);
    }

    LuceneSearchIndex openIndex(Glossary glossary) {
        return openIndex(EntrySource.of(ledger), glossary, Duration.ofSeconds(20));
    }

    LuceneSearchIndex openIndex(EntrySource source, Duration limit) {
        return openIndex(source, Glossary.standard(), limit);
    }

    private LuceneSearchIndex openIndex(EntrySource source, Glossary glossary, Duration limit) {
        return openIndex(IndexDirectory.hold(indexDirectory()), source, glossary, limit);
    }

    LuceneSearchIndex openIndex(IndexDirectory held, EntrySource source) {
        return openIndex(held, source, Glossary.standard(), Duration.ofSeconds(20));
    }

    private LuceneSearchIndex openIndex(IndexDirectory held, EntrySource source, Glossary glossary, Duration limit) {
        return new LuceneSearchIndex(
                held,
                source,
                AttachmentTexts.off(),
                Vocabulary.of(Catalogue.standard(), glossary),
                CURSOR_KEY,
                clock,
                limit);
    }

    void reopenIndex() {
        index.close();
        index = openIndex();
    }

    void closeIndex() {
        index.close();
    }

    void use(LuceneSearchIndex other) {
        index = other;
    }

    void useClock(Clock other) {
        clock = other;
        reopenIndex();
    }

    LuceneSearchIndex index() {
        return index;
    }

    Ledger ledger() {
        return ledger;
    }

    ClosedLedger closedLedger() {
        return ClosedLedger.of(Database.of(dataSource, HostTransactions.none())).orElseThrow();
    }

    Path indexDirectory() {
        return directory.resolve("search");
    }

    void save(QualityRecord... records) {
        List<NewEntry> entries = new ArrayList<>();
        for (QualityRecord record : records) {
            entries.add(new NewEntry(EntryKind.RECORD, record.id(), record.version(), null, RecordFields.of(record)));
        }
        ledger.appendAll(entries);
    }

    void saveAndIndex(QualityRecord... records) {
        save(records);
        awaitIndexed();
    }

    void awaitIndexed() {
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(index.awaitIndexed(ledger.size(), LONG)).isTrue();
    }

    SearchResult search(String query) {
        return search(Scope.everything(), query);
    }

    SearchResult search(Scope scope, String query) {
        return index.search(SearchRequest.of(scope, query));
    }

    List<String> find(String query) {
        return find(Scope.everything(), query);
    }

    /** The ids found, in id order. */
    List<String> find(Scope scope, String query) {
        return ids(search(scope, query)).stream().sorted().toList();
    }

    static List<String> ids(SearchResult result) {
        return result.hits().stream().map(SearchHit::id).toList();
    }

    static QualityRecord.Builder record(String id, String title) {
        return QualityRecord.of("incoming-inspection", id)
                .title(title)
                .site("S1")
                .product("medical-mask", null)
                .performedBy("李娜", "检验员")
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
    }

    static Scope site(String... sites) {
        Selection all = Selection.everything();
        return new Scope(Selection.of(sites), all, all, all, all, null, null, Collections.emptySortedSet());
    }

    static Scope masking(String... fields) {
        return Scope.everything().masking(Set.of(fields));
    }

    @Override
    public void close() {
        index.close();
        ledger.close();
        dataSource.close();
    }
}
