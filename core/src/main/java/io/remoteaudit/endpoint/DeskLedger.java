package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.KeyRotation;
import io.remoteaudit.timestamp.Anchor;
import io.remoteaudit.timestamp.Anchors;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger's time-stamps and keys as the maker sees them, and changing the key. */
final class DeskLedger {

    private static final Logger LOG = LoggerFactory.getLogger(DeskLedger.class);
    private static final int MOST_LISTED = 50;

    private final AuditServices services;

    DeskLedger(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "ledger/timestamps", new DeskOperation(StaffRole.VIEW, Set.of(), this::timestamps));
        routes.add("GET", "ledger/keys", new DeskOperation(StaffRole.VIEW, Set.of(), this::keys));
        routes.add("POST", "ledger/keys", new DeskOperation(StaffRole.MANAGE, Set.of(), this::rotate));
    }

    private Document timestamps(DeskCall call) {
        Anchors anchors = services.anchors();
        List<Anchor> newest = anchors.newest(MOST_LISTED);
        ObjectNode json = Json.object();
        ArrayNode authorities = json.putArray("authorities");
        anchors.authorities().forEach(authority -> authorities.add(authority.name()));
        anchors.newestGiven().ifPresent(given -> json.set("newest", json(given)));
        ArrayNode items = json.putArray("items");
        newest.forEach(anchor -> items.add(json(anchor)));
        json.put("total", anchors.total());
        return Document.json(json, newest.size());
    }

    /** Unlike an auditor the maker is told why one is pending. */
    private static ObjectNode json(Anchor anchor) {
        ObjectNode json = Json.object()
                .put("ledgerSize", anchor.ledgerSize())
                .put("authority", anchor.authority())
                .put("state", anchor.pending() ? "pending" : "given")
                .put("since", anchor.since().toString());
        if (anchor.failure() != null) {
            json.put("failure", anchor.failure());
        }
        return json;
    }

    private Document keys(DeskCall call) {
        ObjectNode json = Json.object();
        ArrayNode keys = json.putArray("items");
        for (KeyHistory.Period period : services.ledger().keys().periods()) {
            keys.addObject().put("key", period.key().vkey()).put("fromSize", period.fromSize());
        }
        json.put("total", keys.size());
        return Document.json(json, keys.size());
    }

    private Document rotate(DeskCall call) {
        JsonBody body = call.body(services.limits());
        String reason = body.requiredText("reason", KeyRotation.LONGEST_REASON);
        body.end();
        KeyRotation rotation;
        try {
            rotation = services.ledger().rotateKey(reason);
        } catch (EntryConflictException e) {
            LOG.debug("Another node changes the ledger's key at the same moment", e);
            throw Refusal.of(ProblemType.STATE_CONFLICT);
        }
        LOG.info("{}", LogLine.of("ledger-key-changed").with("by", call.staff().name()));
        return Document.json(
                        Json.object()
                                .put("oldKey", rotation.oldKey().vkey())
                                .put("newKey", rotation.newKey().vkey())
                                .put("at", rotation.at().toString())
                                .put("reason", rotation.reason()),
                        1)
                .status(201)
                .tagged(null);
    }
}
