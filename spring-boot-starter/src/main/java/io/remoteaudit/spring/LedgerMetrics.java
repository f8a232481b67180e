package io.remoteaudit.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the ledger is and what is under way, as gauges without tags. A figure the database does not give is shown as
 * none, never as zero.
 *
 * <p>The names are what others watch by, so they stay.
 */
final class LedgerMetrics implements MeterBinder {

    static final String SIZE = "remote.audit.ledger.size";
    static final String WAITING = "remote.audit.sequencing.lag";
    static final String WAITING_TIME = "remote.audit.sequencing.delay";
    static final String TIMESTAMP_AGE = "remote.audit.timestamp.age";
    static final String STREAMS = "remote.audit.event.streams";
    static final String EXPORTS = "remote.audit.exports.running";

    private static final Logger LOG = LoggerFactory.getLogger(LedgerMetrics.class);

    private final RemoteAudit remoteAudit;
    private final Clock clock;

    LedgerMetrics(RemoteAudit remoteAudit, Clock clock) {
        this.remoteAudit = remoteAudit;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                SIZE,
                "entries",
                "Ledger entries that are sequenced and signed",
                () -> remoteAudit.ledger().size());
        gauge(
                registry,
                WAITING,
                "entries",
                "Durable ledger entries that wait for their place",
                () -> remoteAudit.ledger().standing().waiting());
        gauge(
                registry,
                WAITING_TIME,
                "seconds",
                "How long the entry that waits longest has waited",
                () -> AuditHealth.secondsSince(remoteAudit.ledger().standing().waitingSince(), clock));
        gauge(
                registry,
                TIMESTAMP_AGE,
                "seconds",
                "Age of the ledger's newest time-stamp",
                () -> remoteAudit
                        .anchors()
                        .newestGiven()
                        .map(anchor -> (Number) Duration.between(anchor.since(), clock.instant())
                                .toSeconds())
                        .orElse(Double.NaN));
        gauge(
                registry,
                STREAMS,
                "streams",
                "Event streams that are open",
                () -> remoteAudit.endpoint().eventStreams());
        gauge(
                registry,
                EXPORTS,
                "exports",
                "Exports that are being made",
                () -> remoteAudit.exports().load().running());
    }

    private static void gauge(
            MeterRegistry registry, String name, String unit, String description, Supplier<Number> figure) {
        // Of a supplier, which the registry keeps; of an object it would let go.
        Gauge.builder(name, () -> orNone(name, figure))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private static Number orNone(String name, Supplier<Number> figure) {
        try {
            return figure.get();
        } catch (StoreException e) {
            // Health says so loudly; a scrape every few seconds need not.
            LOG.debug("{}: {} cannot be told", e.code(), name, e);
            return Double.NaN;
        }
    }
}
