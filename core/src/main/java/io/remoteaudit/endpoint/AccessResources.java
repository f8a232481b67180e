package io.remoteaudit.endpoint;

import io.remoteaudit.access.AccessPage;
import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.TrailFormat;
import io.remoteaudit.search.SearchRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an engagement has read so far: the auditor sees the same entries as the maker. */
final class AccessResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final String LIST = "access";
    private static final int LONGEST_FORMAT = 20;

    private final AuditServices services;
    private final ListCursors cursors;

    AccessResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
    }

    void addTo(Routes<Operation> routes) {
        routes.add(
                "GET",
                "engagements/{engagement}/access",
                Operation.read("access", null, Set.of("limit", "cursor", "ledgerSize"), this::list)
                        .followingUp());
        routes.add(
                "GET",
                "engagements/{engagement}/access/content",
                Operation.read("access-content", null, Set.of("format", "ledgerSize"), this::file)
                        .followingUp());
    }

    /** What the list shows, as a file to keep or to look through in a spreadsheet. */
    private Reply file(Visit visit) {
        TrailFormat format = format(visit.query());
        String engagement = visit.admitted().engagement().id();
        long ledgerSize = visit.ledgerSize();
        return new TrailFile(
                        leaf -> services.accessTrail().list(engagement, leaf, SearchRequest.MAX_LIMIT, ledgerSize),
                        format)
                .download(engagement);
    }

    /** The form a file is wanted in. */
    static TrailFormat format(QueryParameters query) {
        String wanted = query.text("format", LONGEST_FORMAT).orElse(TrailFormat.JSON_LINES.wireName());
        return TrailFormat.ofWireName(wanted)
                .orElseThrow(() -> Refusal.parameter(
                        "format",
                        "choice",
                        Stream.of(TrailFormat.values())
                                .map(TrailFormat::wireName)
                                .collect(Collectors.joining(", "))));
    }

    private Reply list(Visit visit) {
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        AccessPage page = services.accessTrail()
                .list(visit.admitted().engagement().id(), start.position(), limit, start.ledgerSize());
        List<AccessEntry> items = page.items().stream().map(AccessEntry::of).toList();
        String next = page.nextLeaf().isEmpty()
                ? null
                : cursors.seal(
                        LIST, visit, new ListCursors.Position(page.nextLeaf().getAsLong(), start.ledgerSize()));
        return Document.json(new Page<>(items, page.total(), next).toJson(AccessEntry::toJson), items.size())
                .at(start.ledgerSize());
    }
}
