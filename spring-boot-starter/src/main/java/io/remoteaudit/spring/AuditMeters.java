package io.remoteaudit.spring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.remoteaudit.endpoint.RequestObserver;
import io.remoteaudit.endpoint.ServedOperation;
import io.remoteaudit.record.SaveObserver;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts saves, refused requests and what exports gave, in each registry of the host. Tags are words from fixed sets:
 * nothing in them is of a record or a person. Safe for use by several threads.
 *
 * <p>The names are what others watch by, so they stay.
 */
final class AuditMeters implements MeterBinder, RequestObserver, SaveObserver {

    static final String SAVES = "remote.audit.saves";
    static final String SAVED_RECORDS = "remote.audit.saves.records";
    static final String REFUSED = "remote.audit.refused";
    static final String EXPORT_BYTES = "remote.audit.export.bytes";

    private static final String EXPORT_CONTENT = "getExportContent";

    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    @Override
    public void bindTo(MeterRegistry registry) {
        // So that what has not happened yet is shown as nothing, and not as missing.
        for (SaveObserver.Outcome outcome : SaveObserver.Outcome.values()) {
            saves(registry, outcome);
        }
        savedRecords(registry);
        exportBytes(registry);
        registries.add(registry);
    }

    @Override
    public Watch begin(ServedOperation operation) {
        return this::count;
    }

    private void count(RequestObserver.Outcome outcome) {
        if (outcome.problem() != null && outcome.code() != null) {
            for (MeterRegistry registry : registries) {
                Counter.builder(REFUSED)
                        .description("Requests that were refused, by the kind of problem and its code")
                        .tag("problem", outcome.problem().wireName())
                        .tag("code", outcome.code())
                        .register(registry)
                        .increment();
            }
        }
    }

    @Override
    public void sent(ServedOperation operation, long bytes) {
        if (operation.id().equals(EXPORT_CONTENT)) {
            registries.forEach(registry -> exportBytes(registry).increment((double) bytes));
        }
    }

    @Override
    public void saved(SaveObserver.Outcome outcome, int records, Duration took) {
        for (MeterRegistry registry : registries) {
            saves(registry, outcome).record(took);
            if (outcome == SaveObserver.Outcome.SAVED) {
                savedRecords(registry).increment(records);
            }
        }
    }

    private static Timer saves(MeterRegistry registry, SaveObserver.Outcome outcome) {
        return Timer.builder(SAVES)
                .description("Calls that save records, by how they ended")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static Counter savedRecords(MeterRegistry registry) {
        return Counter.builder(SAVED_RECORDS)
                .baseUnit("records")
                .description("Record versions given to calls that saved them")
                .register(registry);
    }

    private static Counter exportBytes(MeterRegistry registry) {
        return Counter.builder(EXPORT_BYTES)
                .baseUnit("bytes")
                .description("Bytes of signed exports that auditors fetched")
                .register(registry);
    }
}
