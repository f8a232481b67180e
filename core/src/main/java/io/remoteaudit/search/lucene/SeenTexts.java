package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;

/**
 * The texts that records of one scope have in a field, and pieces of them, read from those records themselves: from the
 * newest ones of each part of the index that hold what was typed.
 */
final class SeenTexts {

    private static final int READ = 200;
    private static final int LONGEST = 60;

    private final IndexSearcher searcher;
    private final Query inScope;
    private final QueryWords analysis;
    private final Deadline deadline;

    SeenTexts(IndexSearcher searcher, Query inScope, QueryWords analysis, Deadline deadline) {
        this.searcher = searcher;
        this.inScope = inScope;
        this.analysis = analysis;
        this.deadline = deadline;
    }

    /**
     * Finds texts.
     *
     * @param name the record field's name below each kind of index field
     * @param typed what they complete
     * @param whole whether short texts are given whole, and not only the piece that begins with what was typed
     */
    SeenValues.Found of(String name, Typed typed, boolean whole) throws IOException {
        Optional<Query> holding = holding(name, typed);
        if (holding.isEmpty()) {
            return new SeenValues.Found(List.of(), true);
        }
        Newest newest = new Newest();
        searcher.search(holding.get(), new OneCollector<>(newest));
        Set<String> found = new LinkedHashSet<>();
        String stored = IndexFields.TEXT + name;
        for (int document : newest.documents) {
            if (deadline.shouldExit()) {
                newest.cut = true;
                break;
            }
            for (String value :
                    searcher.storedFields().document(document, Set.of(stored)).getValues(stored)) {
                String text = value.strip();
                if (whole && text.length() <= LONGEST && typed.rank(text) != Typed.NOT) {
                    found.add(text);
                } else {
                    typed.pieceOf(text)
                            .filter(piece -> piece.length() <= LONGEST)
                            .ifPresent(found::add);
                }
            }
        }
        return new SeenValues.Found(new ArrayList<>(found), !newest.cut);
    }

    /** Records in scope that hold every word that was typed, the last one as a beginning; empty if it is no word. */
    private Optional<Query> holding(String name, Typed typed) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(inScope, BooleanClause.Occur.FILTER);
        if (typed.isEmpty()) {
            return Optional.of(all.build());
        }
        List<QueryWords.Word> words = analysis.of(typed.text());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        BooleanQuery.Builder text = new BooleanQuery.Builder();
        String field = IndexFields.WORDS + name;
        for (QueryWords.Word word : words.subList(0, words.size() - 1)) {
            text.add(new TermQuery(new Term(field, word.text())), BooleanClause.Occur.FILTER);
        }
        QueryWords.Word last = words.get(words.size() - 1);
        boolean pair = last.isChinese() && !last.isOneChineseCharacter();
        text.add(
                pair
                        ? new TermQuery(new Term(field, last.text()))
                        : new PrefixQuery(new Term(field, last.isChinese() ? last.text() : last.unstemmed())),
                BooleanClause.Occur.FILTER);
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(text.build(), BooleanClause.Occur.SHOULD);
        if (!typed.normal().isEmpty()) {
            any.add(
                    new PrefixQuery(new Term(IndexFields.IDENTIFIERS + name, typed.normal())),
                    BooleanClause.Occur.SHOULD);
        }
        return Optional.of(all.add(any.build(), BooleanClause.Occur.FILTER).build());
    }

    /** Takes the first records of each segment, which are its newest. */
    private final class Newest extends SimpleCollector {

        private final int mostOfSegment =
                Math.max(10, READ / Math.max(1, searcher.getLeafContexts().size()));
        private final List<Integer> documents = new ArrayList<>();
        private int base;
        private int taken;
        private boolean cut;

        @Override
        protected void doSetNextReader(LeafReaderContext context) {
            base = context.docBase;
            taken = 0;
        }

        @Override
        public void collect(int doc) {
            if (taken++ == mostOfSegment || deadline.shouldExit()) {
                cut = true;
                throw new CollectionTerminatedException();
            }
            documents.add(base + doc);
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
