package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.consent.ConsentState;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.question.Question;
import io.remoteaudit.store.Lazily;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Serves the desk: its own page only, and to each member of the staff what the roles allow. */
final class StaffDesk implements AuditDesk {

    private static final String PAGE = "remote-audit-desk";

    private final AuditServices services;
    private final HttpRules rules;
    private final OperationNames names;
    private final Lazily<Routes<DeskOperation>> routes = Lazily.of(this::routes);

    StaffDesk(AuditServices services, List<RequestObserver> observers) {
        this.services = services;
        this.names = OperationNames.ofDesk(routes);
        this.rules = new HttpRules(services.limits(), names, new Watching(observers));
    }

    private Routes<DeskOperation> routes() {
        Routes<DeskOperation> routes = new Routes<>();
        routes.add("GET", "session", new DeskOperation(null, Set.of(), this::session));
        new DeskEngagements(services).addTo(routes);
        new DeskPreparation(services).addTo(routes);
        new DeskQuestions(services).addTo(routes);
        new DeskAnswers(services).addTo(routes);
        new DeskNotices(services).addTo(routes);
        new DeskFindings(services).addTo(routes);
        new DeskConsents(services).addTo(routes);
        new DeskSamples(services).addTo(routes);
        new DeskTrail(services).addTo(routes);
        new DeskLedger(services).addTo(routes);
        new DeskSelfCheck(services).addTo(routes);
        new DeskIndex(services).addTo(routes);
        new DeskAttachments(services).addTo(routes);
        new DeskSources(services).addTo(routes);
        new DeskUploads(services).addTo(routes);
        return routes;
    }

    @Override
    public Answer handle(Request request, StaffMember staff) {
        return rules.answer(request, false, locale -> serve(request, staff, locale));
    }

    @Override
    public ServedOperation operation(String method, String path) {
        return names.of(method, path);
    }

    private Answer serve(Request request, StaffMember staff, Locale locale) {
        if (!request.path().startsWith(PATH + "/")) {
            throw Refusal.notFound();
        }
        Routes.Found<DeskOperation> found =
                routes.get().find(request.method(), request.path().substring(PATH.length() + 1));
        DeskOperation operation = found.target();
        if (!request.method().matches("GET|HEAD")) {
            requireOwnPage(request);
        }
        if (operation.role() != null && !staff.roles().contains(operation.role())) {
            throw Refusal.of(ProblemType.ROLE_REQUIRED, operation.role().wireName());
        }
        QueryParameters query = QueryParameters.parse(request.query(), operation.parameters());
        return Answers.desk(operation.handler().answer(new DeskCall(request, staff, locale, found.path(), query)));
    }

    /**
     * A page of another origin can send neither the header without asking first, which is never allowed, nor its own
     * origin as ours; both are asked for, so that one slip does not open the desk.
     */
    private static void requireOwnPage(Request request) {
        boolean marked = request.headers().all("X-Requested-With").equals(List.of(PAGE));
        String site = request.headers().first("Sec-Fetch-Site").orElse("same-origin");
        Optional<String> origin = request.headers().first("Origin");
        boolean sameOrigin = origin.isEmpty()
                || authority(origin.get())
                        .equals(request.headers().first("Host").map(host -> host.toLowerCase(Locale.ROOT)));
        if (!marked || !site.equals("same-origin") || !sameOrigin) {
            throw Refusal.of(ProblemType.FOREIGN_ORIGIN);
        }
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority())
                    .map(authority -> authority.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Document session(DeskCall call) {
        ObjectNode json = Json.object();
        json.put("name", call.staff().name());
        ArrayNode roles = json.putArray("roles");
        call.staff().roles().forEach(role -> roles.add(role.wireName()));
        json.putObject("organization")
                .put("id", services.organization().id())
                .put("name", services.organization().name());
        List<Question> pending = services.answers().pending();
        LocalDate today = LocalDate.now(services.clock());
        json.put("pendingQuestions", pending.size());
        json.put(
                "overdueQuestions",
                pending.stream().filter(question -> question.overdue(today)).count());
        json.put(
                "waitingFindings",
                services.findings().all().stream()
                        .filter(finding -> finding.waitsFor().equals(Optional.of(Party.MAKER)))
                        .count());
        json.put(
                "waitingConsents",
                services.consents().all().stream()
                        .filter(consent -> consent.state(services.clock().instant()) == ConsentState.ASKED)
                        .count());
        Feed feed = services.feeds().feed();
        json.put("sources", feed.sources().size() + feed.fileSources().size());
        return Document.json(json, 0);
    }
}
