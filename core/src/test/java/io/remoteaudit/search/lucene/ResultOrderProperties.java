package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Orders that have collectors of their own give what Lucene's own collector gives, page by page, only sooner. */
class ResultOrderProperties {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String TEXT = "text";
    private static final TermQuery WORD = new TermQuery(new Term(TEXT, "w"));

    /** Two conditions, in a query as searches have them. */
    private static final Query BOTH = new BooleanQuery.Builder()
            .add(new ConstantScoreQuery(WORD), BooleanClause.Occur.MUST)
            .add(
                    new BooleanQuery.Builder()
                            .add(
                                    NumericDocValuesField.newSlowRangeQuery(IndexFields.LEAF, 3, Long.MAX_VALUE),
                                    BooleanClause.Occur.FILTER)
                            .build(),
                    BooleanClause.Occur.FILTER)
            .build();

    /** The same, of some days as well. */
    private static final Query BOTH_OF_DAYS = new BooleanQuery.Builder()
            .add(BOTH, BooleanClause.Occur.MUST)
            .add(OccurredDaysQuery.of(LocalDate.ofEpochDay(1), LocalDate.ofEpochDay(2)), BooleanClause.Occur.FILTER)
            .build();

    /** A document: how often it has the word, and on which day it happened. */
    record Sample(int frequency, long occurred, boolean endsSegment) {}

    @Property(tries = 300)
    void theMostRelevantAreTheSameThatLuceneFinds(@ForAll("samples") List<Sample> samples, @ForAll("sizes") int most)
            throws IOException {
        assertSamePages(
                samples,
                new ResultOrder(List.of(SortField.FIELD_SCORE, newestFirst())),
                most,
                after -> new MostRelevant(most, after));
    }

    @Property(tries = 300)
    void theFirstByIdAreTheSameThatLuceneFinds(
            @ForAll("samples") List<Sample> samples, @ForAll("sizes") int most, @ForAll boolean falling)
            throws IOException {
        assertSamePages(
                samples,
                new ResultOrder(List.of(new SortField(IndexFields.ID_ORDER, SortField.Type.STRING, falling))),
                most,
                after -> new FirstById(most, falling, after, null));
    }

    @Property(tries = 300)
    void theNewestAreTheSameThatLuceneFinds(@ForAll("samples") List<Sample> samples, @ForAll("sizes") int most)
            throws IOException {
        assertSamePages(samples, new ResultOrder(List.of(newestFirst())), most, after -> new NewestFirst(most, after));
    }

