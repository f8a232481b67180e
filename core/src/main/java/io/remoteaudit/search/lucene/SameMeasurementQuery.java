package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.MeasurementCondition;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * Records one of whose measurements meets several conditions at once. Looks into the measurements themselves, so it is
 * asked last, of the records that everything else has left.
 */
final class SameMeasurementQuery extends Query {

    /** Looking into one record costs about as much as a hundred look-ups. */
    private static final float COST = 200;

    private final Clause.SameMeasurement clause;
    private final MeasurementCondition condition;

    SameMeasurementQuery(Clause.SameMeasurement clause, MeasurementCondition condition) {
        this.clause = clause;
        this.condition = condition;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public Scorer scorer(LeafReaderContext context) throws IOException {
                BinaryDocValues measurements = DocValues.getBinary(context.reader(), IndexFields.MEASUREMENTS);
                return new ConstantScoreScorer(this, score(), mode, new TwoPhaseIterator(measurements) {
                    @Override
                    public boolean matches() throws IOException {
                        for (Measurement measurement : MeasurementCodec.decode(measurements.binaryValue())) {
                            if (condition.matches(measurement)) {
                                return true;
                            }
                        }
                        return false;
                    }

                    @Override
                    public float matchCost() {
                        return COST;
                    }
                });
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(IndexFields.MEASUREMENTS)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String field) {
        return clause.canonical();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SameMeasurementQuery that && clause.equals(that.clause);
    }

    @Override
    public int hashCode() {
        return clause.hashCode();
    }
}
