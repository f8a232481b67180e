package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The questions of one engagement with what was answered, as they stood at one ledger size, for one search. Nothing of
 * another engagement's is ever read.
 */
final class EngagementQuestions implements Answers {

    /** The most records that one word is pinned to. */
    static final int MAX_RECORDS = 1_000;

    private final IndexSearcher searcher;
    private final Vocabulary vocabulary;
    private final String engagement;
    private final long ledgerSize;
    private final Deadline deadline;
    private final QueryCompiler compiler;
    private final List<Found> found = new ArrayList<>();

    /** A message of a question, by its place in the index and in the ledger. */
    private record Message(int document, String question, long leaf) {}

    /** What some words were found in, and the questions pinned to each record. */
    private record Found(Query words, List<Message> messages, Map<String, Set<String>> questions) {}

    /**
     * Prepares a search.
     *
     * @param searcher over the index with all versions, which alone shows messages
     * @param held what is known of the terms of that index
     */
    EngagementQuestions(
            IndexSearcher searcher,
            HeldTerms held,
            Vocabulary vocabulary,
            String engagement,
            long ledgerSize,
            Deadline deadline) {
        this.searcher = searcher;
        this.vocabulary = vocabulary;
        this.engagement = engagement;
        this.ledgerSize = ledgerSize;
        this.deadline = deadline;
        List<String> fields = List.of(MessageDocument.words(engagement));
        // The fields are the engagement's own, so nothing in them is out of scope.
        this.compiler = new QueryCompiler(
                searcher, new MatchAllDocsQuery(), held, vocabulary, fields, "", Answers.NONE, deadline);
    }

    @Override
    public Query having(Clause words) throws IOException {
        Query query = compiler.compile(anywhere(words));
        List<Message> messages = messages(query);
        Map<String, Set<String>> questions = pinned(questions(messages), words.canonical());
        if (questions.isEmpty()) {
            return new MatchNoDocsQuery("nothing asked or answered has these words");
        }
        found.add(new Found(query, messages, questions));
        return records(questions.keySet());
    }

    @Override
    public Query any() throws IOException {
        return records(pinned(questions(messages(new MatchAllDocsQuery())), RecordField.ANSWERS.queryName())
                .keySet());
    }

    /** The ids of all questions, in the order they were asked. */
    Set<String> all() throws IOException {
        return questions(messages(new MatchAllDocsQuery()));
    }

    /** The ids of the questions that have some words in one of their messages. */
    Set<String> idsHaving(Clause words) throws IOException {
        return questions(messages(compiler.compile(anywhere(words))));
    }

