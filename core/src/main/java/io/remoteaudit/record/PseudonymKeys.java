package io.remoteaudit.record;

import io.remoteaudit.store.Database;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key of each engagement's pseudonyms: random, so that two engagements have nothing in common by which their
 * pseudonyms could be linked. Kept in the database, so that all nodes make the same and a restart changes none; whoever
 * reads it there reads the names themselves beside it. Safe for use by several threads.
 */
final class PseudonymKeys {

    private static final int KEY_LENGTH = 32;

    private static final String FIND = "SELECT hmac_key FROM remote_audit_pseudonym_key WHERE engagement = ?";
    private static final String INSERT =
            "INSERT INTO remote_audit_pseudonym_key (engagement, hmac_key, made_at) VALUES (?, ?, ?)";

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pseudonyms> known = new ConcurrentHashMap<>();

    PseudonymKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The pseudonyms of an engagement, whose key is made when it is first asked for. */
    Pseudonyms of(String engagement) {
        return known.computeIfAbsent(
                engagement, id -> new Pseudonyms(HexFormat.of().parseHex(find(id).orElseGet(() -> make(id)))));
    }

    private Optional<String> find(String engagement) {
        return database.readingCommitted("look up a key of pseudonyms", connection -> {
            try (PreparedStatement select = connection.prepareStatement(FIND)) {
                select.setString(1, engagement);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private String make(String engagement) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        String hex = HexFormat.of().formatHex(key);
        boolean first = database.transaction("keep a key of pseudonyms", connection -> {
            try {
                Database.within(connection, own -> {
                    try (PreparedStatement insert = own.prepareStatement(INSERT)) {
                        insert.setString(1, engagement);
                        insert.setString(2, hex);
                        insert.setLong(3, clock.millis());
                        return insert.executeUpdate();
                    }
                });
                return true;
            } catch (SQLException e) {
                if (Database.isUniqueViolation(e)) {
                    return false;
                }
                throw e;
            }
        });
        return first
                ? hex
                : find(engagement)
                        .orElseThrow(() -> new IllegalStateException("A key of pseudonyms is never taken away"));
    }
}
