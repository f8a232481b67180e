package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.trace.Branch;
import io.remoteaudit.trace.LotRelation;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.RecordCount;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TraceRequest;
import io.remoteaudit.trace.TracedLot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.lucene.util.IOUtils;

/**
 * Follows lots through made-up genealogies, with circles, corrections that change what went in, and records of several
 * sites, and holds what the index tells against the records themselves.
 */
class LotTraceProperties {

    private static final int FAMILIES = 60;
    private static final int LOTS = 9;
    private static final List<String> SITES = List.of("S1", "S2", "S3");

    private static Path directory;
    private static SearchedLedger searched;
    private static final List<QualityRecord> SAVED = new ArrayList<>();

    @BeforeContainer
    static void open() throws IOException {
        directory = Files.createTempDirectory("remote-audit-trace");
        searched = new SearchedLedger(directory);
        Random random = new Random(7);
        Map<String, Integer> newest = new LinkedHashMap<>();
        for (int i = 0; i < FAMILIES * 22; i++) {
            int family = random.nextInt(FAMILIES);
            String id = "R-" + family + "-" + random.nextInt(14);
            SAVED.add(record(id, newest.merge(id, 1, Integer::sum), family, random));
        }
        searched.saveAndIndex(SAVED.toArray(QualityRecord[]::new));
    }

    @AfterContainer
    static void close() throws IOException {
        searched.close();
        IOUtils.rm(directory);
    }

