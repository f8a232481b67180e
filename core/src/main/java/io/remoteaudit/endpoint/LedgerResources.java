package io.remoteaudit.endpoint;

import io.remoteaudit.api.ConsistencyJson;
import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.LedgerKeysJson;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.CosignerKey;
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

    private static final int LONGEST_VKEY = 2_100;
    private static final int LONGEST_NOTE = 60_000;

    private final AuditServices services;
    private final Cosignatures cosignatures;

    LedgerResources(AuditServices services) {
        this.services = services;
        this.cosignatures = new Cosignatures(services.database(), services.ledger(), services.clock());
    }

    void addTo(Routes<Operation> routes) {
        String ledger = "engagements/{engagement}/ledger";
        routes.add(
                "GET",
                ledger + "/checkpoint",
                Operation.read("checkpoint", null, Set.of(), this::checkpoint).followingUp());
        routes.add(
                "GET",
                ledger + "/tile/{tile...}",
                Operation.read("tile", null, Set.of(), this::tile).followingUp());
        routes.add(
                "GET",
                ledger + "/consistency",
                Operation.read("consistency", null, Set.of("from", "to"), this::consistency)
                        .followingUp());
        String cosigned = ledger + "/cosignatures";
        routes.add(
                "GET",
                cosigned,
                Operation.read("cosignatures", null, Set.of(), this::cosignatures)
                        .followingUp());
        routes.add(
                "POST", cosigned, Operation.change("cosign", null, this::cosign).followingUp());
        routes.add(
                "GET",
                ledger + "/keys",
                Operation.read("keys", null, Set.of("ledgerSize"), this::keys).followingUp());
    }

    private Reply cosignatures(Visit visit) {
        String engagement = visit.caller().engagement().id();
        List<String> notes = cosignatures.newest(engagement);
        return Document.json(CosignatureJson.writeList(notes, cosignatures.total(engagement)), notes.size());
    }

    private Reply cosign(Visit visit) {
        JsonBody body = visit.body();
        String key = body.requiredText("key", LONGEST_VKEY);
        String note = body.requiredText("note", LONGEST_NOTE);
        body.end();
        Cosignatures.Outcome outcome;
        try {
            outcome = cosignatures.add(
                    visit.caller().engagement().id(), visit.caller().auditor().id(), CosignerKey.parse(key), note);
        } catch (MalformedException e) {
            throw Refusal.body("", "cosignature");
        }
        return switch (outcome) {
            case KEPT -> Document.noContent();
            case OTHER_CHECKPOINT -> throw Refusal.body("/note", "other-checkpoint");
            case NOT_COSIGNED -> throw Refusal.body("/note", "cosignature");
            case TOO_MANY -> throw Refusal.body("/note", "cosignatures-full", String.valueOf(Cosignatures.MOST));
        };
    }

    private Reply keys(Visit visit) {
        List<ProvenRotation> rotations = services.ledger().rotations(visit.ledgerSize());
        return Document.json(
                LedgerKeysJson.write(visit.ledgerSize(), services.ledger().keys(), rotations), 1 + rotations.size());
    }

    private Reply checkpoint(Visit visit) {
        SignedCheckpoint checkpoint = services.ledger().checkpoint();
        String note = cosignatures.on(visit.caller().engagement().id(), checkpoint);
        return Document.of("text/plain; charset=utf-8", note.getBytes(StandardCharsets.UTF_8), 1)
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
