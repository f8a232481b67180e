package io.remoteaudit.search.lucene;

import io.remoteaudit.search.query.ScopedFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
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
import org.jspecify.annotations.Nullable;

/** Tells which attributes and characteristics records of one scope have. */
final class SeenNames implements ScopedFields.Seen {

    private static final int MOST = 1_000;

    private final IndexSearcher searcher;
    private final Query inScope;
    private final Deadline deadline;

    SeenNames(IndexSearcher searcher, Query inScope, Deadline deadline) {
        this.searcher = searcher;
        this.deadline = deadline;
        this.inScope = inScope;
    }

    @Override
    public boolean characteristic(String code) {
        return isSeen(IndexFields.NAME_OF_CHARACTERISTIC + code);
    }

    @Override
    public boolean attribute(String name) {
        return isSeen(IndexFields.NAME_OF_ATTRIBUTE + name);
    }

    @Override
    public Set<String> characteristics() {
        return possible(IndexFields.NAME_OF_CHARACTERISTIC);
    }

    @Override
    public Set<String> attributes() {
        return possible(IndexFields.NAME_OF_ATTRIBUTE);
    }

    private boolean isSeen(String name) {
        Term term = new Term(IndexFields.NAMES, name);
        try {
            if (searcher.getIndexReader().docFreq(term) == 0) {
                return false;
            }
            Query query = new BooleanQuery.Builder()
                    .add(new TermQuery(term), BooleanClause.Occur.FILTER)
                    .add(inScope, BooleanClause.Occur.FILTER)
                    .build();
            boolean seen = searcher.search(query, 1).scoreDocs.length > 0;
            if (!seen) {
                // A search that was cut short has not shown that there is none.
                deadline.check();
            }
            return seen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> possible(String prefix) {
        Set<String> names = new TreeSet<>();
        IndexReader reader = searcher.getIndexReader();
        BytesRef start = new BytesRef(prefix);
        try {
            Terms terms = MultiTerms.getTerms(reader, IndexFields.NAMES);
            TermsEnum all = terms == null ? TermsEnum.EMPTY : terms.iterator();
            if (all.seekCeil(start) != TermsEnum.SeekStatus.END) {
                @Nullable BytesRef term = all.term();
                while (term != null && names.size() < MOST && StringHelper.startsWith(term, start)) {
                    names.add(term.utf8ToString().substring(prefix.length()));
                    term = all.next();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
