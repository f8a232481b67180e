package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.ClosedLedger;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.IndexProgress;
import io.remoteaudit.search.Matches;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.SearchUnavailableException;
import io.remoteaudit.search.SuggestionRequest;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.search.UnsearchableAttachments;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.MessageFields;
import io.remoteaudit.search.query.QueryParser;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.trace.LotIndex;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.TraceRequest;
import io.remoteaudit.trace.TracedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.UsageTrackingQueryCachingPolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * A search index in a directory of this machine. It follows the ledger by itself from opening to closing, goes on where
 * it stopped, and builds itself anew when it is missing, unreadable, of another format or not of this ledger.
 *
 * <p>Safe for use by several threads; also by threads that get interrupted.
 */
public final class LuceneSearchIndex implements SearchIndex, LotIndex {

    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(2);
    private static final Duration VISIT_LIMIT = Duration.ofSeconds(60);
    private static final Duration MATCHES_LIMIT = Duration.ofSeconds(20);
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(30);
    private static final int SUGGESTION_SHARE = 4;
    private static final int CACHED_QUERIES = 200;
    private static final long CACHED_BYTES = 32L << 20;

    private final Path path;
    private final EntrySource source;
    private final Vocabulary vocabulary;
    private final Cursors cursors;
    private final Clock clock;
    private final Duration limit;
    private final LRUQueryCache cache = new LRUQueryCache(CACHED_QUERIES, CACHED_BYTES);
    private final SegmentMemory remembered = new SegmentMemory();
    private final UsageTrackingQueryCachingPolicy cachingPolicy = new UsageTrackingQueryCachingPolicy();
    private final Progress progress = new Progress();
    private final AttachmentTexts texts;
    private final List<Thread> threads;
    private final Ledger.Registration registration;

    LuceneSearchIndex(
            IndexDirectory directory,
            EntrySource source,
            AttachmentTexts texts,
            Vocabulary vocabulary,
            byte[] cursorKey,
            Clock clock,
            Duration limit) {
        this.source = source;
        this.texts = texts;
        this.vocabulary = vocabulary;
        this.cursors = new Cursors(cursorKey, clock);
        this.clock = clock;
        this.limit = limit;
        this.path = directory.path();
        this.threads = List.of(
                new Thread(
                        new Follower(source, directory, vocabulary, progress, texts, clock),
                        "remote-audit-search-index"),
                new Thread(new TextReading(source, texts, progress), "remote-audit-attachment-texts"));
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
        this.registration = source.onGrowth(size -> progress.moreWork());
    }

    /**
     * Loads what {@link #open} needs.
     *
     * @param catalogue as for {@link #open}
     * @param glossary as for {@link #open}
     */
    public static void preload(Catalogue catalogue, Glossary glossary) {
        Vocabulary.of(catalogue, glossary);
    }

    /**
     * Opens an index, which follows the ledger from a moment later on, or as soon as somebody searches or waits for it:
     * what a host does when it starts comes first. Returns at once; {@link #awaitIndexed} waits for what is needed.
     *
     * @param directory a directory of its own on a local disk; created if it is missing
     * @param ledger the ledger to follow
     * @param texts reads attachments; closed with the index
     * @param catalogue tells the names and units of characteristics, and the record types with their stages
     * @param glossary what the words of queries are called otherwise
     * @param cursorKey 32 random bytes that seal cursors; another key makes earlier cursors invalid
     * @param clock tells when cursors expire
     * @return the index; to be closed
     * @throws StoreException if the directory is in use, on a network file system or not writable
     */
    public static LuceneSearchIndex open(
            Path directory,
            Ledger ledger,
            AttachmentTexts texts,
            Catalogue catalogue,
            Glossary glossary,
            byte[] cursorKey,
            Clock clock) {
        return new LuceneSearchIndex(
                IndexDirectory.hold(directory),
                EntrySource.of(ledger),
                texts,
                Vocabulary.of(catalogue, glossary),
                cursorKey,
                clock,
                SEARCH_LIMIT);
    }

    @Override
    public SearchResult search(SearchRequest request) {
        Deadline deadline = Deadline.in(limit);
        Optional<Cursors.Position> after =
                Optional.ofNullable(request.cursor()).map(cursor -> cursors.open(request, cursor));
        long size = after.map(Cursors.Position::ledgerSize)
                .orElseGet(() -> request.ledgerSize().orElseGet(() -> newest(deadline)));
        Instant asked = after.map(Cursors.Position::asked).orElseGet(clock::instant);
        return at(
                size,
                deadline,
                view -> search(view, request, asked, size, deadline).page(request, cursors, after.orElse(null)));
    }

    @Override
    public Suggestions suggest(SuggestionRequest request) {
        // Someone is typing, so less time is worth waiting than for a search.
        Deadline deadline = Deadline.in(limit.dividedBy(SUGGESTION_SHARE));
        long size = newest(deadline);
        return at(
                size,
                deadline,
                view -> new Completions(
                                view,
                                bounded(view.size() == size ? view.getIndexReader() : view.history(), deadline),
                                vocabulary,
                                clock,
                                request,
                                size,
                                deadline)
                        .suggestions());
    }

