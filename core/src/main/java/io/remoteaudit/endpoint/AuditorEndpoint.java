package io.remoteaudit.endpoint;

import io.remoteaudit.access.Attempt;
import io.remoteaudit.access.NewAttempt;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.PageSession;
import io.remoteaudit.record.Scope;
import io.remoteaudit.store.Lazily;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Serves the contract: one router, and the five steps every request of an auditor takes. */
final class AuditorEndpoint implements AuditEndpoint {

    private final AuditServices services;
    private final OperationNames names = OperationNames.ofContract();
    private final Watching watching;
    private final HttpRules rules;
    private final Gatekeeper gatekeeper;
    private final Discovery discovery;
    private final Enrolment enrolment;
    private final PasskeySignIn passkeySignIn;
    private final PageDoor pageDoor;
    private final IdempotencyKeys idempotencyKeys;
    private final EventStreams streams;
    private final DailyUse dailyUse;

    /** Made by the first request, since a host's start should not wait for what some hosts are not asked for in weeks. */
    private final Lazily<Routes<Operation>> routes;

    private final AtomicBoolean closed = new AtomicBoolean();

    AuditorEndpoint(AuditServices services, List<RequestObserver> observers) {
        this.services = services;
        this.watching = new Watching(observers);
        this.rules = new HttpRules(services.limits(), names, watching);
        PageGuard guard = new PageGuard(services.passkeys().relyingParty());
        this.gatekeeper = new Gatekeeper(services, guard);
        this.discovery = new Discovery(services);
        WayIn wayIn = new WayIn(services);
        this.enrolment = new Enrolment(services, gatekeeper, wayIn);
        this.passkeySignIn = new PasskeySignIn(services, gatekeeper, wayIn);
        this.pageDoor = new PageDoor(services, gatekeeper, guard, wayIn, enrolment, passkeySignIn);
        this.idempotencyKeys = new IdempotencyKeys(services.database(), services.clock());
        this.streams = new EventStreams(services);
        this.dailyUse = new DailyUse(services.database(), services.clock());
        this.routes = Lazily.of(this::routes);
    }

    private Routes<Operation> routes() {
        Routes<Operation> routes = new Routes<>();
        ListCursors cursors = new ListCursors(services.clock());
        new EngagementResources(services, dailyUse).addTo(routes);
        new PasskeyResources(services).addTo(routes);
        new PreparationResources(services).addTo(routes);
        new SearchResources(services).addTo(routes);
        new SuggestionResources(services.search()).addTo(routes);
        new TraceResources(services.lots(), services.exposedPersons()).addTo(routes);
        new RecordResources(services, cursors).addTo(routes);
        new QuestionResources(services, cursors, streams).addTo(routes);
        new FindingResources(services, cursors).addTo(routes);
        new SampleResources(services, cursors).addTo(routes);
        new CertificateResources(services, cursors).addTo(routes);
        new ConsentResources(services, cursors).addTo(routes);
        new ExportResources(services, cursors, dailyUse).addTo(routes);
        new AccessResources(services, cursors).addTo(routes);
        new LedgerResources(services).addTo(routes);
        new TimestampResources(services).addTo(routes);
        return routes;
    }

    @Override
    public Answer handle(Request request) {
        return rules.answer(request, true, locale -> {
            if (closed.get()) {
                throw Refusal.of(ProblemType.UNAVAILABLE).with("Retry-After", "5");
            }
            return discovery
                    .answer(request)
                    .or(() -> enrolment.answer(request))
                    .or(() -> passkeySignIn.answer(request))
                    .or(() -> pageDoor.answer(request))
                    .orElseGet(() -> serve(request, locale));
        });
    }

    @Override
    public ServedOperation operation(String method, String path) {
        return names.of(method, path);
    }

    @Override
    public int eventStreams() {
        return streams.count();
    }

    @Override
    public void close() {
        closed.set(true);
        streams.close();
    }

