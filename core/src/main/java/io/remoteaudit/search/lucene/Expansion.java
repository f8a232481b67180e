package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QueryTooCostlyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;

/** The indexed words that one beginning, or one Chinese character, stands for; bounded over all fields together. */
final class Expansion {

    /** The most different words. */
    static final int MAX_WORDS = 1_000;

    private final IndexReader reader;
    private final Deadline deadline;
    private final String written;
    private final Set<BytesRef> words = new HashSet<>();

    Expansion(IndexReader reader, Deadline deadline, String written) {
        this.reader = reader;
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
                    add(term, found);
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
                add(term, found);
            }
        }
        return found;
    }

    private void add(BytesRef term, List<BytesRef> found) {
        deadline.check();
        BytesRef copy = BytesRef.deepCopyOf(term);
        found.add(copy);
        words.add(copy);
        if (words.size() > MAX_WORDS) {
            throw new QueryTooCostlyException("'" + written + "' stands for more than " + MAX_WORDS
                    + " different words; write more of the word, or name a field");
        }
    }
}