    @Override
    public long forEachMatch(Scope scope, String query, List<Filter> filters, long ledgerSize, LongConsumer visitor) {
        Deadline deadline = Deadline.in(VISIT_LIMIT);
        long[] leaves = at(
                ledgerSize,
                deadline,
                view -> search(view, SearchRequest.of(scope, query), clock.instant(), ledgerSize, deadline)
                        .leaves(filters));
        for (long leaf : leaves) {
            visitor.accept(leaf);
        }
        return leaves.length;
    }

    @Override
    public <T> T matches(SearchRequest request, @Nullable Facet side, int most, Function<Matches, T> reading) {
        Deadline deadline = Deadline.in(MATCHES_LIMIT);
        long size = request.ledgerSize().orElseGet(() -> newest(deadline));
        return at(
                size,
                deadline,
                view -> reading.apply(
                        search(view, request, clock.instant(), size, deadline).matches(request.filters(), side, most)));
    }

    @Override
    public Hash glossary() {
        return vocabulary.entries().digest();
    }

    private Search search(View view, SearchRequest request, Instant asked, long ledgerSize, Deadline deadline)
            throws IOException {
        boolean newest = view.size() == ledgerSize;
        IndexSearcher searcher = bounded(newest ? view.getIndexReader() : view.history(), deadline);
        String engagement = request.engagement();
        EngagementQuestions questions = engagement == null ? null : questions(view, engagement, ledgerSize, deadline);
        return new Search(
                view,
                searcher,
                remembered,
                vocabulary,
                asked,
                clock.getZone(),
                request,
                questions,
                ledgerSize,
                deadline);
    }

    private EngagementQuestions questions(View view, String engagement, long ledgerSize, Deadline deadline)
            throws IOException {
        IndexSearcher searcher = bounded(view.history(), deadline);
        return new EngagementQuestions(
                searcher, view.held(searcher.getIndexReader()), vocabulary, engagement, ledgerSize, deadline);
    }

    @Override
    public List<String> questions(String engagement, String query, long ledgerSize) {
        Deadline deadline = Deadline.in(limit);
        Clause clause = QueryParser.parse(query, new MessageFields(), clock);
        return at(
                ledgerSize,
                deadline,
                view -> QuestionList.of(questions(view, engagement, ledgerSize, deadline), clause));
    }

    @Override
    public Optional<LotTrace> trace(Scope scope, String lot, TraceRequest request, long ledgerSize) {
        return lots(scope, ledgerSize, records -> new LotWalk(records, scope).trace(lot, request, ledgerSize));
    }

    @Override
    public List<TracedRecord> naming(Scope scope, String lot, long ledgerSize) {
        return lots(scope, ledgerSize, records -> new LotDetails(records, scope).naming(lot));
    }

    @Override
    public List<TracedRecord> keyed(
            Scope scope, String recordType, String attribute, Set<String> keys, long ledgerSize) {
        return lots(scope, ledgerSize, records -> records.keyed(recordType, attribute, keys));
    }

    @Override
    public List<TracedRecord> between(
            Scope scope, String recordType, String site, Instant from, Instant to, long ledgerSize) {
        return lots(scope, ledgerSize, records -> records.between(recordType, site, from, to));
    }

    /** What is read of lots. */
    private interface LotReading<T> {
        T of(LotRecords records) throws IOException;
    }

    private <T> T lots(Scope scope, long ledgerSize, LotReading<T> reading) {
        Deadline deadline = Deadline.in(limit);
        return at(ledgerSize, deadline, view -> {
            boolean newest = view.size() == ledgerSize;
            DirectoryReader reader = (DirectoryReader) view.getIndexReader();
            if (!vocabulary
                    .fingerprint()
                    .equals(Build.State.of(reader.getIndexCommit().getUserData())
                            .catalogue())) {
                throw SearchUnavailableException.ofOtherCatalogue();
            }
            IndexSearcher searcher = bounded(newest ? reader : view.history(), deadline);
            return reading.of(new LotRecords(searcher, vocabulary.catalogue(), scope, ledgerSize, newest, deadline));
        });
    }

