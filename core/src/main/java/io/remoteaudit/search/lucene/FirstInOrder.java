package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Takes the first matches in any order, by Lucene's own collector. */
final class FirstInOrder implements FirstHits {

    private final TopFieldCollector hits;

    /**
     * Takes matches.
     *
     * @param most how many at most
     * @param after the last one of the page before; null for the first page
     */
    FirstInOrder(ResultOrder order, int most, @Nullable FieldDoc after) {
        this.hits = new TopFieldCollectorManager(order.sort(), most, after, Integer.MAX_VALUE, false).newCollector();
    }

    @Override
    public FieldDoc[] found() {
        return Arrays.stream(hits.topDocs().scoreDocs).map(FieldDoc.class::cast).toArray(FieldDoc[]::new);
    }

    @Override
    public long total() {
        return hits.getTotalHits();
    }

    @Override
    public ScoreMode scoreMode() {
        return hits.scoreMode();
    }

    @Override
    public void setWeight(Weight weight) {
        hits.setWeight(weight);
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
        return hits.getLeafCollector(context);
    }
}