    @Property(tries = 300)
    void combinedBitsGiveTheRecordsThatLuceneFinds(
            @ForAll("samples") List<Sample> samples,
            @ForAll("sizes") int most,
            @ForAll boolean falling,
            @ForAll boolean ofDays)
            throws IOException {
        Query wanted = ofDays ? BOTH_OF_DAYS : BOTH;
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            write(samples, directory);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                SegmentMemory remembered = new SegmentMemory(1);
                ResultOrder byId =
                        new ResultOrder(List.of(new SortField(IndexFields.ID_ORDER, SortField.Type.STRING, falling)));
                ResultOrder newest = new ResultOrder(List.of(newestFirst()));
                // Looked at one by one at first; conditions are remembered the second time, then the order of ids.
                for (int time = 0; time < 5; time++) {
                    @Nullable FieldDoc after = null;
                    do {
                        AllOfQuery all = (AllOfQuery) AllOfQuery.of(wanted, remembered);
                        FirstHits own = new FirstById(most, falling, after, all);
                        assertSamePage(searcher, wanted, all, own, new FirstInOrder(byId, most, after));
                        FieldDoc[] found = own.found();
                        after = found.length == 0 ? null : behind(found[found.length - 1]);
                    } while (after != null);
                    AllOfQuery again = (AllOfQuery) AllOfQuery.of(wanted, remembered);
                    assertSamePage(
                            searcher, wanted, again, new NewestFirst(most, null), new FirstInOrder(newest, most, null));
                }
            }
        }
    }

    @Example
    void matchesThatAllComeLateAreFoundAsWell() throws IOException {
        List<Sample> samples = IntStream.range(0, 101)
                .mapToObj(leaf -> new Sample(number(leaf) < 70 ? 0 : 1, 1, false))
                .toList();
        combinedBitsGiveTheRecordsThatLuceneFinds(samples, 1, false, false);
        combinedBitsGiveTheRecordsThatLuceneFinds(samples, 1, true, false);
    }

    private static void assertSamePage(
            IndexSearcher searcher, Query wanted, AllOfQuery query, FirstHits own, FirstHits engine)
            throws IOException {
        searcher.search(query, new OneCollector<>(own));
        searcher.search(wanted, new OneCollector<>(engine));
        assertThat(values(own.found())).isEqualTo(values(engine.found()));
        assertThat(own.total()).isEqualTo(engine.total());
        assertThat(searcher.count(query)).isEqualTo((int) engine.total());
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(0, 4),
                        Arbitraries.integers().between(0, 9).map(number -> number == 0))
                .as(Sample::new)
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 8);
    }

    private interface Page {
        FirstHits after(@Nullable FieldDoc last);
    }

    private static void assertSamePages(List<Sample> samples, ResultOrder order, int most, Page ours)
            throws IOException {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            write(samples, directory);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(new FrozenSimilarity());
                long wanted = IntStream.range(0, samples.size())
                        .filter(leaf -> leaf != 5 && samples.get(leaf).frequency() > 0)
                        .count();
                @Nullable FieldDoc after = null;
                long seen = 0;
                do {
                    FirstHits own = ours.after(after);
                    FirstHits engine = new FirstInOrder(order, most, after);
                    searcher.search(WORD, new OneCollector<>(own));
                    searcher.search(WORD, new OneCollector<>(engine));
                    FieldDoc[] found = own.found();
                    assertThat(values(found)).isEqualTo(values(engine.found()));
                    assertThat(own.total()).isEqualTo(wanted);
                    seen += found.length;
                    after = found.length == 0 ? null : behind(found[found.length - 1]);
                } while (after != null);
                assertThat(seen).isEqualTo(wanted);
            }
        }
    }

    private static void write(List<Sample> samples, ByteBuffersDirectory directory) throws IOException {
        try (IndexWriter writer = new IndexWriter(
                directory,
                new IndexWriterConfig(new WhitespaceAnalyzer())
                        .setSimilarity(new FrozenSimilarity())
                        .setIndexSort(ResultOrder.OF_INDEX)
                        .setMergePolicy(NoMergePolicy.INSTANCE))) {
            for (int leaf : IntStream.range(0, samples.size()).toArray()) {
                Sample sample = samples.get(leaf);
                Document document = new Document();
                document.add(new TextField(TEXT, "w ".repeat(sample.frequency()) + "x", Field.Store.NO));
                // What is not found may have the id of what is, as other versions of one record do.
                int id = sample.frequency() == 0 ? leaf / 2 : leaf;
                document.add(new SortedDocValuesField(
                        IndexFields.ID_ORDER, new BytesRef(String.format("R-%03d", number(id)))));
                document.add(new NumericDocValuesField(IndexFields.OCCURRED, sample.occurred() * DAY));
                // Midnight in UTC is the day before in some places.
                document.add(new NumericDocValuesField(IndexFields.OCCURRED_DAY, sample.occurred() - leaf % 2));
                document.add(new NumericDocValuesField(IndexFields.LEAF, leaf));
                writer.addDocument(document);
                if (sample.endsSegment()) {
                    writer.commit();
                }
            }
            // As what was superseded or erased: still there, but not living.
            writer.deleteDocuments(NumericDocValuesField.newSlowExactQuery(IndexFields.LEAF, 5));
            writer.commit();
        }
    }

    /** Ids are neither in the order of leaves nor of time. */
    private static int number(int leaf) {
        return leaf * 37 % 101;
    }

    private static SortField newestFirst() {
        return ResultOrder.OF_INDEX.getSort()[0];
    }

    /** A page goes on by values, since documents' numbers do not last. */
    private static FieldDoc behind(FieldDoc last) {
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, last.fields);
    }

    private static List<List<Object>> values(FieldDoc[] found) {
        List<List<Object>> values = new ArrayList<>();
        for (FieldDoc hit : found) {
            values.add(Arrays.asList(hit.fields));
        }
        return values;
    }
}
