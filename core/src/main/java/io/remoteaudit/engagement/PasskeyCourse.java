package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the ledger says of passkeys: each step of one, and which credential stands behind it. Safe for use by several
 * threads.
 */
final class PasskeyCourse {

    /** Where the entry of a registration says who registered: the credential the auditor was in with. */
    static final String WITH = "with";

    private final Ledger ledger;
    private final Database database;

    PasskeyCourse(Ledger ledger, Database database) {
        this.ledger = ledger;
        this.database = database;
    }

    /** Keeps a step. */
    boolean append(Connection connection, Passkey passkey, String event, Map<String, JsonNode> more)
            throws SQLException {
        TreeMap<String, JsonNode> fields = new TreeMap<>(more);
        fields.put("event", Json.text(event));
        int version = ledger.newestVersion(EntryKind.PASSKEY, passkey.id(), connection) + 1;
        ledger.append(new NewEntry(EntryKind.PASSKEY, passkey.id(), version, passkey.engagement(), fields), connection);
        return true;
    }

    /** Removes a passkey, unless it was removed before. */
    void remove(Connection connection, Passkey passkey, String reason, String by, Instant at) throws SQLException {
        if (PasskeyRows.remove(connection, passkey.id(), by, at)) {
            append(connection, passkey, "removed", Map.of("reason", Json.text(reason), "by", Json.text(by)));
        }
    }

    /**
     * The credential that staff or an invitation gave and that an auditor who is in with another one came by in the end:
     * whoever came in with a passkey stands on what that passkey was registered with.
     */
    Optional<Credential> root(String credentialId) {
        String id = credentialId;
        for (Optional<String> passkey = passkeyOf(id); passkey.isPresent(); passkey = passkeyOf(id)) {
            Optional<String> with = with(passkey.get());
            if (with.isEmpty()) {
                return Optional.empty();
            }
            id = with.get();
        }
        String root = id;
        return database.reading("look up a token", connection -> Credentials.byId(connection, root));
    }

    /** The credential that stands behind a passkey. */
    Optional<Credential> rootOf(Passkey passkey) {
        return with(passkey.id()).flatMap(this::root);
    }

    /** The passkeys of an engagement that stand on a credential and have not been removed. */
    List<Passkey> standingOn(Credential credential) {
        return database
                .reading(
                        "read an engagement's passkeys",
                        connection -> PasskeyRows.byEngagement(connection, credential.engagement()))
                .stream()
                .map(PasskeyRows.Row::passkey)
                .filter(passkey -> passkey.removedAt() == null)
                .filter(passkey -> rootOf(passkey)
                        .filter(root -> root.id().equals(credential.id()))
                        .isPresent())
                .toList();
    }

    private Optional<String> passkeyOf(String credentialId) {
        return database.reading(
                "look up a passkey's token", connection -> PasskeyRows.passkeyOf(connection, credentialId));
    }

    private Optional<String> with(String passkeyId) {
        return ledger.find(EntryKind.PASSKEY, passkeyId, 1)
                .flatMap(entry -> entry.field(WITH))
                .map(JsonNode::asText);
    }
}
