package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.query.Clause;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts what one condition finds in a scope, as far as that costs little. */
final class ScopedCount {

    /** More than this is not counted: nobody chooses between suggestions by it. */
    private static final int MOST = 10_000;

    private final IndexSearcher searcher;
    private final Query inScope;
    private final HeldTerms held;
    private final Vocabulary vocabulary;
    private final Scope scope;
    private final List<String> visible;
    private final Deadline deadline;

    /**
     * Counts in a scope.
     *
     * @param visible the fields a word without a field's name is looked for in
     */
    ScopedCount(
            IndexSearcher searcher,
            Query inScope,
            HeldTerms held,
            Vocabulary vocabulary,
            Scope scope,
            List<String> visible,
            Deadline deadline) {
        this.searcher = searcher;
        this.inScope = inScope;
        this.held = held;
        this.vocabulary = vocabulary;
        this.scope = scope;
        this.visible = visible;
        this.deadline = deadline;
    }

    /** How many records in scope a condition finds. */
    Count of(Clause clause) throws IOException {
        if (deadline.shouldExit()) {
            return Count.UNKNOWN;
        }
        Query query;
        try {
            query = new QueryCompiler(
                            searcher,
                            inScope,
                            held,
                            vocabulary,
                            visible,
                            Search.verdictField(scope),
                            Answers.NONE,
                            deadline)
                    .compile(clause);
        } catch (QueryTooCostlyException e) {
            return Count.UNKNOWN;
        }
        Counter counter = new Counter();
        searcher.search(
                new BooleanQuery.Builder()
                        .add(query, BooleanClause.Occur.FILTER)
                        .add(inScope, BooleanClause.Occur.FILTER)
                        .build(),
                new OneCollector<>(counter));
        if (counter.count > MOST) {
            return Count.MANY;
        }
        // A search that was cut short has counted too few.
        return deadline.shouldExit()
                ? Count.UNKNOWN
                : new Count(true, counter.count > 0, OptionalLong.of(counter.count));
    }

    /**
     * A count.
     *
     * @param known whether it was found out if there is any
     * @param any whether there is any; false if that is not known
     * @param exactly how many, where that was counted
     */
    record Count(boolean known, boolean any, OptionalLong exactly) {
        static final Count UNKNOWN = new Count(false, false, OptionalLong.empty());
        static final Count MANY = new Count(true, true, OptionalLong.empty());
    }

    private static final class Counter extends SimpleCollector {

        private long count;

        @Override
        public void collect(int doc) {
            if (count > MOST) {
                throw new CollectionTerminatedException();
            }
            count++;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
