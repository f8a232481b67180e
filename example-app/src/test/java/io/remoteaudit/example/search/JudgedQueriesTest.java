package io.remoteaudit.example.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.lucene.LuceneSearchIndex;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.search.text.NoTextReason;
import io.remoteaudit.standard.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whether an auditor finds what there is: judged queries over one generated year, answered by the records themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgedQueriesTest {

    private static final int RECORDS = 4_000;
    /** A little below the 0.904 measured when this set was made; without the glossary it was 0.383. */
    private static final double FLOOR = 0.88;

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private final Map<String, QualityRecord> records = new LinkedHashMap<>();
    private List<JudgedQuery> queries = List.of();
    private RunningFactory factory;
    private SearchIndex search;

    @BeforeAll
    void liveThroughTheYear() throws IOException {
        queries = JudgedQuery.all();
        factory = RunningFactory.serving(directory, RECORDS);
        RemoteAudit remoteAudit = factory.get(RemoteAudit.class);
        search = remoteAudit.search();
        Ledger ledger = remoteAudit.ledger();
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        assertThat(search.awaitIndexed(ledger.size(), LONG)).isTrue();
        // A record whose file is read while its pages are turned may move to a page that was read before.
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !search.unsearchableAttachments(0).records().containsKey(NoTextReason.NOT_YET_READ));
        long leaf = 0;
        while (leaf < ledger.size()) {
            List<Entry> entries = ledger.sequenced(leaf, 500);
            for (Entry entry : entries) {
                if (entry.kind() == EntryKind.RECORD) {
                    records.put(entry.subject(), RecordFields.toRecord(entry));
                }
            }
            leaf += entries.size();
        }
    }

    @AfterAll
    void close() {
        factory.close();
    }

    @Test
    void theSetIsLargeEnoughAndHalfChinese() {
        assertThat(queries).hasSizeGreaterThanOrEqualTo(120);
        assertThat(queries).extracting(JudgedQuery::query).doesNotHaveDuplicates();
        assertThat(queries).extracting(JudgedQuery::kind).contains(JudgedQuery.Kind.values());
        long chinese = queries.stream()
                .filter(query -> query.query().codePoints().anyMatch(Character::isIdeographic))
                .count();
        assertThat(chinese * 2).isGreaterThanOrEqualTo(queries.size());
        assertThat(queries)
                .filteredOn(query -> !query.kind().exact())
                .allSatisfy(query -> assertThat(records.values())
                        .as("%s has something to find", query.query())
                        .anyMatch(record -> query.grade(record) == 3));
    }

    /** Recall and precision 1 of everything, not only of the first 50: the same records, counted and shown. */
    @Test
    void identifiersMeasuredValuesAndFiltersFindExactlyWhatTheRecordsHold() {
        List<String> wrong = new ArrayList<>();
        int withResults = 0;
        for (JudgedQuery query : queries) {
            if (query.kind().exact()) {
                Set<String> relevant = new TreeSet<>();
                records.values().stream()
                        .filter(record -> query.grade(record) > 0)
                        .forEach(record -> relevant.add(record.id()));
                Found found = everything(query.query());
                withResults += relevant.isEmpty() ? 0 : 1;
                if (!found.ids().equals(relevant) || found.total() != relevant.size()) {
                    wrong.add(query.kind() + " " + query.query() + ": " + difference(relevant, found));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(withResults).as("queries with something to find").isGreaterThan(80);
    }

    @Test
    void textQueriesShowTheBestFirstAndBetterWithTheGlossary() throws IOException {
        List<JudgedQuery> texts =
                queries.stream().filter(query -> !query.kind().exact()).toList();
        RemoteAudit remoteAudit = factory.get(RemoteAudit.class);
        double with;
        double without;
        StringBuilder report = new StringBuilder();
        try (LuceneSearchIndex plain = LuceneSearchIndex.open(
                directory.resolve("search-without-glossary"),
                remoteAudit.ledger(),
                AttachmentTexts.off(),
                Catalogue.standard(),
                Glossary.empty(),
                new byte[32],
                Clock.systemUTC())) {
            assertThat(plain.awaitIndexed(remoteAudit.ledger().size(), LONG)).isTrue();
            without = meanGain(texts, plain, new StringBuilder());
            with = meanGain(texts, search, report);
        }
        String result = String.format(
                Locale.ROOT,
                "nDCG@10 over %d text queries: %.3f with the glossary, %.3f without",
                texts.size(),
                with,
                without);
        Files.writeString(Path.of("target/judged-queries.txt"), result + "\n" + report);
        System.out.println(result);
        assertThat(with).isGreaterThan(FLOOR).isGreaterThan(without);
    }

    private double meanGain(List<JudgedQuery> texts, SearchIndex index, StringBuilder report) {
        double sum = 0;
        for (JudgedQuery query : texts) {
            List<Integer> shown = index.search(SearchRequest.of(Scope.everything(), query.query())).hits().stream()
                    .map(hit -> query.grade(record(hit)))
                    .toList();
            List<Integer> all = records.values().stream()
                    .map(query::grade)
                    .filter(grade -> grade > 0)
                    .toList();
            double gain = Gain.normalized(shown, all);
            report.append(String.format(
                    Locale.ROOT,
                    "%.2f  %s: %s of %d%n",
                    gain,
                    query.query(),
                    shown.stream().limit(10).toList(),
                    all.size()));
            sum += gain;
        }
        return sum / texts.size();
    }

    private QualityRecord record(SearchHit hit) {
        QualityRecord record = records.get(hit.id());
        assertThat(record).as(hit.id()).isNotNull();
        return record;
    }

    /** All pages of a search. */
    private Found everything(String query) {
        Set<String> ids = new TreeSet<>();
        SearchRequest request = SearchRequest.of(Scope.everything(), query);
        SearchResult result = search.search(request);
        long total = result.total();
        int shown = 0;
        while (true) {
            shown += result.hits().size();
            result.hits().forEach(hit -> ids.add(hit.id()));
            String next = result.nextCursor();
            if (next == null) {
                break;
            }
            result = search.search(request.after(next));
        }
        assertThat(shown).as("shown over all pages of %s", query).isEqualTo(ids.size());
        return new Found(total, ids);
    }

    private record Found(long total, Set<String> ids) {}

    private static String difference(Set<String> relevant, Found found) {
        Set<String> missing = new TreeSet<>(relevant);
        missing.removeAll(found.ids());
        Set<String> besides = new TreeSet<>(found.ids());
        besides.removeAll(relevant);
        return relevant.size() + " relevant, " + found.total() + " found; missing " + few(missing) + ", besides "
                + few(besides);
    }

    private static String few(Set<String> ids) {
        return ids.stream().limit(5).collect(Collectors.joining(", ", "[", "]"));
    }
}
