package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.MeasuredScale;
import io.remoteaudit.search.query.MeasurementCondition;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.RecordField;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Lucene query of a clause for one caller and one view of the index. A word without a field's name becomes one
 * query for each field the caller may see; fields that cannot match are left out, which keeps the query small.
 */
final class QueryCompiler {

    /** How much the terms a Chinese word is made of count where they stand apart; a power of two as well. */
    private static final float APART = 0.25f;

    /** How much further matches in other fields add; a power of two, so that scores stay exact. */
    private static final float FURTHER = 0.125f;

    private final IndexSearcher searcher;
    private final Query inScope;
    private final Vocabulary vocabulary;
    private final QueryWords analysis;
    private final OtherTerms otherTerms;
    private final List<String> visible;
    private final String verdictField;
    private final Answers answers;
    private final Deadline deadline;
    private final HeldTerms held;

    /**
     * A compiler for one caller.
     *
     * @param searcher over the view
     * @param inScope what the caller may see; only its words count where they are counted
     * @param held what is known of the terms of the searcher's reader
     * @param visible the fields a word without a field's name is looked for in
     */
    QueryCompiler(
            IndexSearcher searcher,
            Query inScope,
            HeldTerms held,
            Vocabulary vocabulary,
            List<String> visible,
            String verdictField,
            Answers answers,
            Deadline deadline) {
        this.searcher = searcher;
        this.inScope = inScope;
        this.held = held;
        this.vocabulary = vocabulary;
        this.analysis = new QueryWords(vocabulary.analyzer());
        this.otherTerms = new OtherTerms(vocabulary.glossary().get(), analysis);
        this.visible = visible;
        this.verdictField = verdictField;
        this.answers = answers;
        this.deadline = deadline;
    }

