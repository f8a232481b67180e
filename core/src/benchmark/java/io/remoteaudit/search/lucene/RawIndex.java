package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.QueryParser;
import io.remoteaudit.search.query.ScopedFields;
import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The engine alone: a plain Lucene index of the same documents by the same analyzer, in the order they come, with the
 * newest version of each alone; and the plain searches a program would make of it, with exact totals and the ids of the
 * hits. No scope, no ledger size, no cursor.
 */
final class RawIndex implements AutoCloseable {

    private static final String OCCURRED = "rawOccurred";
    private static final Set<String> STORED = Set.of(IndexFields.TEXT + "id");

    private final MMapDirectory directory;
    private final IndexWriter writer;
    private final Vocabulary vocabulary;
    private @Nullable DirectoryReader reader;
    private @Nullable IndexSearcher searcher;

    RawIndex(Path path, Vocabulary vocabulary) throws IOException {
        this.vocabulary = vocabulary;
        this.directory = new MMapDirectory(path);
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig(vocabulary.analyzer())
                        .setSimilarity(new FrozenSimilarity())
                        .setRAMBufferSizeMB(Build.BUFFER_MEGABYTES));
    }

    /** The documents of entries, made before the clock runs. */
    List<Document> documents(List<Entry> entries) {
        List<Document> documents = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Document document = RecordDocument.of(
                    entry, AttachmentTexts.off()::find, entry.leafIndex().orElseThrow(), Long.MAX_VALUE, vocabulary.catalogue());
            entry.field("occurredAt")
                    .ifPresent(at -> document.add(new LongPoint(
                            OCCURRED,
                            OffsetDateTime.parse(at.textValue()).toInstant().toEpochMilli())));
            documents.add(document);
        }
        return documents;
    }

    void add(List<Entry> entries, List<Document> documents) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.version() == 1) {
                writer.addDocument(documents.get(i));
            } else {
                writer.updateDocument(
                        new Term(IndexFields.KEY, IndexFields.key(entry.subject(), entry.version() - 1)),
                        documents.get(i));
            }
        }
    }

    boolean isEmpty() {
        return writer.getDocStats().maxDoc == 0;
    }

    void commit() throws IOException {
        writer.commit();
    }

    /** Merges down to a few segments, and tells how many there are then. */
    int merge(int most) throws IOException {
        writer.forceMerge(most);
        writer.commit();
        return searcher().getIndexReader().leaves().size();
    }

    IndexSearcher searcher() throws IOException {
        IndexSearcher open = searcher;
        if (open == null) {
            DirectoryReader opened = DirectoryReader.open(writer);
            reader = opened;
            open = new IndexSearcher(opened);
            open.setSimilarity(new FrozenSimilarity());
            searcher = open;
        }
        return open;
    }

    /** The Lucene query that a query of ours stands for, over the same fields. */
    Query compiled(String query) throws IOException {
        IndexSearcher over = searcher();
        Deadline deadline = Deadline.in(Duration.ofHours(1));
        Clause clause = QueryParser.parse(
                query,
                new ScopedFields(
                        Scope.everything(),
                        vocabulary.catalogue(),
                        vocabulary.analyzer()::simplified,
                        new SeenNames(over, new MatchAllDocsQuery(), deadline)),
                Clock.systemUTC());
        return new QueryCompiler(
                        over,
                        new MatchAllDocsQuery(),
                        new HeldTerms(),
                        vocabulary,
                        WordFields.visible(WordFields.attributes(over.getIndexReader()), Scope.everything()),
                        "verdict",
                        Answers.NONE,
                        deadline)
                .compile(clause);
    }

    static Query and(Query query, Query... filters) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(query, BooleanClause.Occur.MUST);
        for (Query filter : filters) {
            all.add(filter, BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    static Query value(String field, String value) {
        return new TermQuery(new Term(IndexFields.RAW + field, value));
    }

    /** The days as a plain index has them: a range of instants. */
    static Query occurred(LocalDate from, LocalDate to) {
        ZoneOffset offset = SampleRecords.FIRST.getOffset();
        return LongPoint.newRangeQuery(
                OCCURRED,
                from.atStartOfDay().toInstant(offset).toEpochMilli(),
                to.plusDays(1).atStartOfDay().toInstant(offset).toEpochMilli() - 1);
    }

    TopDocs byRelevance(Query query, int limit) throws IOException {
        return withIds(searcher().search(query, new TopScoreDocCollectorManager(limit, null, Integer.MAX_VALUE)));
    }

    TopDocs sorted(Query query, Sort sort, int limit) throws IOException {
        return withIds(searcher().search(query, new TopFieldCollectorManager(sort, limit, null, Integer.MAX_VALUE)));
    }

    TopDocs after(Query query, ScoreDoc last, int limit) throws IOException {
        return withIds(searcher().search(query, new TopScoreDocCollectorManager(limit, last, Integer.MAX_VALUE)));
    }

    /** A field to count, with the values' numbers over all segments made beforehand. */
    record Counted(String name, StringDocValuesReaderState state) {}

    Counted counted(String field) throws IOException {
        String name = IndexFields.COUNTED + field;
        return new Counted(name, new StringDocValuesReaderState(searcher().getIndexReader(), name));
    }

    /** Lucene's own counting of the same fields. */
    List<FacetResult> facets(Query query, List<Counted> fields, int limit) throws IOException {
        FacetsCollectorManager.FacetsResult found =
                FacetsCollectorManager.search(searcher(), query, limit, new FacetsCollectorManager());
        withIds(found.topDocs());
        FacetsCollector matches = found.facetsCollector();
        List<FacetResult> results = new ArrayList<>();
        for (Counted field : fields) {
            results.add(new StringValueFacetCounts(field.state(), matches).getAllChildren(field.name()));
        }
        return results;
    }

    private TopDocs withIds(TopDocs found) throws IOException {
        for (ScoreDoc hit : found.scoreDocs) {
            if (searcher().storedFields().document(hit.doc, STORED).get(IndexFields.TEXT + "id") == null) {
                throw new IllegalStateException("A hit without an id");
            }
        }
        return found;
    }

    /** What a program that shows words where they stand asks of Lucene's own highlighter. */
    TopDocs highlighted(Query query, TopDocs found) throws IOException {
        int[] documents = new int[found.scoreDocs.length];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = found.scoreDocs[i].doc;
        }
        List<List<Highlight>> highlights =
                new Highlights(searcher(), vocabulary.analyzer()).of(query, documents);
        if (highlights.size() != documents.length) {
            throw new IllegalStateException("Not each hit was highlighted");
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(reader, writer, directory);
    }
}
