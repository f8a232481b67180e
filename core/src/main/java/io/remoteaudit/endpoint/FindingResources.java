package io.remoteaudit.endpoint;

import io.remoteaudit.api.FindingJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingConflictException;
import io.remoteaudit.finding.FindingFilter;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingPage;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.search.SearchRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Raising findings and taking the body's steps. */
final class FindingResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CHOICE = 50;
    private static final int LONGEST_CLAUSE = 100;
    private static final String LIST = "findings";

    /** A step is based on what is committed: what waits for its place in the ledger has happened already. */
    private static final long UNSEQUENCED_TOO = Long.MAX_VALUE;

    private final AuditServices services;
    private final ListCursors cursors;

    FindingResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
    }

    void addTo(Routes<Operation> routes) {
        String findings = "engagements/{engagement}/findings";
        routes.add(
                "GET",
                findings,
                Operation.read(
                                "findings",
                                null,
                                Set.of("state", "kind", "edition", "clause", "limit", "cursor", "ledgerSize"),
                                this::list)
                        .followingUp());
        routes.add("POST", findings, Operation.change("finding-raise", Right.FIND, this::raise));
        routes.add(
                "GET",
                findings + "/{finding}",
                Operation.read("finding", null, Set.of("ledgerSize"), this::one).followingUp());
        routes.add(
                "POST",
                findings + "/{finding}/steps",
                Operation.change("finding-step", Right.FIND, this::step).followingUp());
    }

    private Reply list(Visit visit) {
        FindingFilter filter = filter(visit.query());
        String list = LIST + "\n" + filter.states() + filter.kinds() + filter.edition() + "\n" + filter.clause();
        ListCursors.Position start = cursors.position(list, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        FindingPage page =
                services.findings().list(visit.admitted(), filter, (int) start.position(), limit, start.ledgerSize());
        String next = page.next().isEmpty()
                ? null
                : cursors.seal(list, visit, new ListCursors.Position(page.next().getAsInt(), start.ledgerSize()));
        return Document.json(
                        new Page<>(page.items(), page.total(), next)
                                .toJson(finding -> FindingJson.write(finding, Party.BODY)),
                        page.items().size())
                .at(start.ledgerSize());
    }

    private static FindingFilter filter(QueryParameters query) {
        return new FindingFilter(
                choices(query, "state", FindingState.class, FindingState::wireName),
                choices(query, "kind", FindingKind.class, FindingKind::wireName),
                query.text("edition", LONGEST_CLAUSE).orElse(null),
                query.text("clause", LONGEST_CLAUSE).orElse(null));
    }

    private static <E extends Enum<E>> Set<E> choices(
            QueryParameters query, String parameter, Class<E> type, Function<E, String> wireName) {
        Set<E> chosen = EnumSet.noneOf(type);
        List<E> all = Arrays.asList(type.getEnumConstants());
        for (String value : query.all(parameter, LONGEST_CHOICE)) {
            Optional<E> choice = all.stream()
                    .filter(constant -> wireName.apply(constant).equals(value))
                    .findFirst();
            chosen.add(choice.orElseThrow(() -> Refusal.parameter(
                    parameter,
                    "choice",
                    String.join(", ", all.stream().map(wireName).toList()))));
        }
        return chosen;
    }

    private Reply one(Visit visit) {
        return reply(find(visit, visit.ledgerSize()));
    }

    private Reply raise(Visit visit) {
        FindingStatement statement = body(visit).raised(visit.body());
        Finding raised = services.findings().raise(visit.admitted(), statement);
        return placed(visit, raised).status(201).header("Location", "findings/" + PathSegment.of(raised.id()));
    }

    private Reply step(Visit visit) {
        FindingBody.Step step = body(visit).step(visit.body(), Party.BODY);
        int version = expectedVersion(visit);
        Finding changed;
        try {
            changed = services.findings()
                    .step(visit.admitted(), visit.path("finding"), version, step.action(), step.content());
        } catch (FindingConflictException e) {
            boolean newer = find(visit, UNSEQUENCED_TOO).version() != version;
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
        return placed(visit, changed).status(201);
    }

    private FindingBody body(Visit visit) {
        return new FindingBody(services, visit.admitted(), visit.locale());
    }

    private int expectedVersion(Visit visit) {
        int version = find(visit, UNSEQUENCED_TOO).version();
        if (visit.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!ETag.matches(visit.request().headers(), ETag.of(version))) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        return version;
    }

    private Finding find(Visit visit, long ledgerSize) {
        return services.findings()
                .find(visit.admitted(), visit.path("finding"), ledgerSize)
                .orElseThrow(Refusal::notFound);
    }

    /** The finding as it was changed, once the ledger has placed that, so that whoever reads next sees it too. */
    private Document placed(Visit visit, Finding changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        Finding placed = services.findings()
                .find(visit.admitted(), changed.id(), size)
                .filter(found -> found.version() >= changed.version())
                .map(found -> found.upTo(changed.version()))
                .orElse(changed);
        return reply(placed).at(size);
    }

    private static Document reply(Finding finding) {
        return Document.json(FindingJson.write(finding, Party.BODY), 1).tagged(ETag.of(finding.version()));
    }
}
