package io.remoteaudit.search.lucene;

import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Asked by merges, which of the documents that readers hide are to be kept: versions that are only superseded. One that
 * was deleted for good, since another document has taken its place, must go even if it was superseded before: it may hold
 * what was erased.
 */
final class SupersededQuery extends Query {

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public Scorer scorer(LeafReaderContext context) {
                @Nullable Bits kept = kept(context.reader());
                DocIdSetIterator all = DocIdSetIterator.all(context.reader().maxDoc());
                if (kept == null) {
                    return new ConstantScoreScorer(this, score(), mode, all);
                }
                return new ConstantScoreScorer(this, score(), mode, new TwoPhaseIterator(all) {
                    @Override
                    public boolean matches() {
                        return kept.get(all.docID());
                    }

                    @Override
                    public float matchCost() {
                        return 1;
                    }
                });
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    /** What is not deleted for good; null if nothing is. */
    private static @Nullable Bits kept(LeafReader reader) {
        if (reader instanceof CodecReader codec && FilterCodecReader.unwrap(codec) instanceof SegmentReader segment) {
            return segment.getHardLiveDocs();
        }
        throw new IllegalStateException("Not a segment of the search index: " + reader);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "superseded";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupersededQuery;
    }

    @Override
    public int hashCode() {
        return SupersededQuery.class.hashCode();
    }
}
