package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.api.VersionChanges;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.ledger.TlogProof;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.search.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reading one record, its history, its proof and its files. */
final class RecordResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> ONE_VERSION = Set.of("version", "ledgerSize");

    private final AuditServices services;
    private final ListCursors cursors;
    private final Cosignatures cosignatures;
    private final RecordMarking marking;

    RecordResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
        this.marking = new RecordMarking(services);
        this.cosignatures = new Cosignatures(services.database(), services.ledger(), services.clock());
    }

    void addTo(Routes<Operation> routes) {
        String records = "engagements/{engagement}/records";
        routes.add(
                "GET",
                records + "/{record}",
                Operation.read("record", Right.SEARCH, ONE_VERSION, this::record)
                        .followingUp());
        routes.add(
                "GET",
                records + "/{record}/versions",
                Operation.read("versions", Right.SEARCH, Set.of("limit", "cursor", "ledgerSize"), this::versions)
                        .followingUp());
        routes.add(
                "GET",
                records + "/{record}/proof",
                Operation.read("proof", Right.SEARCH, ONE_VERSION, this::proof).followingUp());
        routes.add(
                "GET",
                records + "/{record}/attachments/{name}",
                Operation.read("attachment", Right.DOWNLOAD, ONE_VERSION, this::attachment)
                        .followingUp());
    }

    private Reply record(Visit visit) {
        RecordView view = view(visit);
        List<RecordView> versions = records(visit).versions(visit.scope(), view.id(), visit.ledgerSize());
        List<ObjectNode> marked = marking.mark(versions, visit.scope(), visit.ledgerSize(), visit.locale());
        return Document.json(marked.get(versions.indexOf(view)), 1);
    }

    private Reply versions(Visit visit) {
        ListCursors.Position start = cursors.position("versions\n" + visit.path("record"), visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        List<RecordView> versions = records(visit).versions(visit.scope(), visit.path("record"), start.ledgerSize());
        if (versions.isEmpty()) {
            throw Refusal.notFound();
        }
        int first = (int) Math.min(start.position(), versions.size());
        int end = Math.min(versions.size(), first + limit);
        List<ObjectNode> marked = marking.mark(versions, visit.scope(), start.ledgerSize(), visit.locale());
        services.exposedPersons().note(visit.admitted().engagement(), versions.subList(first, end));
        List<VersionChanges> items = new ArrayList<>();
        for (int i = first; i < end; i++) {
            VersionChanges changes = VersionChanges.between(i == 0 ? null : versions.get(i - 1), versions.get(i));
            items.add(new VersionChanges(RecordDocument.fromJson(marked.get(i)), changes.changes()));
        }
        String next = end == versions.size()
                ? null
                : cursors.seal(
                        "versions\n" + visit.path("record"), visit, new ListCursors.Position(end, start.ledgerSize()));
        return Document.json(new Page<>(items, versions.size(), next).toJson(VersionChanges::toJson), items.size())
                .at(start.ledgerSize());
    }

    private Reply proof(Visit visit) {
        RecordView view = view(visit);
        SignedCheckpoint checkpoint = services.ledger()
                .checkpoint(visit.ledgerSize())
                .orElseGet(() -> services.ledger().checkpoint());
        InclusionProof inclusion = services.ledger().inclusion(view.leafIndex(), checkpoint.size());
        String note = cosignatures.on(visit.caller().engagement().id(), checkpoint);
        if (visit.wantsText()) {
            String proof = TlogProof.of(view.leaf(), inclusion, note).format();
            return Document.of("text/plain; charset=utf-8", proof.getBytes(StandardCharsets.UTF_8), 1)
                    .header("Content-Disposition", "attachment; filename=\"record.tlog-proof\"");
        }
        return Document.json(new RecordProof(view.leaf(), view.disclosures(), inclusion, note).toJson(), 1);
    }

    private Reply attachment(Visit visit) {
        RecordView view = view(visit);
        Attachment attachment = view.attachments().stream()
                .filter(candidate -> candidate.name().equals(visit.path("name")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        return new Download(
                attachment.name(),
                attachment.mediaType(),
                attachment.size(),
                Hash.parseHex(attachment.sha256()),
                new ConsentItem.OfAttachment(view.id(), view.version(), attachment.name()),
                offset -> services.attachments().open(attachment, offset));
    }

    private ScopedRecords records(Visit visit) {
        return services.findings().records(visit.admitted());
    }

    private RecordView view(Visit visit) {
        OptionalInt version = visit.query().integer("version", 1, Integer.MAX_VALUE);
        Optional<RecordView> view = version.isPresent()
                ? records(visit).find(visit.scope(), visit.path("record"), version.getAsInt(), visit.ledgerSize())
                : records(visit).find(visit.scope(), visit.path("record"), visit.ledgerSize());
        view.ifPresent(shown -> services.exposedPersons().note(visit.admitted().engagement(), List.of(shown)));
        return view.orElseThrow(Refusal::notFound);
    }
}
