package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What devices were asked to sign, until one answers. Kept in the database, since the answer may reach another node. Safe
 * for use by several threads.
 */
final class Ceremonies {

    private static final String PURGE = "DELETE FROM remote_audit_passkey_ceremony WHERE expires_at <= ?";
    private static final String INSERT = "INSERT INTO remote_audit_passkey_ceremony"
            + " (id_digest, challenge, begun_by, user_handle, expires_at) VALUES (?, ?, ?, ?, ?)";
    private static final String FIND =
            "SELECT challenge, begun_by, user_handle, expires_at FROM remote_audit_passkey_ceremony WHERE id_digest = ?";
    private static final String DELETE = "DELETE FROM remote_audit_passkey_ceremony WHERE id_digest = ?";

    private static final int RANDOM_BYTES = 32;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Ceremonies(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A ceremony: its name, the challenge, and whom the device is to know its user by, if that is known. */
    record Begun(String id, String challenge, @Nullable String userHandle) {}

    /** Begins one that only who began it can end; for who is not known yet, only who knows its name. */
    Begun begin(String by, @Nullable String userHandle) {
        Begun begun = new Begun(random(), random(), userHandle);
        long now = clock.millis();
        database.durably("begin a passkey's ceremony", connection -> {
            try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
                purge.setLong(1, now);
                purge.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, digest(begun.id()));
                insert.setString(2, begun.challenge());
                insert.setString(3, by);
                insert.setString(4, userHandle);
                insert.setLong(5, now + Passkeys.CEREMONY.toMillis());
                return insert.executeUpdate();
            }
        });
        return begun;
    }

    /** Ends one, whatever comes of it: of several who do so at once, one gets it. */
    Optional<Begun> end(String id, String by) {
        String digest = digest(id);
        return database.durably("end a passkey's ceremony", connection -> {
            Optional<Begun> begun = Optional.empty();
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find.setString(1, digest);
                try (ResultSet rows = find.executeQuery()) {
                    if (rows.next() && rows.getString(2).equals(by) && clock.millis() < rows.getLong(4)) {
                        begun = Optional.of(new Begun(id, rows.getString(1), rows.getString(3)));
                    }
                }
            }
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, digest);
                return delete.executeUpdate() == 1 ? begun : Optional.empty();
            }
        });
    }

    String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String digest(String id) {
        return Hash.sha256(id.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
