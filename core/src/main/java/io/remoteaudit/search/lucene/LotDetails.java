package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.LotFact;
import io.remoteaudit.trace.RecordCount;
import io.remoteaudit.trace.TracedLot;
import io.remoteaudit.trace.TracedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the records in scope tell of lots: how many of each type name one, and where it came from and went to. */
final class LotDetails {

    private final LotRecords records;
    private final Scope scope;
    private final @Nullable String verdicts;
    private final Map<String, List<String>> named = new TreeMap<>();
    private final Map<String, List<String>> origins = new TreeMap<>();
    private final Map<String, List<String>> destinations = new TreeMap<>();
    private final Set<String> fields = new TreeSet<>();

    LotDetails(LotRecords records, Scope scope) {
        this.records = records;
        this.scope = scope;
        this.verdicts = RecordField.isVisible(scope, Facet.VERDICT.field()) ? Search.verdictField(scope) : null;
        fields.add(RecordField.LOTS.queryName());
        if (verdicts != null) {
            fields.add(verdicts);
        }
        for (RecordType type : records.types()) {
            List<String> lots = new ArrayList<>(records.attributes(type, TraceRole.INPUT));
            lots.addAll(records.attributes(type, TraceRole.OUTPUT));
            note(type, lots, named);
            note(type, records.attributes(type, TraceRole.ORIGIN), origins);
            note(type, records.attributes(type, TraceRole.DESTINATION), destinations);
        }
    }

    private void note(RecordType type, List<String> attributes, Map<String, List<String>> byType) {
        if (!attributes.isEmpty()) {
            byType.put(type.id(), attributes);
            attributes.forEach(name -> fields.add(IndexFields.ATTRIBUTES + name));
        }
    }

    /** What is told of one lot. */
    record Told(List<RecordCount> records, List<LotFact> facts, long moreFacts) {

        static final Told NOTHING = new Told(List.of(), List.of(), 0);
    }

    /** The same while it is gathered. */
    private static final class Gathered {
        private final Map<String, Counted> types = new TreeMap<>();
        private final TreeMap<TracedRecord, LotFact> facts = new TreeMap<>();
        private long moreFacts;
    }

    /** The records of one type. */
    private static final class Counted {
        private long count;
        private long nonconforming;
        private final TreeSet<TracedRecord> first = new TreeSet<>();
    }

    /** Asked of every lot alike, so that one outside the scope takes the time of one that never was. */
    boolean isInScope(String lot) throws IOException {
        boolean[] found = new boolean[1];
        records.inScope(records.naming(Set.of(lot), named), Set.of(), record -> found[0] = true);
        return found[0] && scope.lots().admits(lot);
    }

    /** The records that name a lot. */
    List<TracedRecord> naming(String lot) throws IOException {
        return records.areShown() && isInScope(lot) ? records.list(records.naming(Set.of(lot), named)) : List.of();
    }

    Map<String, Told> of(Set<String> lots) throws IOException {
        Map<String, Gathered> gathered = new HashMap<>();
        records.inScope(records.naming(lots, named), fields, record -> {
            Set<String> about = new TreeSet<>(record.values(RecordField.LOTS.queryName()));
            for (String attribute : named.getOrDefault(record.type(), List.of())) {
                about.addAll(record.attribute(attribute));
            }
            about.retainAll(lots);
            for (String lot : about) {
                add(record, gathered.computeIfAbsent(lot, unused -> new Gathered()));
            }
        });
        Map<String, Told> told = new HashMap<>();
        gathered.forEach((lot, all) -> told.put(lot, told(all)));
        return told;
    }

    private void add(LotRecord record, Gathered all) throws IOException {
        TracedRecord reference = record.reference();
        Counted counted = all.types.computeIfAbsent(reference.recordType(), unused -> new Counted());
        counted.count++;
        if (verdicts != null && record.isNonconforming(verdicts)) {
            counted.nonconforming++;
        }
        counted.first.add(reference);
        if (counted.first.size() > RecordCount.SHOWN) {
            counted.first.pollLast();
        }
        Map<String, List<String>> from = values(record, origins);
        Map<String, List<String>> to = values(record, destinations);
        if (!from.isEmpty() || !to.isEmpty()) {
            all.facts.put(reference, new LotFact(reference, from, to));
            if (all.facts.size() > TracedLot.MAX_FACTS) {
                all.facts.pollLastEntry();
                all.moreFacts++;
            }
        }
    }

    private static Map<String, List<String>> values(LotRecord record, Map<String, List<String>> attributes)
            throws IOException {
        Map<String, List<String>> values = new TreeMap<>();
        for (String name : attributes.getOrDefault(record.type(), List.of())) {
            List<String> each = record.attribute(name);
            if (!each.isEmpty()) {
                values.put(name, each);
            }
        }
        return values;
    }

    private Told told(Gathered all) {
        List<RecordCount> counts = new ArrayList<>();
        all.types.forEach((type, counted) -> counts.add(new RecordCount(
                type,
                counted.count,
                verdicts == null ? OptionalLong.empty() : OptionalLong.of(counted.nonconforming),
                List.copyOf(counted.first))));
        return new Told(counts, List.copyOf(all.facts.values()), all.moreFacts);
    }
}
