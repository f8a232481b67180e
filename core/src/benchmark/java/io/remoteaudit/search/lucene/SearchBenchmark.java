package io.remoteaudit.search.lucene;

import io.remoteaudit.benchmark.Report;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.SuggestionRequest;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Searching beside a plain Lucene index of the same documents, in one run: the same queries in turn, exact totals on both
 * sides. Ours is the whole call: query language, scope, ledger size, highlights, cursor.
 */
public final class SearchBenchmark {

    private static final int LIMIT = 20;
    private static final int ROUNDS = Integer.getInteger("rounds", 30);
    private static final String ONLY = System.getProperty("cases", "");
    private static final int DEEP_PAGE = 500;
    private static final int SEGMENTS = 8;
    private static final long REBUILT = Long.getLong("rebuilt", 1_000_000);
    private static final byte[] KEY = new byte[32];
    private static final Duration LONG = Duration.ofHours(3);
    private static final int BATCH = 5_000;

    private final Path directory;
    private final Map<String, Map<Long, Double>> growth = new TreeMap<>();

    /**
     * A benchmark.
     *
     * @param directory where its indexes are kept
     */
    public SearchBenchmark(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it over ledgers of the sizes that the system property {@code search} lists; 100,000 and 1,000,000 by default.
     * Indexes that another run left in the directory are used again.
     *
     * @param report gets the results
     * @throws Exception if it cannot run
     */
    public void run(Report report) throws Exception {
        List<Long> sizes = Arrays.stream(System.getProperty("search", "100000,1000000").split(","))
                .map(Long::valueOf)
                .toList();
        for (long size : sizes) {
            Path own = directory.resolve("own-" + size);
            Path raw = directory.resolve("raw-" + size);
            at(size, own, raw, report, size == sizes.get(sizes.size() - 1) || size == 1_000_000);
        }
        growth(report);
    }

    private void at(long size, Path own, Path raw, Report report, boolean judged) throws Exception {
        Vocabulary vocabulary = Vocabulary.of(Catalogue.standard(), Glossary.standard());
        SampleRecords records = new SampleRecords(size);
        try (RawIndex engine = new RawIndex(raw, vocabulary)) {
            for (long from = engine.isEmpty() ? 0 : size; from < size; from += BATCH) {
                List<Entry> entries = records.sequenced(from, BATCH);
                engine.add(entries, engine.documents(entries));
            }
            engine.commit();
            build(size, own, records, vocabulary, report);
            int segments = engine.merge(SEGMENTS);
            merge(own, vocabulary, segments);
            report.note(size + " records: segments on either side", segments, "");
            try (LuceneSearchIndex ours = open(own, records, vocabulary)) {
                await(ours, size);
                double gigabytes = bytes(own) / (double) (1L << 30);
                report.note(size + " records: index", gigabytes, "GiB");
                report.note(size + " records: per GiB of index", size / gigabytes, "records");
                report.note(size + " records: per GiB of a plain index", size / (bytes(raw) / (double) (1L << 30)), "");
                queries(size, records, ours, engine, report, judged);
                suggestions(size, ours, report);
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                report.note(
                        size + " records: heap used", (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0, "MiB");
                if (size == REBUILT) {
                    rebuild(size, ours, report);
                }
            }
        }
    }

    private static LuceneSearchIndex open(Path path, SampleRecords records, Vocabulary vocabulary) {
        return new LuceneSearchIndex(
                IndexDirectory.hold(path),
                records,
                AttachmentTexts.off(),
                vocabulary,
                KEY,
                Clock.systemUTC(),
                Duration.ofMinutes(1));
    }

    private static void await(LuceneSearchIndex ours, long size) {
        if (!ours.awaitIndexed(size, LONG)) {
            throw new IllegalStateException("Indexed " + ours.indexedSize() + " of " + size);
        }
    }

    private static void build(long size, Path path, SampleRecords records, Vocabulary vocabulary, Report report) {
        if (Files.exists(path)) {
            return;
        }
        long begin = System.nanoTime();
        try (LuceneSearchIndex ours = open(path, records, vocabulary)) {
            await(ours, size);
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.note(size + " records: indexed, made up in between", size / seconds, "records/s");
        }
    }

    /** Merges to as many segments as the plain index has: a search costs something in each, and luck is not to decide. */
    private static void merge(Path path, Vocabulary vocabulary, int segments) throws IOException {
        Path build;
        try (IndexDirectory held = IndexDirectory.hold(path)) {
            build = held.current().orElseThrow();
            try (MMapDirectory directory = new MMapDirectory(build);
                    IndexWriter writer = new IndexWriter(directory, Build.config(vocabulary.analyzer()))) {
                writer.forceMerge(segments);
                writer.commit();
            }
        }
    }

    private void queries(
            long size, SampleRecords records, LuceneSearchIndex ours, RawIndex raw, Report report, boolean judged)
            throws Exception {
        List<Case> cases = new ArrayList<>();
        cases.add(words("two Chinese words", ours, raw, "熔喷布 进货检验", "平面口罩 复核无误", "防护服 放行审批", "鼻梁条 进货检验", "包装袋 外观无破损"));
        cases.add(words("phrase", ours, raw, "\"visual inspection\"", "\"melt-blown fabric\"", "\"熔喷布进货检验\""));
        cases.add(lots(size, records, ours, raw));
        cases.add(filtered(ours, raw));
        cases.add(words("measured-value range", ours, raw, "BFE<95", "压差>49 Pa", "STRAP:10..12", "BFE:98..98.5"));
        cases.add(facets(ours, raw));
        cases.add(deep(ours, raw));
        cases.add(newest(ours, raw));
        cases.removeIf(each -> !each.name().contains(ONLY));
        for (Case each : cases) {
            Latencies.Pair took = Latencies.of(each.ours(), each.engine(), ROUNDS);
            growth.computeIfAbsent(each.name(), name -> new TreeMap<>())
                    .put(size, took.ours().p99());
            String what = size + " records: " + each.name();
            double most = each.ordered() ? 0.5 : 1.15;
            compare(report, what + ", p50", took.ours().median(), took.engine().median(), judged ? most : 0);
            compare(report, what + ", p99", took.ours().p99(), took.engine().p99(), judged && !each.ordered() ? 1.3 : 0);
        }
    }

    private static void suggestions(long size, LuceneSearchIndex ours, Report report) throws Exception {
        List<Latencies.Call> calls = new ArrayList<>();
        for (String typed : List.of("熔", "lot:2019", "type:inc", "sup", "口罩 检", "lots:L", "performedBy:李")) {
            SuggestionRequest request = new SuggestionRequest(Scope.everything(), typed, typed.length(), 10);
            calls.add(() -> ours.suggest(request));
        }
        Latencies took = Latencies.of(calls, ROUNDS);
        report.note(size + " records: suggestions, p50", took.median(), "ms");
        report.note(size + " records: suggestions, p99", took.p99(), "ms");
    }

    /** Builds the index anew while the one in use answers: always the same, and how long each answer takes meanwhile. */
    private static void rebuild(long size, LuceneSearchIndex ours, Report report) {
        SearchRequest request = request("熔喷布 进货检验", Sort.OCCURRED_NEWEST, Set.of(), null);
        long total = ours.search(request).total();
        List<Double> took = new ArrayList<>();
        long begin = System.nanoTime();
        ours.rebuild();
        while (ours.progress().rebuilding()) {
            long asked = System.nanoTime();
            long found = ours.search(request).total();
            took.add((System.nanoTime() - asked) / 1e6);
            if (found != total) {
                throw new IllegalStateException("Found " + found + " instead of " + total + " while rebuilding");
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (ours.progress().trouble() != null || ours.search(request).total() != total) {
            throw new IllegalStateException("Rebuilt wrongly: " + ours.progress());
        }
        report.note(size + " records: rebuilt beside the index in use, made up in between", size / seconds, "records/s");
        report.note(size + " records: searches answered meanwhile", took.size(), "");
        Latencies answers = Latencies.of(took.stream().mapToDouble(Double::doubleValue).toArray());
        report.note(size + " records: searches meanwhile, p50", answers.median(), "ms");
        report.note(size + " records: searches meanwhile, p99", answers.p99(), "ms");
    }

    private static void compare(Report report, String what, double ours, double engine, double most) {
        report.note(what + ", ours", ours, "ms");
        report.note(what + ", plain Lucene", engine, "ms");
        if (most > 0) {
            report.atMost(what + ", ratio", ours / engine, "", most);
        }
    }

    /** The same question on both sides. */
    private record Case(String name, List<Latencies.Call> ours, List<Latencies.Call> engine, boolean ordered) {}

    private static Case words(String name, LuceneSearchIndex ours, RawIndex raw, String... queries) throws IOException {
        List<Latencies.Call> first = new ArrayList<>();
        List<Latencies.Call> second = new ArrayList<>();
        for (String query : queries) {
            SearchRequest request = request(query, Sort.RELEVANCE, Set.of(), null);
            Query compiled = raw.compiled(query);
            same(name, ours.search(request), raw.byRelevance(compiled, LIMIT));
            first.add(() -> ours.search(request));
            second.add(() -> raw.highlighted(compiled, raw.byRelevance(compiled, LIMIT)));
        }
        return new Case(name, first, second, false);
    }

    private static Case lots(long size, SampleRecords records, LuceneSearchIndex ours, RawIndex raw)
            throws IOException {
        String[] queries = Stream.iterate(7L, number -> number + size / 20)
                .limit(20)
                .map(number -> "lots:" + records.lot(number))
                .toArray(String[]::new);
        return words("exact lot", ours, raw, queries);
    }

    private static Case filtered(LuceneSearchIndex ours, RawIndex raw) throws IOException {
        List<Latencies.Call> first = new ArrayList<>();
        List<Latencies.Call> second = new ArrayList<>();
        org.apache.lucene.search.Sort byId =
                new org.apache.lucene.search.Sort(new SortField(IndexFields.ID_ORDER, SortField.Type.STRING));
        for (String type : SampleRecords.TYPES) {
            SearchRequest request = new SearchRequest(
                    Scope.everything(),
                    "BFE:94..96",
                    List.of(Filter.of(Facet.TYPE, type), Filter.of(Facet.SITE, "S1")),
                    Sort.ID,
                    Set.of(),
                    LIMIT,
                    null,
                    OptionalLong.empty());
            Query filters = RawIndex.and(
                    raw.compiled("BFE:94..96"), RawIndex.value("type", type), RawIndex.value("site", "S1"));
            same("filter", ours.search(request), raw.sorted(filters, byId, LIMIT));
            first.add(() -> ours.search(request));
            second.add(() -> raw.sorted(filters, byId, LIMIT));
        }
        return new Case("filter, range and order", first, second, false);
    }

    private static Case facets(LuceneSearchIndex ours, RawIndex raw) throws IOException {
        List<String> names = List.of(
                "type", "site", "productFamily", "standards", "clauses", "verdict", "characteristic", "supplier", "month");
        List<RawIndex.Counted> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(raw.counted(name));
        }
        // Stages are counted by types in ours, so the plain side counts types twice.
        fields.add(fields.get(0));
        List<Latencies.Call> first = new ArrayList<>();
        List<Latencies.Call> second = new ArrayList<>();
        for (String query : List.of("熔喷布", "检验", "nose clip", "site:S2")) {
            SearchRequest request = request(query, Sort.RELEVANCE, EnumSet.allOf(Facet.class), null);
            Query compiled = raw.compiled(query);
            first.add(() -> ours.search(request));
            second.add(() -> raw.facets(compiled, fields, LIMIT));
        }
        return new Case("facets over 10 fields", first, second, false);
    }

    private static Case deep(LuceneSearchIndex ours, RawIndex raw) throws IOException {
        List<Latencies.Call> first = new ArrayList<>();
        List<Latencies.Call> second = new ArrayList<>();
        // An odd number of them, so that the median is a time of one and not the gap between two.
        for (String query : List.of("熔喷布", "检验", "nose clip")) {
            @Nullable String cursor = null;
            @Nullable ScoreDoc last = null;
            Query compiled = raw.compiled(query);
            for (int page = 1; page < DEEP_PAGE; page++) {
                cursor = ours.search(request(query, Sort.RELEVANCE, Set.of(), cursor))
                        .nextCursor();
                ScoreDoc[] hits = (last == null
                                ? raw.byRelevance(compiled, LIMIT)
                                : raw.after(compiled, last, LIMIT))
                        .scoreDocs;
                if (hits.length == 0 || cursor == null) {
                    break;
                }
                last = hits[hits.length - 1];
            }
            SearchRequest request = request(query, Sort.RELEVANCE, Set.of(), cursor);
            ScoreDoc before = last == null ? new ScoreDoc(0, Float.MAX_VALUE) : last;
            first.add(() -> ours.search(request));
            second.add(() -> raw.highlighted(compiled, raw.after(compiled, before, LIMIT)));
        }
        return new Case("page " + DEEP_PAGE, first, second, false);
    }

    private static Case newest(LuceneSearchIndex ours, RawIndex raw) throws IOException {
        List<Latencies.Call> first = new ArrayList<>();
        List<Latencies.Call> second = new ArrayList<>();
        org.apache.lucene.search.Sort byTime = new org.apache.lucene.search.Sort(
                new SortField(IndexFields.OCCURRED, SortField.Type.LONG, true));
        for (int i = 0; i < SampleRecords.TYPES.size(); i++) {
            String type = SampleRecords.TYPES.get(i);
            LocalDate from = SampleRecords.FIRST.toLocalDate().plusDays(300L * i);
            LocalDate to = from.plusDays(364);
            SearchRequest request = new SearchRequest(
                    Scope.everything(),
                    "occurredAt:" + from + ".." + to,
                    List.of(Filter.of(Facet.TYPE, type)),
                    Sort.OCCURRED_NEWEST,
                    Set.of(),
                    LIMIT,
                    null,
                    OptionalLong.empty());
            Query filters = RawIndex.and(RawIndex.value("type", type), RawIndex.occurred(from, to));
            same("newest first", ours.search(request), raw.sorted(filters, byTime, LIMIT));
            first.add(() -> ours.search(request));
            second.add(() -> raw.sorted(filters, byTime, LIMIT));
        }
        return new Case("newest first by type and year", first, second, true);
    }

    private void growth(Report report) {
        growth.forEach((name, bySize) -> {
            Double million = bySize.get(1_000_000L);
            Double five = bySize.get(5_000_000L);
            if (million != null && five != null) {
                String what = "p99 from 1 to 5 million: " + name;
                if (name.equals("exact lot") || name.startsWith("filter") || name.startsWith("newest")) {
                    report.atMost(what, five / million, "", 2);
                } else {
                    report.note(what, five / million, "");
                }
            }
        });
    }

    /** That both sides answer the same question. */
    private static void same(String what, SearchResult ours, TopDocs raw) {
        if (ours.total() != raw.totalHits.value || ours.hits().size() != Math.min(LIMIT, raw.scoreDocs.length)) {
            throw new IllegalStateException(
                    what + ": " + ours.query() + " finds " + ours.total() + " and " + raw.totalHits);
        }
    }

    private static SearchRequest request(String query, Sort sort, Set<Facet> facets, @Nullable String cursor) {
        return new SearchRequest(
                Scope.everything(), query, List.of(), sort, facets, LIMIT, cursor, OptionalLong.empty());
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
