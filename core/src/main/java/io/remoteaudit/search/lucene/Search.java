package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.Matches;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.QueryFields;
import io.remoteaudit.search.query.QueryJson;
import io.remoteaudit.search.query.QueryParser;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.search.query.ScopedFields;
import io.remoteaudit.standard.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** One search for one scope at one ledger size, on one view of the index. */
final class Search {

    private final IndexSearcher searcher;
    private final Vocabulary vocabulary;
    private final Scope scope;
    private final SegmentMemory remembered;
    private final boolean newest;
    private final long ledgerSize;
    private final Instant asked;
    private final Deadline deadline;
    private final @Nullable EngagementQuestions questions;
    private final Query inScope;
    private final QueryFields fields;
    private final Clause clause;
    private final Query words;

    /**
     * Understands a query and makes it ready to be run.
     *
     * @param view the index as it stands, at this ledger size or a later one
     * @param asked when the first page of it was asked for, which "today" in the query means
     * @param searcher over the view's reader of the newest state where that is of this ledger size, else over its history
     * @param remembered what is known of the newest state's segments
     * @param request whose scope and query are taken
     * @param questions of the engagement it is made for; null if it is made for none
     */
    Search(
            View view,
            IndexSearcher searcher,
            SegmentMemory remembered,
            Vocabulary vocabulary,
            Instant asked,
            ZoneId zone,
            SearchRequest request,
            @Nullable EngagementQuestions questions,
            long ledgerSize,
            Deadline deadline)
            throws IOException {
        this.searcher = searcher;
        this.remembered = remembered;
        this.newest = view.size() == ledgerSize;
        this.vocabulary = vocabulary;
        this.scope = request.scope();
        this.ledgerSize = ledgerSize;
        this.asked = asked;
        this.deadline = deadline;
        this.questions = questions;
        this.inScope = inScope(scope, ledgerSize, newest);
        this.fields = new ScopedFields(
                scope,
                vocabulary.catalogue(),
                vocabulary.analyzer()::simplified,
                new SeenNames(searcher, inScope, deadline));
        this.clause = request.json()
                ? QueryJson.read(request.query().getBytes(StandardCharsets.UTF_8), fields)
                : QueryParser.parse(request.query(), fields, Clock.fixed(asked, zone));
        this.words = new QueryCompiler(
                        searcher,
                        inScope,
                        view.held(searcher.getIndexReader()),
                        vocabulary,
                        WordFields.visible(view.attributes(), scope),
                        verdictField(scope),
                        questions == null ? Answers.NONE : questions,
                        deadline)
                .compile(clause);
    }