    /** One in three is an inspection; which type a record is of stays the same, what it says need not. */
    private static QualityRecord record(String id, int version, int family, Random random) {
        QualityRecord.Builder record = QualityRecord.of(isIssue(id) ? "material-issue" : "incoming-inspection", id)
                .title(id)
                .site(SITES.get(random.nextInt(SITES.size())))
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
        String lot = lot(family, random.nextInt(LOTS));
        record.lots(lot);
        if (isIssue(id)) {
            List<String> inputs = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                inputs.add(lot(family, random.nextInt(LOTS)));
            }
            ArrayNode array = Json.array();
            inputs.forEach(array::add);
            record.attribute("lot", lot).attribute("inputLots", array);
            // A host need not repeat the inputs among the record's lots.
            if (random.nextBoolean()) {
                record.lots(inputs.toArray(String[]::new));
            }
        }
        return version == 1
                ? record.build()
                : record.version(version, new Change("更正", new Person("李娜", null)))
                        .build();
    }

    private static boolean isIssue(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) % 3 != 0;
    }

    private static String lot(int family, int number) {
        return "L" + family + "-" + number;
    }

    @Property(tries = 600)
    void traceIsWhatTheRecordsInScopeTellAndCountsWhatTheOthersTell(
            @ForAll @IntRange(min = 0, max = FAMILIES - 1) int family,
            @ForAll @IntRange(min = 0, max = LOTS - 1) int number,
            @ForAll @IntRange(min = 0, max = 7) int sites,
            @ForAll boolean onlySomeLots,
            @ForAll @IntRange(min = 1, max = 6) int depth,
            @ForAll @IntRange(min = 1, max = 100) int reached,
            @ForAll boolean masked) {
        long size = SAVED.size() * (long) reached / 100;
        Scope scope = scope(sites, onlySomeLots ? family : -1, masked);
        String lot = lot(family, number);
        TraceRequest request = new TraceRequest(Set.of(TraceDirection.values()), depth, 1_000);
        Optional<LotTrace> trace = searched.index().trace(scope, lot, request, size);
        Oracle oracle = new Oracle(scope, size);
        assertThat(trace.isPresent()).isEqualTo(oracle.isInScope(lot));
        trace.ifPresent(found -> found.branches().forEach((direction, branch) -> {
            Oracle.Expected expected = oracle.follow(lot, direction, depth);
            assertThat(depths(branch)).isEqualTo(expected.depths());
            assertThat(branch.outside()).isEqualTo(expected.outside().size());
            assertThat(branch.deeper()).isEqualTo(expected.deeper().size());
            assertThat(branch.cut()).isZero();
            assertThat(relations(lot, branch)).isEqualTo(expected.relations());
            for (TracedLot each : branch.lots()) {
                assertThat(counts(each)).isEqualTo(oracle.counts(each.lot()));
            }
        }));
        trace.ifPresent(found -> assertThat(counts(found.lot())).isEqualTo(oracle.counts(lot)));
    }

    /** However few lots are asked for, those given are the nearest, and it is said that there are more. */
    @Property(tries = 100)
    void cutTraceGivesTheNearestLotsAndSaysThatItIsCut(
            @ForAll @IntRange(min = 0, max = FAMILIES - 1) int family, @ForAll @IntRange(min = 1, max = 4) int lots) {
        Scope scope = Scope.everything();
        TraceRequest request = new TraceRequest(Set.of(TraceDirection.BACK), 50, lots);
        Oracle oracle = new Oracle(scope, SAVED.size());
        for (int i = 0; i < LOTS; i++) {
            String lot = lot(family, i);
            Optional<LotTrace> trace = searched.index().trace(scope, lot, request, SAVED.size());
            if (trace.isPresent()) {
                Branch branch = trace.get().branches().get(TraceDirection.BACK);
                Oracle.Expected all = oracle.follow(lot, TraceDirection.BACK, 50);
                assertThat(branch.lots()).hasSize(Math.min(lots, all.depths().size()));
                assertThat(all.depths()).containsAllEntriesOf(depths(branch));
                assertThat(branch.cut() > 0).isEqualTo(all.depths().size() > lots);
            }
        }
    }

    private static Scope scope(int sites, int family, boolean masked) {
        Set<String> agreed = new TreeSet<>();
        for (int i = 0; i < SITES.size(); i++) {
            if ((sites >> i & 1) == 1) {
                agreed.add(SITES.get(i));
            }
        }
        Scope scope = SearchedLedger.site(agreed.toArray(String[]::new));
        if (family >= 0) {
            scope = scope.ofLots(Selection.of(
                    IntStream.range(0, LOTS - 3).mapToObj(i -> lot(family, i)).toList()));
        }
        return masked && sites % 4 == 1 ? scope.masking(Set.of("attributes/inputLots")) : scope;
    }

    private static Map<String, Integer> depths(Branch branch) {
        return branch.lots().stream().collect(Collectors.toMap(TracedLot::lot, TracedLot::depth));
    }

    private static Map<String, Long> counts(TracedLot lot) {
        return lot.records().stream().collect(Collectors.toMap(RecordCount::recordType, RecordCount::count));
    }

    private static Set<String> relations(String lot, Branch branch) {
        Set<String> relations = new HashSet<>();
        branch.circles().forEach(circle -> relations.add(relation(circle, lot)));
        branch.lots().forEach(each -> each.relations().forEach(found -> relations.add(relation(found, each.lot()))));
        return relations;
    }

    private static String relation(LotRelation found, String lot) {
        return found.lot() + " > " + lot + " by " + found.record().id() + " "
                + found.record().version();
    }

    /** The same, told by reading all records. */
    private static final class Oracle {

        private final Scope scope;
        private final Map<String, QualityRecord> newest = new LinkedHashMap<>();

        Oracle(Scope scope, long size) {
            this.scope = scope;
            SAVED.subList(0, (int) size).forEach(record -> newest.put(record.id(), record));
        }

        record Expected(Map<String, Integer> depths, Set<String> relations, Set<String> outside, Set<String> deeper) {}

        private record Edge(String from, String to, QualityRecord by) {}

        private List<Edge> edges(TraceDirection direction) {
            List<Edge> edges = new ArrayList<>();
            for (QualityRecord record : newest.values()) {
                if (isIssue(record.id()) && !scope.masks("attributes/inputLots")) {
                    String out = record.attributes().toMap().get("lot").asText();
                    record.attributes().toMap().get("inputLots").forEach(input -> {
                        if (!input.asText().equals(out)) {
                            edges.add(
                                    direction == TraceDirection.BACK
                                            ? new Edge(out, input.asText(), record)
                                            : new Edge(input.asText(), out, record));
                        }
                    });
                }
            }
            return edges;
        }

        private Set<String> named(QualityRecord record) {
            Set<String> named = new TreeSet<>(record.lots());
            if (isIssue(record.id())) {
                named.add(record.attributes().toMap().get("lot").asText());
                if (!scope.masks("attributes/inputLots")) {
                    record.attributes().toMap().get("inputLots").forEach(input -> named.add(input.asText()));
                }
            }
            return named;
        }

        boolean isInScope(String lot) {
            return scope.lots().admits(lot)
                    && newest.values().stream()
                            .anyMatch(record ->
                                    scope.admits(record) && named(record).contains(lot));
        }

        Map<String, Long> counts(String lot) {
            return newest.values().stream()
                    .filter(record -> scope.admits(record) && named(record).contains(lot))
                    .collect(Collectors.groupingBy(QualityRecord::type, Collectors.counting()));
        }

        Expected follow(String lot, TraceDirection direction, int depth) {
            List<Edge> edges = edges(direction);
            Map<String, Integer> depths = new LinkedHashMap<>(Map.of(lot, 0));
            for (int step = 1; step <= depth; step++) {
                Map<String, Integer> before = Map.copyOf(depths);
                for (Edge edge : edges) {
                    if (before.containsKey(edge.from())
                            && scope.admits(edge.by())
                            && scope.lots().admits(edge.to())) {
                        depths.putIfAbsent(edge.to(), step);
                    }
                }
            }
            Set<String> relations = new HashSet<>();
            Set<String> next = new LinkedHashSet<>();
            Set<String> deeper = new HashSet<>();
            for (Edge edge : edges) {
                if (depths.containsKey(edge.from())) {
                    next.add(edge.to());
                    if (scope.admits(edge.by()) && depths.containsKey(edge.to())) {
                        relations.add(edge.from() + " > " + edge.to() + " by "
                                + edge.by().id() + " " + edge.by().version());
                    } else if (scope.admits(edge.by()) && scope.lots().admits(edge.to())) {
                        deeper.add(edge.to());
                    }
                }
            }
            next.removeAll(depths.keySet());
            next.removeAll(deeper);
            depths.remove(lot);
            return new Expected(depths, relations, next, deeper);
        }
    }
}