    Query compile(Clause clause) throws IOException {
        deadline.check();
        if (clause instanceof Clause.Word word) {
            return orAnswered(word(word.field(), word.text()), word.field(), word);
        } else if (clause instanceof Clause.Phrase phrase) {
            return orAnswered(text(phrase.field(), phrase.text()), phrase.field(), phrase);
        } else if (clause instanceof Clause.Prefix prefix) {
            return orAnswered(prefix(prefix), prefix.field(), prefix);
        } else if (clause instanceof Clause.NumberRange range) {
            return numbers(range);
        } else if (clause instanceof Clause.DateRange range) {
            boolean recorded = range.field().name().equals(RecordField.RECORDED_AT.queryName());
            return new ConstantScoreQuery(
                    recorded
                            ? ScopeFilter.recordedDays(range.from(), range.to())
                            : OccurredDaysQuery.of(range.from(), range.to()));
        } else if (clause instanceof Clause.Missing missing) {
            return missing(missing.field());
        } else if (clause instanceof Clause.SameMeasurement same) {
            return sameMeasurement(same);
        } else if (clause instanceof Clause.Not not) {
            return all(List.of(not));
        } else if (clause instanceof Clause.And and) {
            return all(and.clauses());
        } else if (clause instanceof Clause.Or or) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            for (Clause alternative : or.clauses()) {
                any.add(compile(alternative), BooleanClause.Occur.SHOULD);
            }
            return any.build();
        }
        return new MatchAllDocsQuery();
    }

    /** Records that have all the parts somewhere are found by the index; whether in one measurement, by looking. */
    private Query sameMeasurement(Clause.SameMeasurement same) throws IOException {
        MeasurementCondition condition =
                MeasurementCondition.of(same, vocabulary.catalogue(), words -> WordCondition.of(words, analysis));
        return new ConstantScoreQuery(new BooleanQuery.Builder()
                .add(compile(condition.necessary()), BooleanClause.Occur.FILTER)
                .add(new SameMeasurementQuery(same, condition), BooleanClause.Occur.FILTER)
                .build());
    }

    private Query all(List<Clause> clauses) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean something = false;
        List<Clause> joined = WordRun.standardsJoined(clauses);
        int at = 0;
        while (at < joined.size()) {
            int length = 1;
            if (joined.get(at) instanceof Clause.Not not) {
                all.add(compile(not.clause()), BooleanClause.Occur.MUST_NOT);
            } else {
                length = termLength(joined, at);
                all.add(length > 1 ? term(joined, at, length) : compile(joined.get(at)), BooleanClause.Occur.MUST);
                something = true;
            }
            at += length;
        }
        if (!something) {
            all.add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    /** How many words from a place on are one term of the glossary, the longest there is; 1 for none of several words. */
    private int termLength(List<Clause> clauses, int at) throws IOException {
        int length = WordRun.length(clauses, at, otherTerms.longest());
        while (length > 1 && !otherTerms.knows(WordRun.text(clauses, at, length))) {
            length--;
        }
        return Math.max(1, length);
    }

    /** Words that are one term: all of them as written, or another term for it. */
    private Query term(List<Clause> clauses, int at, int length) throws IOException {
        QueryField field = ((Clause.Word) clauses.get(at)).field();
        String text = WordRun.text(clauses, at, length);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Clause word : clauses.subList(at, at + length)) {
            Query written = oneOf(written(field, ((Clause.Word) word).text()));
            all.add(orAnswered(written, field, word), BooleanClause.Occur.MUST);
        }
        List<Query> alternatives = new ArrayList<>(List.of(all.build()));
        alternatives.addAll(others(field, text));
        return orAnswered(oneOf(alternatives), field, new Clause.Phrase(field, text));
    }

    /** Words in the record, or else in what was asked and answered about it. */
    private Query orAnswered(Query inRecord, @Nullable QueryField field, Clause words) throws IOException {
        if (field != null && !field.equals(RecordField.ANSWERS.field())) {
            return inRecord;
        }
        Query answered = answers.having(words);
        if (answered instanceof MatchNoDocsQuery) {
            return inRecord;
        }
        return inRecord instanceof MatchNoDocsQuery ? answered : oneOf(List.of(inRecord, answered));
    }

    /** A word also where the Chinese terms it is made of stand apart; a phrase only as it stands. */
    private Query word(@Nullable QueryField field, String text) throws IOException {
        Query together = text(field, text);
        List<String> parts =
                field == null || field.kind() != QueryField.Kind.EXACT ? otherTerms.partsOf(text) : List.of();
        if (parts.isEmpty()) {
            return together;
        }
        BooleanQuery.Builder apart = new BooleanQuery.Builder();
        for (String part : parts) {
            apart.add(text(field, part), BooleanClause.Occur.MUST);
        }
        return oneOf(List.of(together, new BoostQuery(apart.build(), APART)));
    }

    private Query text(@Nullable QueryField field, String text) throws IOException {
        String written = OtherTerms.written(text);
        if (field != null && field.kind() == QueryField.Kind.EXACT) {
            return exact(field, written);
        }
        List<Query> alternatives = written(field, written);
        alternatives.addAll(others(field, text));
        return oneOf(alternatives);
    }

    private List<Query> others(@Nullable QueryField field, String text) throws IOException {
        List<Query> others = new ArrayList<>();
        int size = analysis.of(text).size();
        for (List<QueryWords.Word> other : otherTerms.of(text)) {
            float weight = OtherTerms.weight(size, other.size());
            List<Query> found = new ArrayList<>();
            for (String name : fields(field)) {
                if (WordFields.holdsProse(name)) {
                    addWords(IndexFields.WORDS + name, other, name, found);
                }
            }
            found.forEach(query -> others.add(new BoostQuery(query, weight)));
        }
        return others;
    }

    private List<Query> written(@Nullable QueryField field, String text) throws IOException {
        List<QueryWords.Word> words = analysis.of(text);
        String identifier = Identifiers.whole(text);
        Expansion expansion = new Expansion(searcher, inScope, deadline, text);
        List<Query> alternatives = new ArrayList<>();
        for (String name : fields(field)) {
            String wordField = IndexFields.WORDS + name;
            if (words.size() == 1 && words.get(0).isOneChineseCharacter()) {
                addAny(wordField, expansion.having(wordField, words.get(0).text()), name, alternatives);
            } else {
                addWords(wordField, words, name, alternatives);
            }
            if (!identifier.isEmpty()) {
                addTerm(new Term(IndexFields.IDENTIFIERS + name, identifier), name, alternatives);
            }
        }
        return alternatives;
    }

    private Query exact(QueryField field, String text) throws IOException {
        List<Query> alternatives = new ArrayList<>();
        addTerm(new Term(wholeField(field), wholeValue(field, text)), field.name(), alternatives);
        if (field.equals(RecordField.ID.field()) && !Identifiers.whole(text).isEmpty()) {
            addTerm(
                    new Term(IndexFields.IDENTIFIERS + field.name(), Identifiers.whole(text)),
                    field.name(),
                    alternatives);
        }
        return oneOf(alternatives);
    }

    private Query prefix(Clause.Prefix prefix) throws IOException {
        QueryField only = prefix.field();
        String text = OtherTerms.written(prefix.text());
        Expansion expansion = new Expansion(searcher, inScope, deadline, text + "*");
        List<Query> alternatives = new ArrayList<>();
        if (only != null && only.kind() == QueryField.Kind.EXACT) {
            String whole = wholeField(only);
            addAny(whole, expansion.beginningWith(whole, wholeValue(only, text)), only.name(), alternatives);
            return oneOf(alternatives);
        }
        List<QueryWords.Word> words = analysis.of(text);
        String identifier = Identifiers.beginning(text);
        for (String name : fields(only)) {
            addBeginning(IndexFields.WORDS + name, words, name, expansion, alternatives);
            if (!identifier.isEmpty()) {
                String identifiers = IndexFields.IDENTIFIERS + name;
                addAny(identifiers, expansion.beginningWith(identifiers, identifier), name, alternatives);
            }
        }
        return oneOf(alternatives);
    }

    private void addBeginning(
            String field, List<QueryWords.Word> words, String name, Expansion expansion, List<Query> alternatives)
            throws IOException {
        if (words.isEmpty()) {
            return;
        }
        QueryWords.Word last = words.get(words.size() - 1);
        if (words.size() == 1 && last.isOneChineseCharacter()) {
            addAny(field, expansion.having(field, last.text()), name, alternatives);
            return;
        }
        if (last.isChinese()) {
            // Pairs of characters are found wherever they stand, so every Chinese word is its own beginning.
            addWords(field, words, name, alternatives);
            return;
        }
        List<BytesRef> endings = expansion.beginningWith(field, last.unstemmed());
        if (words.size() == 1) {
            addAny(field, endings, name, alternatives);
            return;
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        for (QueryWords.Word word : words.subList(0, words.size() - 1)) {
            Term term = new Term(field, word.text());
            if (!isHeld(term)) {
                return;
            }
            phrase.add(term);
        }
        if (!endings.isEmpty()) {
            phrase.add(endings.stream().map(ending -> new Term(field, ending)).toArray(Term[]::new));
            alternatives.add(weighted(phrase.build(), name));
        }
    }

    private void addWords(String field, List<QueryWords.Word> words, String name, List<Query> alternatives)
            throws IOException {
        if (words.isEmpty()) {
            return;
        }
        if (words.size() == 1) {
            addTerm(new Term(field, words.get(0).text()), name, alternatives);
            return;
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (QueryWords.Word word : words) {
            Term term = new Term(field, word.text());
            if (!isHeld(term)) {
                return;
            }
            phrase.add(term, word.position());
        }
        alternatives.add(weighted(phrase.build(), name));
    }

    private void addTerm(Term term, String name, List<Query> alternatives) throws IOException {
        held.query(searcher, term).ifPresent(query -> alternatives.add(weighted(query, name)));
    }

    private boolean isHeld(Term term) throws IOException {
        return held.isHeld(searcher, term);
    }

    private static void addAny(String field, List<BytesRef> terms, String name, List<Query> alternatives) {
        if (!terms.isEmpty()) {
            alternatives.add(weighted(new ConstantScoreQuery(new TermInSetQuery(field, terms)), name));
        }
    }

    private Query numbers(Clause.NumberRange range) {
        if (range.field().equals(RecordField.LATE.field())) {
            return new ConstantScoreQuery(late(range));
        }
        MeasuredScale scale = scale(range);
        double low = bound(scale, range.low(), Double.NEGATIVE_INFINITY);
        double high = bound(scale, range.high(), Double.POSITIVE_INFINITY);
        String name = range.field().origin() == QueryField.Origin.CHARACTERISTIC
                ? WordFields.measured(range.field().name(), scale)
                : WordFields.of(range.field());
        return new ConstantScoreQuery(DoublePoint.newRangeQuery(
                IndexFields.NUMBERS + name,
                range.low() == null || range.lowIncluded() ? low : DoublePoint.nextUp(low),
                range.high() == null || range.highIncluded() ? high : DoublePoint.nextDown(high)));
    }

    private static double bound(MeasuredScale scale, @Nullable BigDecimal number, double unbounded) {
        return number == null ? unbounded : scale.toBase(number).doubleValue();
    }

    /** The parser has refused units in which the field's values cannot be compared. */
    private static MeasuredScale scale(Clause.NumberRange range) {
        return MeasuredScale.of(range.field().units(), range.unit())
                .orElseThrow(() -> new IllegalArgumentException("Not a unit: " + range.unit()));
    }

    private static Query late(Clause.NumberRange range) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        long from = low == null ? Long.MIN_VALUE : milliseconds(range, low, range.lowIncluded(), RoundingMode.CEILING);
        long to = high == null ? Long.MAX_VALUE : milliseconds(range, high, range.highIncluded(), RoundingMode.FLOOR);
        return LongPoint.newRangeQuery(IndexFields.LATE, from, to);
    }

    private static long milliseconds(
            Clause.NumberRange range, BigDecimal number, boolean included, RoundingMode inward) {
        BigDecimal exact = scale(range).toBase(number).movePointRight(3);
        BigDecimal bound = exact.setScale(0, inward);
        if (!included && bound.compareTo(exact) == 0) {
            bound = inward == RoundingMode.CEILING ? bound.add(BigDecimal.ONE) : bound.subtract(BigDecimal.ONE);
        }
        return bound.max(BigDecimal.valueOf(Long.MIN_VALUE))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** A record that has no such field, or nothing in it. */
    private Query missing(QueryField field) throws IOException {
        if (field.equals(RecordField.ANSWERS.field())) {
            return new ConstantScoreQuery(new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER)
                    .add(answers.any(), BooleanClause.Occur.MUST_NOT)
                    .build());
        }
        String name = WordFields.of(field);
        if (field.equals(RecordField.LATE.field())) {
            name = RecordField.OCCURRED_AT.queryName();
        } else if (field.equals(RecordField.VERDICT.field())) {
            name = verdictField;
        }
        Query empty = new TermQuery(new Term(IndexFields.ABSENT, name));
        if (field.origin() == QueryField.Origin.RECORD) {
            return new ConstantScoreQuery(empty);
        }
        String named = field.origin() == QueryField.Origin.CHARACTERISTIC
                ? IndexFields.NAME_OF_CHARACTERISTIC + field.name()
                : IndexFields.NAME_OF_ATTRIBUTE + name.substring(IndexFields.ATTRIBUTES.length());
        return new ConstantScoreQuery(new BooleanQuery.Builder()
                .add(empty, BooleanClause.Occur.SHOULD)
                .add(
                        new BooleanQuery.Builder()
                                .add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER)
                                .add(new TermQuery(new Term(IndexFields.NAMES, named)), BooleanClause.Occur.MUST_NOT)
                                .build(),
                        BooleanClause.Occur.SHOULD)
                .build());
    }

    private String wholeField(QueryField field) {
        return IndexFields.WHOLE + (field.equals(RecordField.VERDICT.field()) ? verdictField : field.name());
    }

    private String wholeValue(QueryField field, String text) {
        String value = WholeValue.of(text);
        if (!field.equals(RecordField.VERDICT.field())) {
            return value;
        }
        return switch (value) {
            case "合格" -> Verdict.CONFORMING.wireName();
            case "不合格" -> Verdict.NONCONFORMING.wireName();
            case "未判定" -> Verdict.NOT_JUDGED.wireName();
            default -> value;
        };
    }

    private List<String> fields(@Nullable QueryField only) {
        return only == null ? visible : List.of(WordFields.of(only));
    }

    private static Query weighted(Query query, String name) {
        float weight = WordFields.weight(name);
        return weight == 1f ? query : new BoostQuery(query, weight);
    }

    private static Query oneOf(List<Query> alternatives) {
        return switch (alternatives.size()) {
            case 0 -> new MatchNoDocsQuery("no field holds these words");
            case 1 -> alternatives.get(0);
            default -> new DisjunctionMaxQuery(alternatives, FURTHER);
        };
    }
}