    static Query inScope(Scope scope, long ledgerSize, boolean newest) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        ScopeFilter.addScope(scope, all);
        if (!newest) {
            ScopeFilter.addSize(ledgerSize, all);
        }
        List<BooleanClause> clauses = all.build().clauses();
        boolean some = clauses.stream().anyMatch(part -> part.getOccur() == BooleanClause.Occur.FILTER);
        return some ? all.build() : new MatchAllDocsQuery();
    }

    SearchResult page(SearchRequest request, Cursors cursors, Cursors.@Nullable Position after) throws IOException {
        ResultOrder order = ResultOrder.of(request.sort(), clause, scope, fields);
        FacetCounts counted = counters(request.facets());
        Query matching = filtered(request.filters());
        if (newest && !order.needsScores()) {
            matching = AllOfQuery.of(matching, remembered);
        }
        FirstHits hits = collected(order, request.limit() + 1, after == null ? null : order.after(after), matching);
        run(matching, request.facets().isEmpty() ? hits : MultiCollector.wrap(hits, counted));

        FieldDoc[] found = hits.found();
        int shown = Math.min(request.limit(), found.length);
        String next = null;
        if (shown > 0 && found.length > shown) {
            next = cursors.seal(request, order.position(ledgerSize, asked, found[shown - 1]));
        }
        return new SearchResult(
                ledgerSize,
                clause.canonical(),
                hits.total(),
                hits(found, shown),
                facets(request.facets(), counted),
                next);
    }

    /** Orders that are asked for often have collectors of their own; Lucene's does the others. */
    private static FirstHits collected(ResultOrder order, int most, @Nullable FieldDoc after, Query matching) {
        if (order.isOfIndex()) {
            return new NewestFirst(most, after);
        } else if (order.isMostRelevant()) {
            return new MostRelevant(most, after);
        } else if (order.isById()) {
            return new FirstById(most, order.falling(), after, matching instanceof AllOfQuery all ? all : null);
        }
        return new FirstInOrder(order, most, after);
    }

    /** The leaf indices of all matches, rising. */
    long[] leaves(List<Filter> filters) throws IOException {
        LeafCollector leaves = new LeafCollector();
        run(filtered(filters), leaves);
        return leaves.sorted();
    }

    /** All matches with their value of a side; readable as long as the view is held. */
    Matches matches(List<Filter> filters, @Nullable Facet side, int most) throws IOException {
        String field = side == null
                ? null
                : IndexFields.COUNTED
                        + counted(side).orElseThrow(() -> QuerySyntaxException.unknownFilter(side.wireName()));
        MatchCollector matches = new MatchCollector(most, field);
        run(filtered(filters), matches);
        return new Matches(ledgerSize, clause.canonical(), matches.count(), matches.inLeafOrder());
    }

    private void run(Query query, Collector collector) throws IOException {
        try {
            searcher.search(query, new CollectorManager<Collector, Collector>() {
                @Override
                public Collector newCollector() {
                    return collector;
                }

                @Override
                public Collector reduce(Collection<Collector> collectors) {
                    return collector;
                }
            });
        } catch (IndexSearcher.TooManyClauses e) {
            throw new QueryTooCostlyException("This search stands for more than " + IndexSearcher.getMaxClauseCount()
                    + " words over all fields; use fewer words, or name fields");
        }
        if (searcher.timedOut()) {
            throw deadline.exceeded();
        }
    }

    private Query filtered(List<Filter> filters) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(words, BooleanClause.Occur.MUST);
        if (!(inScope instanceof MatchAllDocsQuery)) {
            all.add(inScope, BooleanClause.Occur.FILTER);
        }
        for (Filter filter : filters) {
            String name = counted(filter.facet())
                    .orElseThrow(() ->
                            QuerySyntaxException.unknownFilter(filter.facet().wireName()));
            Collection<String> values = filter.facet() == Facet.STAGE ? types(filter.values()) : filter.values();
            all.add(
                    values.isEmpty()
                            ? new MatchNoDocsQuery("no record type is of such a stage")
                            : ScopeFilter.anyOf(IndexFields.RAW + name, values),
                    BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    /** A stage is a set of record types, so that it always is what the catalogue says now. */
    private Set<String> types(Set<String> stages) {
        return vocabulary.catalogue().recordTypes().stream()
                .filter(type -> stages.contains(type.stage().wireName()))
                .map(RecordType::id)
                .collect(Collectors.toSet());
    }

    private FacetCounts counters(Set<Facet> facets) {
        FacetCounts counts = new FacetCounts();
        for (Facet facet : facets) {
            counted(facet)
                    .ifPresent(name ->
                            counts.count(facet == Facet.STAGE ? Facet.TYPE : facet, IndexFields.COUNTED + name));
        }
        return counts;
    }

    private Map<Facet, List<FacetCount>> facets(Set<Facet> wanted, FacetCounts counted) {
        Map<Facet, List<FacetCount>> facets = counted.counts();
        List<FacetCount> types = facets.get(Facet.TYPE);
        if (wanted.contains(Facet.STAGE) && types != null) {
            facets.put(Facet.STAGE, byStage(types));
        }
        facets.keySet().retainAll(wanted);
        return facets;
    }

    private List<FacetCount> byStage(List<FacetCount> types) {
        Map<String, Long> stages = new TreeMap<>();
        for (FacetCount type : types) {
            vocabulary
                    .catalogue()
                    .recordType(type.value())
                    .ifPresent(known -> stages.merge(known.stage().wireName(), type.count(), Long::sum));
        }
        return FacetCounts.sorted(stages);
    }

    private List<SearchHit> hits(FieldDoc[] found, int shown) throws IOException {
        int[] documents = new int[shown];
        for (int i = 0; i < shown; i++) {
            documents[i] = found[i].doc;
        }
        List<List<Highlight>> highlights = new Highlights(searcher, vocabulary.analyzer()).of(words, documents);
        List<SearchHit> hits = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            deadline.check();
            hits.add(hit(found[i], highlights.get(i)));
        }
        return questions == null ? hits : withAnswers(hits, questions);
    }

    private static List<SearchHit> withAnswers(List<SearchHit> hits, EngagementQuestions questions) throws IOException {
        Map<String, Highlight> answers =
                questions.highlights(hits.stream().map(SearchHit::id).toList());
        List<SearchHit> shown = new ArrayList<>();
        for (SearchHit hit : hits) {
            List<Highlight> highlights = new ArrayList<>(hit.highlights());
            Optional.ofNullable(answers.get(hit.id())).ifPresent(highlights::add);
            shown.add(new SearchHit(hit.id(), hit.version(), hit.leafIndex(), highlights));
        }
        return shown;
    }

    /** Values by record are read at once, where a stored document would have to be unpacked. */
    private SearchHit hit(FieldDoc found, List<Highlight> highlights) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        LeafReaderContext segment = segments.get(ReaderUtil.subIndex(found.doc, segments));
        int doc = found.doc - segment.docBase;
        SortedDocValues id = DocValues.getSorted(segment.reader(), IndexFields.ID_ORDER);
        NumericDocValues version = DocValues.getNumeric(segment.reader(), RecordField.VERSION.queryName());
        if (!id.advanceExact(doc) || !version.advanceExact(doc)) {
            throw new IllegalStateException("A record in the search index lacks its id; delete the index");
        }
        return new SearchHit(
                id.lookupOrd(id.ordValue()).utf8ToString(),
                Math.toIntExact(version.longValue()),
                ResultOrder.leafIndex(found),
                highlights);
    }

    /** The index field a facet counts and filters by; empty if the scope masks what it reads. */
    private Optional<String> counted(Facet facet) {
        if (!RecordField.isVisible(scope, facet.field())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (facet) {
                    case TYPE, STAGE -> RecordField.TYPE.queryName();
                    case SITE -> RecordField.SITE.queryName();
                    case PRODUCT_FAMILY -> RecordField.PRODUCT_FAMILY.queryName();
                    case STANDARD -> RecordField.STANDARDS.queryName();
                    case CLAUSE -> RecordField.CLAUSES.queryName();
                    case CHARACTERISTIC -> RecordField.CHARACTERISTIC.queryName();
                    case SUPPLIER -> IndexFields.SUPPLIER;
                    case VERDICT -> verdictField(scope);
                    case MONTH -> IndexFields.MONTH;
                });
    }

    static String verdictField(Scope scope) {
        String verdict = RecordField.VERDICT.queryName();
        return RecordField.isVisible(scope, IndexFields.ATTRIBUTES + verdict) ? verdict : IndexFields.MEASURED_VERDICT;
    }

    /** Takes the leaf index of each match. */
    private static final class LeafCollector extends SimpleCollector {

        private NumericDocValues values = DocValues.emptyNumeric();
        private long[] leaves = new long[64];
        private int count;

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getNumeric(context.reader(), IndexFields.LEAF);
        }

        @Override
        public void collect(int doc) throws IOException {
            if (values.advanceExact(doc)) {
                if (count == leaves.length) {
                    leaves = Arrays.copyOf(leaves, count * 2);
                }
                leaves[count++] = values.longValue();
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(leaves, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
