package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Records that meet all of some conditions, where nobody asks how well. In large segments the remembered bits of the
 * conditions are combined and counted without looking at each record, so that exact totals stay cheap as an index grows;
 * elsewhere it is the conjunction Lucene makes of them. For one search.
 */
final class AllOfQuery extends Query {

    private final List<Query> conditions;
    private final SegmentMemory remembered;
    private final Query conjunction;
    private @Nullable Combined weight;

    private AllOfQuery(Set<Query> conditions, SegmentMemory remembered) {
        this.conditions = List.copyOf(conditions);
        this.remembered = remembered;
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        conditions.forEach(condition -> all.add(condition, BooleanClause.Occur.FILTER));
        this.conjunction = all.build();
    }

    /** The same records as a query finds; the query itself if it is not made of conditions that must all be met. */
    static Query of(Query query, SegmentMemory remembered) {
        Set<Query> conditions = new LinkedHashSet<>();
        return split(query, conditions) && !conditions.isEmpty() ? new AllOfQuery(conditions, remembered) : query;
    }

    private static boolean split(Query query, Set<Query> conditions) {
        if (query instanceof ConstantScoreQuery constant) {
            return split(constant.getQuery(), conditions);
        } else if (query instanceof BooleanQuery all && all.clauses().stream().allMatch(BooleanClause::isRequired)) {
            return all.clauses().stream().allMatch(clause -> split(clause.getQuery(), conditions));
        } else if (!(query instanceof MatchAllDocsQuery)) {
            conditions.add(query);
        }
        return true;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight each = searcher.createWeight(searcher.rewrite(conjunction), ScoreMode.COMPLETE_NO_SCORES, 1);
        if (searcher.getLeafContexts().stream().noneMatch(remembered::isLarge)) {
            return each;
        }
        List<Weight> weights = new ArrayList<>();
        for (Query condition : conditions) {
            // Without the searcher's cache, which would hold the same a second time.
            weights.add(searcher.rewrite(condition).createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1));
        }
        weight = new Combined(each, weights, boost, mode);
        return weight;
    }

    /**
     * The records a segment has, once this search has begun.
     *
     * @return one bit for each document, living ones alone; empty if they are to be looked at one by one
     */
    Optional<FixedBitSet> bits(LeafReaderContext context) throws IOException {
        return weight == null ? Optional.empty() : weight.bits(context);
    }

    /** The order of ids in a segment whose records are told at once; empty if it is not remembered. */
    Optional<IdOrder> byId(LeafReaderContext context) throws IOException {
        return remembered.byId(context);
    }

    /** The documents of a large segment, if all conditions are remembered for it. */
    private final class Combined extends ConstantScoreWeight {

        private final Weight each;
        private final List<Weight> weights;
        private final ScoreMode mode;
        private int segment = -1;
        private Optional<FixedBitSet> ofSegment = Optional.empty();

        Combined(Weight each, List<Weight> weights, float boost, ScoreMode mode) {
            super(AllOfQuery.this, boost);
            this.each = each;
            this.weights = weights;
            this.mode = mode;
        }

        @Override
        public @Nullable Scorer scorer(LeafReaderContext context) throws IOException {
            Optional<FixedBitSet> bits = bits(context);
            if (bits.isPresent()) {
                FixedBitSet found = bits.get();
                return new ConstantScoreScorer(
                        this, score(), mode, new BitSetIterator(found, found.approximateCardinality()));
            }
            return each.scorer(context);
        }

        @Override
        public int count(LeafReaderContext context) throws IOException {
            Optional<FixedBitSet> bits = bits(context);
            return bits.isPresent() ? bits.get().cardinality() : each.count(context);
        }

        @Override
        public boolean isCacheable(LeafReaderContext context) {
            // Its parts are remembered here, or by the searcher.
            return false;
        }

        /** Asked for a count and then for the documents, of one segment after another, by one search in one thread. */
        Optional<FixedBitSet> bits(LeafReaderContext context) throws IOException {
            if (context.ord != segment) {
                ofSegment = combined(context);
                segment = context.ord;
            }
            return ofSegment;
        }

        private Optional<FixedBitSet> combined(LeafReaderContext context) throws IOException {
            if (!remembered.isLarge(context)) {
                return Optional.empty();
            }
            List<FixedBitSet> known = new ArrayList<>();
            List<OccurredDaysQuery> days = new ArrayList<>();
            for (Weight condition : weights) {
                // Each is asked for, also when one is not known yet, so that all are the next time.
                if (condition.getQuery() instanceof OccurredDaysQuery run) {
                    days.add(run);
                } else {
                    remembered.bits(context, condition).ifPresent(known::add);
                }
            }
            if (known.size() + days.size() < weights.size()) {
                return Optional.empty();
            }
            FixedBitSet all = all(context, known, days);
            Bits live = context.reader().getLiveDocs();
            if (live != null) {
                all.and(FixedBitSet.copyOf(live));
            }
            return Optional.of(all);
        }
    }

    private static FixedBitSet all(LeafReaderContext context, List<FixedBitSet> known, List<OccurredDaysQuery> days)
            throws IOException {
        if (days.isEmpty()) {
            FixedBitSet all = known.get(0).clone();
            known.subList(1, known.size()).forEach(all::and);
            return all;
        }
        FixedBitSet all = days.get(0).among(context.reader(), known);
        for (OccurredDaysQuery run : days.subList(1, days.size())) {
            all = run.among(context.reader(), List.of(all));
        }
        return all;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        conjunction.visit(visitor.getSubVisitor(BooleanClause.Occur.FILTER, this));
    }

    @Override
    public String toString(String field) {
        return conjunction.toString(field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllOfQuery that && conditions.equals(that.conditions);
    }

    @Override
    public int hashCode() {
        return conditions.hashCode();
    }
}
