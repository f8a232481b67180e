package io.remoteaudit.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.remoteaudit.search.IndexProgress;
import io.remoteaudit.search.SearchIndex;
import java.util.function.ToDoubleFunction;

/**
 * How far the search index is, as gauges without tags: nothing in them is of a record or a person.
 *
 * <p>They are the names others watch by, so they stay.
 */
final class IndexMetrics implements MeterBinder {

    static final String SIZE = "remote.audit.index.size";
    static final String LAG = "remote.audit.index.lag";
    static final String REBUILD = "remote.audit.index.rebuild.progress";

    private final SearchIndex index;

    IndexMetrics(SearchIndex index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, SIZE, "entries", "Entries of the ledger that searches can find", progress ->
                (double) progress.indexedSize());
        gauge(
                registry,
                LAG,
                "entries",
                "Entries of the ledger that the search index has yet to take in",
                IndexMetrics::lag);
        gauge(
                registry,
                REBUILD,
                "ratio",
                "How much of a search index that is being built is done, from 0 to 1; 1 while none is",
                IndexMetrics::built);
    }

    private void gauge(
            MeterRegistry registry, String name, String unit, String description, ToDoubleFunction<IndexProgress> of) {
        // By a supplier, which the registry keeps; of an object it would let go.
        Gauge.builder(name, () -> of.applyAsDouble(index.progress()))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    static double lag(IndexProgress progress) {
        return progress.ledgerSize() - progress.indexedSize();
    }

    static double built(IndexProgress progress) {
        IndexProgress.Building building = progress.building();
        if (building == null) {
            return 1;
        }
        // What is built may be ahead of what the ledger said a moment before.
        return progress.ledgerSize() == 0 ? 0 : Math.min(1, (double) building.builtSize() / progress.ledgerSize());
    }
}
