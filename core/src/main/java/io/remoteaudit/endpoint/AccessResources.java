package io.remoteaudit.endpoint;

import io.remoteaudit.access.AccessPage;
import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.Page;
import io.remoteaudit.search.SearchRequest;
import java.util.List;
import java.util.Set;

/** What an engagement has read so far: the auditor sees the same entries as the maker. */
final class AccessResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final String LIST = "access";

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
