package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Which terms one reader of the index holds, remembered over the searches of a view: a word without a field's name is
 * asked of every field, and most fields hold few words. For several threads.
 */
final class HeldTerms {

    private static final int REMEMBERED = 20_000;

    private final Map<Term, Boolean> known = new ConcurrentHashMap<>();

    /** Whether any record has a term. */
    boolean isHeld(IndexSearcher searcher, Term term) throws IOException {
        Boolean held = known.get(term);
        return held == null ? remember(term, searcher.getIndexReader().docFreq(term) > 0) : held;
    }

    /** The records that have a term; empty if none does. What was found on the way is handed on with the query. */
    Optional<Query> query(IndexSearcher searcher, Term term) throws IOException {
        Boolean held = known.get(term);
        if (held != null) {
            return held ? Optional.of(new TermQuery(term)) : Optional.empty();
        }
        TermStates states = TermStates.build(searcher, term, true);
        return remember(term, states.docFreq() > 0) ? Optional.of(new TermQuery(term, states)) : Optional.empty();
    }

    private boolean remember(Term term, boolean held) {
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.put(term, held);
        return held;
    }
}