    /** For each record found by its questions, where in one of them the words stand that were looked for. */
    Map<String, Highlight> highlights(Collection<String> records) throws IOException {
        Map<String, Integer> shown = new HashMap<>();
        for (String record : records) {
            int document = best(record);
            if (document >= 0) {
                shown.put(record, document);
            }
        }
        if (shown.isEmpty()) {
            return Map.of();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        found.forEach(some -> any.add(some.words(), BooleanClause.Occur.SHOULD));
        int[] documents = shown.values().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        List<List<Highlight>> marked = new Highlights(searcher, vocabulary.analyzer()).of(any.build(), documents);
        Map<Integer, Highlight> byDocument = new HashMap<>();
        for (int i = 0; i < documents.length; i++) {
            for (Highlight highlight : marked.get(i)) {
                byDocument.put(documents[i], new Highlight(RecordField.ANSWERS.queryName(), highlight.segments()));
            }
        }
        Map<String, Highlight> highlights = new HashMap<>();
        shown.forEach((record, document) -> {
            if (byDocument.containsKey(document)) {
                highlights.put(record, byDocument.get(document));
            }
        });
        return highlights;
    }

    /** The message about a record that has most of what was looked for, the earliest of several; -1 for none. */
    private int best(String record) {
        Map<Message, Integer> counts = new HashMap<>();
        for (Found some : found) {
            Set<String> questions = some.questions().getOrDefault(record, Set.of());
            for (Message message : some.messages()) {
                if (questions.contains(message.question())) {
                    counts.merge(message, 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Message, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().leaf(), Comparator.reverseOrder()))
                .map(entry -> entry.getKey().document())
                .orElse(-1);
    }

    /** The same words in whatever field, since a message has but one. */
    private static Clause anywhere(Clause clause) {
        if (clause instanceof Clause.Word word) {
            return new Clause.Word(null, word.text());
        } else if (clause instanceof Clause.Phrase phrase) {
            return new Clause.Phrase(null, phrase.text());
        } else if (clause instanceof Clause.Prefix prefix) {
            return new Clause.Prefix(null, prefix.text());
        } else if (clause instanceof Clause.And and) {
            return new Clause.And(
                    and.clauses().stream().map(EngagementQuestions::anywhere).toList());
        }
        throw new IllegalArgumentException("Not words: " + clause);
    }

    /** Found by their ids alone, without a score: a record that has the words itself comes first. */
    private static Query records(Collection<String> ids) {
        if (ids.isEmpty()) {
            return new MatchNoDocsQuery("no record has a question");
        }
        List<BytesRef> exact = new ArrayList<>();
        List<BytesRef> whole = new ArrayList<>();
        for (String id : ids) {
            exact.add(new BytesRef(id));
            whole.add(new BytesRef(WholeValue.of(id)));
        }
        // Whole values are quick to find and forget about upper and lower case; ids in their order do not.
        Query records = new BooleanQuery.Builder()
                .add(
                        new TermInSetQuery(IndexFields.WHOLE + RecordField.ID.queryName(), whole),
                        BooleanClause.Occur.FILTER)
                .add(SortedDocValuesField.newSlowSetQuery(IndexFields.ID_ORDER, exact), BooleanClause.Occur.FILTER)
                .build();
        return new BoostQuery(new ConstantScoreQuery(records), 0f);
    }

    private static Set<String> questions(List<Message> messages) {
        Set<String> questions = new LinkedHashSet<>();
        messages.forEach(message -> questions.add(message.question()));
        return questions;
    }

    /** The messages that match, in leaf order. */
    private List<Message> messages(Query words) throws IOException {
        List<Message> messages = new ArrayList<>();
        if (!(words instanceof MatchNoDocsQuery)) {
            run(ofEngagement(words), new SimpleCollector() {
                private SortedDocValues questions = DocValues.emptySorted();
                private NumericDocValues leaves = DocValues.emptyNumeric();
                private int base;

                @Override
                protected void doSetNextReader(LeafReaderContext context) throws IOException {
                    base = context.docBase;
                    questions = DocValues.getSorted(context.reader(), IndexFields.QUESTION);
                    leaves = DocValues.getNumeric(context.reader(), IndexFields.LEAF);
                }

                @Override
                public void collect(int doc) throws IOException {
                    if (questions.advanceExact(doc) && leaves.advanceExact(doc)) {
                        String question =
                                questions.lookupOrd(questions.ordValue()).utf8ToString();
                        messages.add(new Message(base + doc, question, leaves.longValue()));
                    }
                }

                @Override
                public ScoreMode scoreMode() {
                    return ScoreMode.COMPLETE_NO_SCORES;
                }
            });
        }
        messages.sort(Comparator.comparingLong(Message::leaf));
        return messages;
    }

    /** The records that questions are pinned to, each with those of its questions. */
    private Map<String, Set<String>> pinned(Set<String> questions, String written) throws IOException {
        Map<String, Set<String>> records = new HashMap<>();
        if (questions.isEmpty()) {
            return records;
        }
        run(ofEngagement(ScopeFilter.anyOf(IndexFields.QUESTION, questions)), new SimpleCollector() {
            private SortedDocValues asked = DocValues.emptySorted();
            private SortedSetDocValues pins = DocValues.emptySortedSet();

            @Override
            protected void doSetNextReader(LeafReaderContext context) throws IOException {
                asked = DocValues.getSorted(context.reader(), IndexFields.QUESTION);
                pins = DocValues.getSortedSet(context.reader(), IndexFields.PINNED);
            }

            @Override
            public void collect(int doc) throws IOException {
                if (pins.advanceExact(doc) && asked.advanceExact(doc)) {
                    String question = asked.lookupOrd(asked.ordValue()).utf8ToString();
                    for (int i = 0; i < pins.docValueCount(); i++) {
                        String record = pins.lookupOrd(pins.nextOrd()).utf8ToString();
                        records.computeIfAbsent(record, id -> new TreeSet<>()).add(question);
                    }
                }
                if (records.size() > MAX_RECORDS) {
                    throw new QueryTooCostlyException("Questions and answers with '" + written
                            + "' are about more than " + MAX_RECORDS + " records; use a rarer word, or name a field");
                }
            }

            @Override
            public ScoreMode scoreMode() {
                return ScoreMode.COMPLETE_NO_SCORES;
            }
        });
        return records;
    }

    private Query ofEngagement(Query messages) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(IndexFields.ENGAGEMENT, engagement)), BooleanClause.Occur.FILTER)
                .add(messages, BooleanClause.Occur.FILTER)
                .add(
                        NumericDocValuesField.newSlowRangeQuery(IndexFields.LEAF, 0, ledgerSize - 1),
                        BooleanClause.Occur.FILTER)
                .build();
    }

    private void run(Query query, SimpleCollector collector) throws IOException {
        searcher.search(query, new OneCollector<>(collector));
        if (searcher.timedOut()) {
            throw deadline.exceeded();
        }
    }
}
