package io.remoteaudit.search.lucene;

import java.util.Collection;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;

/**
 * Gives the one collector of a search that runs in its caller's thread.
 *
 * @param collector the collector
 */
record OneCollector<C extends Collector>(C collector) implements CollectorManager<C, C> {

    @Override
    public C newCollector() {
        return collector;
    }

    @Override
    public C reduce(Collection<C> collectors) {
        return collector;
    }
}
