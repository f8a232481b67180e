package io.remoteaudit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads records for one dossier, each once and never what is masked. */
final class LotViews {

    private final LotIndex index;
    private final ScopedRecords records;
    private final Catalogue catalogue;
    private final Scope scope;
    private final long ledgerSize;
    private final Duration lateAfter;
    private final Consumer<RecordView> shown;
    private final Map<TracedRecord, Read> read = new HashMap<>();

    LotViews(
            LotIndex index,
            ScopedRecords records,
            Catalogue catalogue,
            Scope scope,
            long ledgerSize,
            Duration lateAfter,
            Consumer<RecordView> shown) {
        this.index = index;
        this.records = records;
        this.catalogue = catalogue;
        this.scope = scope;
        this.ledgerSize = ledgerSize;
        this.lateAfter = lateAfter;
        this.shown = shown;
    }

    /** A record with what is shown of it. */
    record Read(TracedRecord record, RecordView view) {

        String type() {
            return record.recordType();
        }

        List<String> texts(String attribute) {
            List<String> texts = new ArrayList<>();
            view.field("attributes/" + attribute).ifPresent(value -> {
                for (JsonNode one : value.isArray() ? value : List.of(value)) {
                    texts.add(one.asText());
                }
            });
            return texts;
        }

        Optional<String> text(String attribute) {
            return texts(attribute).stream().findFirst();
        }

        Optional<OffsetDateTime> occurredAt() {
            return view.field("occurredAt").flatMap(value -> time(value.asText()));
        }

        Optional<OffsetDateTime> time(String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text));
            } catch (DateTimeException e) {
                // A host's own type may hold something else there; then it tells no time.
                return Optional.empty();
            }
        }

        Optional<LocalDate> day(String attribute) {
            return text(attribute).flatMap(text -> {
                try {
                    return Optional.of(
                            text.length() == 10
                                    ? LocalDate.parse(text)
                                    : OffsetDateTime.parse(text).toLocalDate());
                } catch (DateTimeException e) {
                    // As above.
                    return Optional.empty();
                }
            });
        }
    }

    /** Records by when they happened; those of which that is not shown last. */
    static final Comparator<Read> BY_TIME = Comparator.comparing((Read one) ->
                    one.occurredAt().map(OffsetDateTime::toInstant).orElse(Instant.MAX))
            .thenComparing(Read::record);

    List<TracedRecord> naming(String lot) {
        return index.naming(scope, lot, ledgerSize);
    }

    /** Whether a record in scope says what went into a lot. */
    boolean isMade(String lot) {
        TraceRequest nearest = new TraceRequest(Set.of(TraceDirection.BACK), 1, 1);
        return index.trace(scope, lot, nearest, ledgerSize)
                .map(trace -> trace.branches().get(TraceDirection.BACK))
                .filter(back -> !back.lots().isEmpty())
                .isPresent();
    }

    List<TracedRecord> keyed(String recordType, String attribute, Set<String> keys) {
        return keys.isEmpty() ? List.of() : index.keyed(scope, recordType, attribute, keys, ledgerSize);
    }

    List<TracedRecord> during(String recordType, Read other, String from, String to) {
        Optional<String> site = other.view().field("site").map(JsonNode::asText);
        Optional<OffsetDateTime> begin = other.text(from).flatMap(other::time);
        Optional<OffsetDateTime> end = other.text(to).flatMap(other::time);
        if (site.isEmpty() || begin.isEmpty() || end.isEmpty()) {
            return List.of();
        }
        return index.between(
                scope,
                recordType,
                site.get(),
                begin.get().toInstant(),
                end.get().toInstant(),
                ledgerSize);
    }

    List<Read> all(Collection<TracedRecord> found) {
        return found.stream().map(this::one).flatMap(Optional::stream).toList();
    }

    private Optional<Read> one(TracedRecord record) {
        Read known = read.get(record);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Read> now =
                records.find(scope, record.id(), record.version(), ledgerSize).map(view -> new Read(record, view));
        now.ifPresent(one -> {
            read.put(record, one);
            shown.accept(one.view());
        });
        return now;
    }

    /** Every version of a record as it is read, oldest first. */
    List<Read> versions(Read newest) {
        return records.versions(scope, newest.record().id(), ledgerSize).stream()
                .map(view -> new Read(new TracedRecord(newest.type(), view.id(), view.version()), view))
                .toList();
    }

    /** The values of a record's attributes of a role. */
    Set<String> having(Read one, TraceRole role) {
        Set<String> values = new TreeSet<>();
        catalogue
                .recordType(one.type())
                .map(RecordType::traceRoles)
                .orElse(Map.of())
                .forEach((name, each) -> {
                    if (each == role) {
                        values.addAll(one.texts(name));
                    }
                });
        return values;
    }

    DossierRecord dossier(Read one) {
        Optional<OffsetDateTime> occurred = one.occurredAt();
        boolean late = occurred.filter(
                        at -> Duration.between(at.toInstant(), one.view().recordedAt())
                                        .compareTo(lateAfter)
                                > 0)
                .isPresent();
        return new DossierRecord(one.record(), occurred.orElse(null), one.view().recordedAt(), late);
    }

    /** The names of the instruments of a record's measurements, and the methods. */
    static Stream<String> measured(Read one, String part) {
        return one.view().fields().entrySet().stream()
                .filter(field -> field.getKey().startsWith("measurements/"))
                .map(field -> field.getValue().path(part))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }
}
