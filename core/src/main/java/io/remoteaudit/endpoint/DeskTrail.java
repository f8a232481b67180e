package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.access.AccessPage;
import io.remoteaudit.access.ExposedPersons;
import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.TrailFormat;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the maker watches: who has read what, and how the ledger is. */
final class DeskTrail {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_CURSOR = 2_000;
    private static final int MOST_ROWS = 100_000;

    private final AuditServices services;
    private final ListCursors cursors;

    DeskTrail(AuditServices services) {
        this.services = services;
        this.cursors = new ListCursors(services.clock());
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add(
                "GET",
                "access",
                new DeskOperation(StaffRole.VIEW, Set.of("engagement", "limit", "cursor"), this::access));
        routes.add(
                "GET", "access/content", new DeskOperation(StaffRole.VIEW, Set.of("engagement", "format"), this::file));
        routes.add("GET", "exposures", new DeskOperation(StaffRole.VIEW, Set.of(), this::exposures));
        routes.add("GET", "ledger", new DeskOperation(StaffRole.VIEW, Set.of(), this::ledger));
    }

    private Document access(DeskCall call) {
        Optional<String> engagement = call.query().text("engagement", LONGEST_ID);
        int limit = call.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = call.query().text("cursor", LONGEST_CURSOR);
        String binding = "desk-access\n" + engagement.orElse("");
        ListCursors.Position start = cursor.map(text -> cursors.open(binding, text))
                .orElseGet(() -> new ListCursors.Position(0, services.ledger().size()));
        AccessPage page = page(engagement, start.position(), limit, start.ledgerSize());
        List<AccessEntry> items = page.items().stream().map(AccessEntry::of).toList();
        String next = page.nextLeaf().isEmpty()
                ? null
                : cursors.seal(binding, new ListCursors.Position(page.nextLeaf().getAsLong(), start.ledgerSize()));
        return Document.json(new Page<>(items, page.total(), next).toJson(AccessEntry::toJson), items.size());
    }

    /**
     * The trail as a file. One that would fill the host's memory is refused and not cut: an engagement's own is smaller, and
     * its auditor's way gives it whatever its size.
     */
    private Document file(DeskCall call) {
        Optional<String> engagement = call.query().text("engagement", LONGEST_ID);
        TrailFormat format = AccessResources.format(call.query());
        long size = services.ledger().size();
        if (page(engagement, 0, 1, size).total() > MOST_ROWS) {
            throw Refusal.parameter("engagement", "trail-too-long", String.valueOf(MOST_ROWS));
        }
        return new TrailFile(leaf -> page(engagement, leaf, SearchRequest.MAX_LIMIT, size), format)
                .document(engagement.orElse("all"));
    }

    private AccessPage page(Optional<String> engagement, long leaf, int limit, long ledgerSize) {
        return engagement
                .map(id -> services.accessTrail().list(id, leaf, limit, ledgerSize))
                .orElseGet(() -> services.accessTrail().listAll(leaf, limit, ledgerSize));
    }

    private Document exposures(DeskCall call) {
        List<ExposedPersons.Year> years = services.exposedPersons().byYear();
        return Document.json(
                new Page<>(years, years.size(), null)
                        .toJson(year -> Json.object()
                                .put("year", year.year())
                                .put("persons", year.persons())
                                .put("engagements", year.engagements())),
                years.size());
    }

    private Document ledger(DeskCall call) {
        SignedCheckpoint checkpoint = services.ledger().checkpoint();
        ObjectNode json = Json.object();
        json.put("origin", services.ledger().key().name());
        json.put("key", services.ledger().key().vkey());
        json.put("size", checkpoint.size());
        json.put("root", checkpoint.root().base64());
        json.put("checkpointAt", checkpoint.at().toString());
        json.put("checkpoint", checkpoint.note());
        json.put("indexedSize", services.search().indexedSize());
        return Document.json(json, 1);
    }
}