    @Override
    public UnsearchableAttachments unsearchableAttachments(int limit) {
        if (limit < 0 || limit > SearchRequest.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "From 0 to " + SearchRequest.MAX_LIMIT + " records are named, not " + limit);
        }
        Deadline deadline = Deadline.in(this.limit);
        return at(
                newest(deadline),
                deadline,
                view -> UnsearchableRecords.at(view.size(), limit, bounded(view.getIndexReader(), deadline)));
    }

    @Override
    public long indexedSize() {
        return progress.size();
    }

    @Override
    public IndexProgress progress() {
        return progress.toIndexProgress(source.size());
    }

    @Override
    public IndexCheck check(LongConsumer reached) {
        Comparison comparison = new Comparison(source, texts, vocabulary, true, clock, reached);
        IndexCheck first = compare(comparison);
        if (first.same() || first.total() > first.differences().size()) {
            return first;
        }
        // What was erased or read from an attachment meanwhile is right a moment later.
        progress.awaitSize(source.size(), limit);
        return first.and(compare(comparison));
    }

    private IndexCheck compare(Comparison comparison) {
        Deadline deadline = Deadline.in(limit);
        return at(newest(deadline), deadline, comparison::of);
    }

    /**
     * Compares an index that no process uses, as in a copy or while the module is stopped, with its ledger. Nothing is
     * written but the mark that the directory is in use.
     *
     * @param directory the index's directory
     * @param texts the directory of the texts of attachments
     * @param ledger the ledger
     * @param catalogue the catalogue the index was made with; measured values are left out if it is another
     * @param clock gives the time
     * @param reached told the leaf index reached, from time to time; whatever it throws ends the check
     * @return what differs
     * @throws StoreException if a process uses the directory, which is named, or there is no index in it
     */
    public static IndexCheck check(
            Path directory, Path texts, ClosedLedger ledger, Catalogue catalogue, Clock clock, LongConsumer reached) {
        if (!Files.isDirectory(directory)) {
            throw new StoreException("RA-0316", "There is no search index: " + directory + " does not exist");
        }
        try (IndexDirectory held = IndexDirectory.hold(directory)) {
            Path build = held.current()
                    .orElseThrow(() -> new StoreException(
                            "RA-0316",
                            "There is no search index in " + directory + "; it is built when the module runs"));
            return check(build, texts, EntrySource.of(ledger), catalogue, clock, reached);
        } catch (IOException | IllegalArgumentException e) {
            if (Setbacks.isDamage(e)) {
                return Comparison.damaged(clock, e);
            }
            throw new StoreException(
                    "RA-0316",
                    "The search index in " + directory + " cannot be read (" + e.getMessage()
                            + "); it is rebuilt from the ledger when the module runs",
                    e);
        }
    }

    private static IndexCheck check(
            Path path, Path texts, EntrySource source, Catalogue catalogue, Clock clock, LongConsumer reached)
            throws IOException {
        Build.State state = Build.State.read(path);
        try (AttachmentTexts kept = AttachmentTexts.kept(texts, state.texts());
                Build build = Build.readOnly(path, state)) {
            View view = build.acquire();
            try {
                return new Comparison(source, kept, Vocabulary.of(catalogue, Glossary.empty()), false, clock, reached)
                        .of(view);
            } finally {
                build.release(view);
            }
        }
    }

    @Override
    public void rebuild() {
        progress.wantRebuild(() -> new Pace(path, true, clock, 0, source.size()));
    }

    @Override
    public boolean awaitIndexed(long ledgerSize, Duration timeout) {
        return progress.awaitSize(ledgerSize, timeout);
    }

    @Override
    public void close() {
        registration.close();
        progress.stop();
        texts.close();
        boolean interrupted = false;
        long end = System.nanoTime() + CLOSING_LIMIT.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() < end) {
                try {
                    thread.join(CLOSING_LIMIT.toMillis());
                } catch (InterruptedException e) {
                    // The index must be whole before its directory is given free, so the interrupt waits.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done with a view of the index. */
    private interface Reading<T> {
        T read(View view) throws IOException;
    }

    private <T> T at(long size, Deadline deadline, Reading<T> reading) {
        if (size < 0) {
            throw new IllegalArgumentException("A ledger size is not negative: " + size);
        }
        try {
            while (true) {
                boolean possible = size <= progress.size() || size <= source.size();
                if (!possible || !progress.awaitSize(size, deadline.remaining())) {
                    throw new SearchUnavailableException(progress.size(), size);
                }
                Optional<Build> build = progress.answering();
                Optional<View> view = build.isPresent() ? acquire(build.get()) : Optional.empty();
                if (view.isPresent()) {
                    try {
                        return reading.read(view.get());
                    } finally {
                        build.get().release(view.get());
                    }
                }
                deadline.check();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<View> acquire(Build build) throws IOException {
        try {
            return Optional.of(build.acquire());
        } catch (AlreadyClosedException e) {
            // Another build took over in this very moment; the caller looks again.
            return Optional.empty();
        }
    }

    /** A searcher of this search's own, since a timeout belongs to one, over the shared reader. */
    private IndexSearcher bounded(IndexReader reader, Deadline deadline) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new FrozenSimilarity());
        searcher.setQueryCache(cache);
        searcher.setQueryCachingPolicy(cachingPolicy);
        searcher.setTimeout(deadline);
        return searcher;
    }

    private long newest(Deadline deadline) {
        if (!progress.awaitSize(0, deadline.remaining())) {
            throw new SearchUnavailableException(0, source.size());
        }
        return progress.size();
    }
}
