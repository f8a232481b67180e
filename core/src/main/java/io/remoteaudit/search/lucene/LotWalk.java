package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.trace.Branch;
import io.remoteaudit.trace.LotRelation;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TraceRequest;
import io.remoteaudit.trace.TracedLot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows a lot step by step. Each step asks for all lots of a depth together, so that it costs a handful of searches however
 * many lots there are; a lot met again is not followed again, which also ends every circle.
 */
final class LotWalk {

    private final LotRecords records;
    private final LotDetails details;
    private final Scope scope;

    LotWalk(LotRecords records, Scope scope) {
        this.records = records;
        this.details = new LotDetails(records, scope);
        this.scope = scope;
    }

    /** A lot met on the way. */
    private static final class Met {
        private final int depth;
        private final List<LotRelation> relations = new ArrayList<>();
        private final Set<String> outside = new HashSet<>();

        private Met(int depth) {
            this.depth = depth;
        }
    }

    /** One direction as it was walked. */
    private static final class Walked {
        private final Map<String, Met> lots = new LinkedHashMap<>();
        private final Set<String> deeper = new TreeSet<>();
        private final Set<String> cut = new TreeSet<>();

        /** Lots next to some that were met which are not in scope; what is in scope is shown or counted elsewhere. */
        Set<String> outside(Met met) {
            Set<String> outside = new HashSet<>(met.outside);
            outside.removeAll(lots.keySet());
            outside.removeAll(deeper);
            outside.removeAll(cut);
            return outside;
        }

        int outside() {
            Set<String> all = new HashSet<>();
            lots.values().forEach(met -> all.addAll(outside(met)));
            return all.size();
        }
    }

    Optional<LotTrace> trace(String lot, TraceRequest request, long ledgerSize) throws IOException {
        if (!records.areShown() || !details.isInScope(lot)) {
            return Optional.empty();
        }
        Map<TraceDirection, Walked> walks = new EnumMap<>(TraceDirection.class);
        Set<String> shown = new TreeSet<>(Set.of(lot));
        for (TraceDirection direction : request.directions()) {
            Walked walked = walk(lot, direction, request);
            walks.put(direction, walked);
            shown.addAll(walked.lots.keySet());
        }
        Map<String, LotDetails.Told> told = details.of(shown);
        Map<TraceDirection, Branch> branches = new EnumMap<>(TraceDirection.class);
        walks.forEach((direction, walked) -> branches.put(direction, branch(lot, walked, told)));
        return Optional.of(new LotTrace(ledgerSize, traced(lot, new Met(0), 0, told), branches));
    }

    private Walked walk(String lot, TraceDirection direction, TraceRequest request) throws IOException {
        LotSteps steps = new LotSteps(records, direction);
        Walked walked = new Walked();
        walked.lots.put(lot, new Met(0));
        Set<String> frontier = Set.of(lot);
        for (int depth = 1; !frontier.isEmpty(); depth++) {
            Set<String> next = new TreeSet<>();
            for (Map.Entry<String, List<LotRelation>> found :
                    steps.inScope(frontier).entrySet()) {
                if (take(found.getKey(), found.getValue(), depth, request, walked)) {
                    next.add(found.getKey());
                }
            }
            steps.outsideScope(frontier)
                    .forEach((from, lots) -> met(walked, from).outside.addAll(lots));
            frontier = next;
        }
        return walked;
    }

    /** True if it was met for the first time and is to be followed. */
    private boolean take(String lot, List<LotRelation> relations, int depth, TraceRequest request, Walked walked) {
        Met known = walked.lots.get(lot);
        if (known != null) {
            known.relations.addAll(relations);
            return false;
        }
        if (!scope.lots().admits(lot)) {
            relations.forEach(relation -> met(walked, relation.lot()).outside.add(lot));
            return false;
        }
        if (depth > request.depth()) {
            walked.deeper.add(lot);
            return false;
        }
        // The lot asked for is no part of the count.
        if (walked.lots.size() > request.lots()) {
            walked.cut.add(lot);
            return false;
        }
        Met met = new Met(depth);
        met.relations.addAll(relations);
        walked.lots.put(lot, met);
        return true;
    }

    private static Met met(Walked walked, String lot) {
        Met met = walked.lots.get(lot);
        if (met == null) {
            throw new IllegalStateException("A step was taken from a lot that was not met");
        }
        return met;
    }

    private static Branch branch(String lot, Walked walked, Map<String, LotDetails.Told> told) {
        List<TracedLot> lots = new ArrayList<>();
        walked.lots.forEach((number, met) -> {
            if (!number.equals(lot)) {
                lots.add(traced(number, met, walked.outside(met).size(), told));
            }
        });
        Met start = met(walked, lot);
        return new Branch(
                lots,
                start.relations.stream().sorted().distinct().toList(),
                walked.outside(),
                walked.outside(start).size(),
                walked.deeper.size(),
                walked.cut.size());
    }

    private static TracedLot traced(String lot, Met met, int outside, Map<String, LotDetails.Told> told) {
        LotDetails.Told of = told.getOrDefault(lot, LotDetails.Told.NOTHING);
        return new TracedLot(
                lot,
                met.depth,
                met.relations.stream().sorted().distinct().toList(),
                outside,
                of.records(),
                of.facts(),
                of.moreFacts());
    }
}
