package io.remoteaudit.endpoint;

import io.remoteaudit.api.ConsistencyJson;
import io.remoteaudit.api.LedgerKeysJson;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProvenRotation;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.ledger.TileId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The ledger's tree, which holds hashes and no content, as C2SP tlog resources. */
final class LedgerResources {

    private final AuditServices services;

    LedgerResources(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<Operation> routes) {
        String ledger = "engagements/{engagement}/ledger";
        routes.add("GET", ledger + "/checkpoint", Operation.read("checkpoint", null, Set.of(), this::checkpoint));
        routes.add("GET", ledger + "/tile/{tile...}", Operation.read("tile", null, Set.of(), this::tile));
        routes.add(
                "GET",
                ledger + "/consistency",
                Operation.read("consistency", null, Set.of("from", "to"), this::consistency));
        routes.add("GET", ledger + "/keys", Operation.read("keys", null, Set.of("ledgerSize"), this::keys));
    }

    private Reply keys(Visit visit) {
        List<ProvenRotation> rotations = services.ledger().rotations(visit.ledgerSize());
        return Document.json(
                LedgerKeysJson.write(visit.ledgerSize(), services.ledger().keys(), rotations), 1 + rotations.size());
    }

    private Reply checkpoint(Visit visit) {
        SignedCheckpoint checkpoint = services.ledger().checkpoint();
        return Document.of("text/plain; charset=utf-8", checkpoint.note().getBytes(StandardCharsets.UTF_8), 1)
                .at(checkpoint.size());
    }

    private Reply tile(Visit visit) {
        TileId tile;
        try {
            tile = TileId.parse("tile/" + visit.path("tile"));
        } catch (MalformedException e) {
            throw Refusal.notFound();
        }
        byte[] hashes = services.ledger().tile(tile).orElseThrow(Refusal::notFound);
        return Document.of("application/octet-stream", hashes, tile.width());
    }

    private Reply consistency(Visit visit) {
        long size = services.ledger().size();
        OptionalLong from = visit.query().number("from", 1, Long.MAX_VALUE);
        if (from.isEmpty()) {
            throw Refusal.parameter("from", "missing-parameter");
        }
        long to = visit.query().number("to", 1, Long.MAX_VALUE).orElse(size);
        if (to > size) {
            throw Refusal.parameter("to", "ledger-size", String.valueOf(size));
        }
        if (from.getAsLong() > to) {
            throw Refusal.parameter("from", "from-to");
        }
        return Document.json(ConsistencyJson.write(services.ledger().consistency(from.getAsLong(), to)), 1);
    }
}
