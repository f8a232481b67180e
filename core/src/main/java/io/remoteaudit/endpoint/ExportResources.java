package io.remoteaudit.endpoint;

import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.export.ExportFile;
import io.remoteaudit.export.ExportJob;
import io.remoteaudit.export.ExportRequest;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asking for signed exports, watching them, and taking them away. */
final class ExportResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_QUERY = 512;
    private static final int LONGEST_ID = 200;
    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_PARTS = 100_000;
    private static final String LIST = "exports";

    private final AuditServices services;
    private final ListCursors cursors;
    private final DailyUse dailyUse;

    ExportResources(AuditServices services, ListCursors cursors, DailyUse dailyUse) {
        this.services = services;
        this.cursors = cursors;
        this.dailyUse = dailyUse;
    }

    void addTo(Routes<Operation> routes) {
        String exports = "engagements/{engagement}/exports";
        routes.add("GET", exports, Operation.read("exports", Right.EXPORT, Set.of("limit", "cursor"), this::list));
        routes.add("POST", exports, Operation.change("export-start", Right.EXPORT, this::start));
        routes.add("GET", exports + "/{export}", Operation.read("export", Right.EXPORT, Set.of(), this::one));
        routes.add(
                "DELETE", exports + "/{export}", Operation.read("export-cancel", Right.EXPORT, Set.of(), this::cancel));
        routes.add(
                "GET",
                exports + "/{export}/content",
                Operation.read("export-content", Right.EXPORT, Set.of("part"), this::content)
                        .counted());
    }

    private Reply list(Visit visit) {
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        List<ExportJob> jobs = services.exports().list(visit.admitted());
        int first = (int) Math.min(start.position(), jobs.size());
        int end = Math.min(jobs.size(), first + limit);
        String next = end == jobs.size()
                ? null
                : cursors.seal(LIST, visit, new ListCursors.Position(end, start.ledgerSize()));
        List<ExportStatus> items =
                jobs.subList(first, end).stream().map(ExportStatus::of).toList();
        return Document.json(new Page<>(items, jobs.size(), next).toJson(ExportStatus::toJson), items.size());
    }

    private Reply start(Visit visit) {
        JsonBody body = visit.body();
        Optional<String> query = body.optionalText("query", 0, LONGEST_QUERY);
        List<Filter> filters = SearchResources.filters(body, visit.scope());
        List<String> records = body.texts("recordIds", MOST_RECORDS, LONGEST_ID);
        String language = body.language("language", visit.locale());
        if (body.has("recordIds") && (query.isPresent() || body.has("filters"))) {
            body.fault("recordIds", "either");
        }
        body.end();
        ExportJob job = start(visit, new ExportRequest(visit.admitted(), query.orElse(""), filters, records, language));
        return Document.json(ExportStatus.of(job).toJson(), 1)
                .status(202)
                .tagged(null)
                .header("Location", "exports/" + PathSegment.of(job.id()));
    }

    private ExportJob start(Visit visit, ExportRequest request) {
        DailyUse.Taken taken = dailyUse.takeExport(visit.caller());
        boolean started = false;
        try {
            ExportJob job = services.exports().start(request);
            started = true;
            return job;
        } catch (QuerySyntaxException e) {
            // Here the query is in the body, not in a parameter.
            throw Refusal.of(ProblemType.QUERY_SYNTAX)
                    .at(List.of(Fault.inBody("/query", "said", e.detail(visit.locale()))));
        } finally {
            if (!started) {
                dailyUse.giveBack(taken);
            }
        }
    }

    private Reply one(Visit visit) {
        return Document.json(ExportStatus.of(find(visit)).toJson(), 1);
    }

    private Reply cancel(Visit visit) {
        services.exports().cancel(visit.admitted(), find(visit).id());
        return Document.noContent();
    }

    private Reply content(Visit visit) {
        ExportJob job = find(visit);
        if (!ExportStatus.of(job).done()) {
            throw Refusal.of(ProblemType.EXPORT_NOT_READY, ExportStatus.of(job).state());
        }
        int number = visit.query().integer("part", 1, MOST_PARTS).orElse(1);
        ExportFile file = job.files().stream()
                .filter(candidate -> candidate.number() == number)
                .findFirst()
                .orElseThrow(Refusal::notFound);
        String name = job.files().size() == 1 ? job.id() : "%s-%03d".formatted(job.id(), number);
        return new Download(
                name + ".asice",
                ExportStatus.MEDIA_TYPE,
                file.bytes(),
                file.sha256(),
                new ConsentItem.OfExport(job.id()),
                offset -> services.exports().content(visit.admitted(), job.id(), number, offset));
    }

    private ExportJob find(Visit visit) {
        return services.exports().find(visit.admitted(), visit.path("export")).orElseThrow(Refusal::notFound);
    }
}
