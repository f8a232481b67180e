package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.AttachmentTextState;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.UnsearchableAttachments;
import java.util.Set;

/** Which records cannot be found by all of their attachments, for the maker to mend. */
final class DeskAttachments {

    private static final int MOST_LISTED = 50;

    private final AuditServices services;
    private final AttachmentTextStates states;

    DeskAttachments(AuditServices services) {
        this.services = services;
        this.states = new AttachmentTextStates(services.attachmentTexts());
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "attachment-texts", new DeskOperation(StaffRole.VIEW, Set.of(), this::unsearchable));
    }

    private Document unsearchable(DeskCall call) {
        UnsearchableAttachments found = services.search().unsearchableAttachments(MOST_LISTED);
        ObjectNode json = Json.object();
        ArrayNode reasons = json.putArray("reasons");
        found.records()
                .forEach((reason, records) -> reasons.addObject()
                        .put("reason", reason.wireName())
                        .put("message", reason.words(call.locale()))
                        .put("records", records));
        ArrayNode items = json.putArray("items");
        for (SearchHit hit : found.newest()) {
            services.records()
                    .find(Scope.everything(), hit.id(), hit.version(), found.ledgerSize())
                    .ifPresent(view -> items.add(item(view, call)));
        }
        json.put("total", found.total());
        return Document.json(json, items.size());
    }

    private ObjectNode item(RecordView view, DeskCall call) {
        ObjectNode json = Json.object();
        json.put("id", view.id());
        json.put("version", view.version());
        ArrayNode attachments = json.putArray("attachments");
        states.of(view, call.locale()).stream()
                .filter(state -> state.searchable() == AttachmentTextState.Searchable.NO)
                .forEach(state -> attachments.add(state.toJson()));
        return json;
    }
}
