package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QueryTooCostlyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;

/**
 * The indexed words that one beginning, or one Chinese character, stands for; bounded over all fields together. Only words
 * of records in scope count towards the bound, so that being refused says nothing of other records.
 */
final class Expansion {

    /** The most different words. */
    static final int MAX_WORDS = 1_000;

    private final IndexSearcher searcher;
    private final IndexReader reader;
    private final Query inScope;
    private final Deadline deadline;
    private final String written;
    private final List<Term> unlooked = new ArrayList<>();
    private final Set<BytesRef> words = new HashSet<>();
    private boolean looking;

    Expansion(IndexSearcher searcher, Query inScope, Deadline deadline, String written) {
        this.searcher = searcher;
        this.reader = searcher.getIndexReader();
        this.inScope = inScope;
        this.deadline = deadline;
        this.written = written;
    }

    /** The words of a field that begin so. */
    List<BytesRef> beginningWith(String field, String prefix) throws IOException {
        BytesRef start = new BytesRef(prefix);
        List<BytesRef> found = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms != null) {
            TermsEnum all = terms.iterator();
            if (all.seekCeil(start) != TermsEnum.SeekStatus.END) {
                for (BytesRef term = all.term();
                        term != null && StringHelper.startsWith(term, start);
                        term = all.next()) {
                    add(new Term(field, BytesRef.deepCopyOf(term)), found);
                }
            }
        }
        return found;
    }

    /** The pairs of Chinese characters of a field that have this one, and the character where it stands alone. */
    List<BytesRef> having(String field, String character) throws IOException {
        List<BytesRef> found = beginningWith(field, character);
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms != null) {
            Automaton second = Operations.concatenate(Automata.makeAnyChar(), Automata.makeString(character));
            TermsEnum ending = new CompiledAutomaton(second).getTermsEnum(terms);
            for (@Nullable BytesRef term = ending.next(); term != null; term = ending.next()) {
                add(new Term(field, BytesRef.deepCopyOf(term)), found);
            }
        }
        return found;
    }

    /** Where a word stands is looked at only once there are too many, since few beginnings have so many. */
    private void add(Term term, List<BytesRef> found) throws IOException {
        deadline.check();
        if (looking && !isInScope(term)) {
            return;
        }
        found.add(term.bytes());
        words.add(term.bytes());
        if (!looking) {
            unlooked.add(term);
        }
        if (words.size() > MAX_WORDS && !looking) {
            look();
        }
        if (words.size() > MAX_WORDS) {
            throw new QueryTooCostlyException("'" + written + "' stands for more than " + MAX_WORDS
                    + " different words; write more of the word, or name a field");
        }
    }

    private void look() throws IOException {
        looking = true;
        words.clear();
        for (Term term : unlooked) {
            if (isInScope(term)) {
                words.add(term.bytes());
            }
        }
        unlooked.clear();
    }

    private boolean isInScope(Term term) throws IOException {
        deadline.check();
        Query both = new BooleanQuery.Builder()
                .add(new TermQuery(term), BooleanClause.Occur.FILTER)
                .add(inScope, BooleanClause.Occur.FILTER)
                .build();
        return searcher.search(both, 1).scoreDocs.length > 0;
    }
}
