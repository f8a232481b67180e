package io.remoteaudit.search.lucene;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * Scores a match by the record alone: how often the words stand in the field and how long the field is, never by how
 * many other records hold them. So the order of results stays the same while the ledger grows, which paging needs, and
 * records outside a scope have no influence on what its auditor sees.
 *
 * <p>Scores are multiples of 1/1024: sums of them are exact in any order of addition, so that a score read from a cursor
 * equals the one computed again after segments were merged.
 */
final class FrozenSimilarity extends Similarity {

    private static final float STEPS = 1024f;
    private static final float USUAL_LENGTH = 16f;

    @Override
    public long computeNorm(FieldInvertState state) {
        return SmallFloat.intToByte4(Math.max(1, state.getLength() - state.getNumOverlap()));
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        float weight = boost * Math.min(Math.max(terms.length, 1), 4);
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                float length = SmallFloat.byte4ToInt((byte) norm);
                float share = frequency / (frequency + 0.3f + 0.9f * length / USUAL_LENGTH);
                return (float) Math.rint(weight * share * STEPS) / STEPS;
            }
        };
    }
}