    /** Admit → scope → read → mask → log. The trail is begun before anything is read, and ended before it is given. */
    private Answer serve(Request request, Locale locale) {
        Routes.Found<Operation> found = routes.get().find(request.method(), below(request.path()));
        String engagement = found.path().get("engagement");
        Callers callers = gatekeeper.recognize(request, engagement);
        Caller caller = callers.acting();
        List<Attempt> attempts = begin(request, found.target(), engagement == null ? callers.all() : List.of(caller));
        try {
            Visit admitted = admit(request, locale, found, callers);
            Visit visit = scope(admitted);
            Reply masked = readAndMask(found.target(), visit);
            Meter meter = found.target().metered() ? new Meter(dailyUse, caller) : Meter.none();
            LongConsumer sent = bytes -> watching.sent(() -> names.of(request.method(), request.path()), bytes);
            return log(visit, new Served(services.accessTrail(), attempts, meter, sent), masked);
        } catch (RuntimeException failure) {
            for (Attempt attempt : attempts) {
                services.accessTrail().served(attempt, Problems.status(failure), 0, 0, null);
            }
            throw failure;
        }
    }

    /** What is asked of several engagements at once is in the trail of each. */
    private List<Attempt> begin(Request request, Operation operation, List<Caller> callers) {
        return callers.stream().map(caller -> begin(request, operation, caller)).toList();
    }

    private Attempt begin(Request request, Operation operation, Caller caller) {
        PageSession session = caller.session();
        String target = request.query() == null ? request.path() : request.path() + "?" + request.query();
        return services.accessTrail()
                .begin(new NewAttempt(
                        caller.engagement().id(),
                        caller.auditor().id(),
                        caller.credentialId(),
                        operation.action(),
                        LogText.of(target),
                        LogText.of(request.remoteAddress()),
                        services.ledger().size(),
                        session == null ? null : session.id()));
    }

    /** Step 1: the engagement is the caller's own, it is active where that is needed, and it gives the right. */
    private Visit admit(Request request, Locale locale, Routes.Found<Operation> found, Callers callers) {
        Operation operation = found.target();
        Caller caller = callers.acting();
        gatekeeper.requireOwnPage(request, caller, operation.use());
        gatekeeper.requireOwn(caller, found.path().get("engagement"));
        Admission admission = operation.admitted() ? gatekeeper.admit(caller, operation) : null;
        Scope scope = caller.engagement().terms().scope();
        QueryParameters query =
                QueryParameters.parse(request.query(), SearchResources.known(operation.parameters(), scope));
        Visit.JsonContent content =
                operation.body() ? new Visit.JsonContent(JsonBody.read(request, services.limits())) : null;
        return new Visit(callers, admission, request, locale, found.path(), query, content, 0);
    }

    /** Step 2: from here on a visit sees its engagement's scope at one ledger size, and nothing else. */
    private Visit scope(Visit visit) {
        long size = services.ledger().size();
        OptionalLong wanted = visit.query().number("ledgerSize", 0, Long.MAX_VALUE);
        if (wanted.isPresent() && wanted.getAsLong() > size) {
            throw Refusal.parameter("ledgerSize", "ledger-size", String.valueOf(size));
        }
        return visit.at(wanted.orElse(size));
    }

    /** Steps 3 and 4: every reader takes the scope and hands out views that never held a masked value. */
    private Reply readAndMask(Operation operation, Visit visit) {
        return operation.change()
                ? idempotencyKeys.once(visit, operation.handler())
                : operation.handler().answer(visit);
    }

    /** Step 5: what is given is in the trail, at once or, for what is given over time, when that ends. */
    private Answer log(Visit visit, Served served, Reply reply) {
        if (reply instanceof Document document) {
            return Answers.of(visit, document, served);
        } else if (reply instanceof Download download) {
            return Answers.of(visit, download, served, services.consents());
        } else {
            return Answers.of(visit, ((Live) reply).stream(), served);
        }
    }

    private static String below(String path) {
        if (!path.startsWith(PATH + "/")) {
            throw Refusal.notFound();
        }
        return path.substring(PATH.length() + 1);
    }
}
