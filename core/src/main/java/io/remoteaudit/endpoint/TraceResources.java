package io.remoteaudit.endpoint;

import io.remoteaudit.access.ExposedPersons;
import io.remoteaudit.api.LotDossierJson;
import io.remoteaudit.api.LotTraceJson;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.trace.LotDossier;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.Lots;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TraceRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Following a lot back and forward, and what its dossier lacks. */
final class TraceResources {

    private static final int LONGEST_VALUE = 20;

    private final Lots lots;
    private final ExposedPersons exposedPersons;

    TraceResources(Lots lots, ExposedPersons exposedPersons) {
        this.lots = lots;
        this.exposedPersons = exposedPersons;
    }

    void addTo(Routes<Operation> routes) {
        routes.add(
                "GET",
                "engagements/{engagement}/lots/{lot}/trace",
                Operation.read("trace", Right.TRACE, Set.of("direction", "depth", "lots", "ledgerSize"), this::trace));
        routes.add(
                "GET",
                "engagements/{engagement}/lots/{lot}/dossier",
                Operation.read("dossier", Right.TRACE, Set.of("ledgerSize"), this::dossier));
    }

    private Reply dossier(Visit visit) {
        List<RecordView> shown = new ArrayList<>();
        LotDossier dossier = lots.dossier(visit.scope(), visit.path("lot"), visit.ledgerSize(), shown::add)
                .orElseThrow(Refusal::notFound);
        exposedPersons.note(visit.admitted().engagement(), shown);
        return Document.json(LotDossierJson.write(dossier, lots.catalogue()), shown.size());
    }

    private Reply trace(Visit visit) {
        QueryParameters query = visit.query();
        TraceRequest request = new TraceRequest(
                directions(query.text("direction", LONGEST_VALUE)),
                query.integer("depth", 1, TraceRequest.MAX_DEPTH).orElse(TraceRequest.DEFAULT_DEPTH),
                query.integer("lots", 1, TraceRequest.MAX_LOTS).orElse(TraceRequest.DEFAULT_LOTS));
        LotTrace trace = lots.trace(visit.scope(), visit.path("lot"), request, visit.ledgerSize())
                .orElseThrow(Refusal::notFound);
        int shown = 1
                + trace.branches().values().stream()
                        .mapToInt(branch -> branch.lots().size())
                        .sum();
        return Document.json(LotTraceJson.write(trace, lots.catalogue()), shown);
    }

    private static Set<TraceDirection> directions(Optional<String> name) {
        if (name.isEmpty()) {
            return EnumSet.allOf(TraceDirection.class);
        }
        return Set.of(Arrays.stream(TraceDirection.values())
                .filter(direction -> direction.wireName().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> Refusal.parameter(
                        "direction",
                        "choice",
                        Arrays.stream(TraceDirection.values())
                                .map(TraceDirection::wireName)
                                .collect(Collectors.joining(", ")))));
    }
}
