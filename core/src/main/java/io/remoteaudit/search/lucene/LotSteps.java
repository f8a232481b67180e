package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.LotRelation;
import io.remoteaudit.trace.TraceDirection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.search.Query;

/** One step from some lots to the next in one direction. */
final class LotSteps {

    /** The most relations read for one answer. */
    private static final int MOST_RELATIONS = 50_000;

    private final LotRecords records;
    private final Map<String, List<String>> near = new TreeMap<>();
    private final Map<String, List<String>> far = new TreeMap<>();
    private final Set<String> fields = new TreeSet<>();
    private int relations;

    LotSteps(LotRecords records, TraceDirection direction) {
        this.records = records;
        for (RecordType type : records.types()) {
            List<String> in = records.attributes(type, TraceRole.INPUT);
            List<String> out = records.attributes(type, TraceRole.OUTPUT);
            if (!in.isEmpty() && !out.isEmpty()) {
                near.put(type.id(), direction == TraceDirection.BACK ? out : in);
                far.put(type.id(), direction == TraceDirection.BACK ? in : out);
                in.forEach(name -> fields.add(IndexFields.ATTRIBUTES + name));
                out.forEach(name -> fields.add(IndexFields.ATTRIBUTES + name));
            }
        }
    }

    /** Takes a relation that a record tells. */
    private interface Taker {
        void take(String from, String to, LotRecord record) throws IOException;
    }

    /** For each next lot that a record in scope relates to one of the lots: how. */
    Map<String, List<LotRelation>> inScope(Set<String> lots) throws IOException {
        Map<String, List<LotRelation>> next = new TreeMap<>();
        records.inScope(
                from(lots),
                fields,
                each(
                        lots,
                        (from, to, record) -> next.computeIfAbsent(to, unused -> new ArrayList<>())
                                .add(new LotRelation(from, record.reference()))));
        return next;
    }

    /** For each of the lots, the next ones that only records outside the scope tell of; to be counted. */
    Map<String, Set<String>> outsideScope(Set<String> lots) throws IOException {
        Map<String, Set<String>> next = new HashMap<>();
        records.outsideScope(
                from(lots),
                fields,
                each(
                        lots,
                        (from, to, record) -> next.computeIfAbsent(from, unused -> new TreeSet<>())
                                .add(to)));
        return next;
    }

    private Query from(Set<String> lots) {
        return LotRecords.having(near, lots);
    }

    private LotRecords.Visitor each(Set<String> lots, Taker taker) {
        return record -> {
            Set<String> from = all(near, record);
            from.retainAll(lots);
            Set<String> next = all(far, record);
            relations += from.size() * next.size();
            if (relations > MOST_RELATIONS) {
                throw new QueryTooCostlyException("This lot has more than " + MOST_RELATIONS
                        + " relations; follow fewer steps, or one direction");
            }
            for (String one : from) {
                for (String other : next) {
                    if (!one.equals(other)) {
                        taker.take(one, other, record);
                    }
                }
            }
        };
    }

    private static Set<String> all(Map<String, List<String>> attributes, LotRecord record) throws IOException {
        Set<String> lots = new TreeSet<>();
        for (String name : attributes.getOrDefault(record.type(), List.of())) {
            lots.addAll(record.attribute(name));
        }
        return lots;
    }
}
