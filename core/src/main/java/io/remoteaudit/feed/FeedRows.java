package io.remoteaudit.feed;

import io.remoteaudit.standard.LocalizedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows in which is kept what sources were read of. Stateless. */
final class FeedRows {

    /** The most that one statement asks for. */
    static final int PAGE = 500;

    private static final String KNOWN = "SELECT row_key, record_id, digest, missing_since FROM remote_audit_feed_row"
            + " WHERE source = ? AND row_key IN ";
    private static final String INSERT =
            "INSERT INTO remote_audit_feed_row (source, row_key, record_id, digest, missing_since) VALUES (?, ?, ?, ?, NULL)";
    private static final String UPDATE =
            "UPDATE remote_audit_feed_row SET record_id = ?, digest = ?, missing_since = NULL"
                    + " WHERE source = ? AND row_key = ?";
    private static final String MISSING =
            "UPDATE remote_audit_feed_row SET missing_since = ? WHERE source = ? AND row_key = ?";
    private static final String AFTER = "SELECT row_key, record_id, digest, missing_since FROM remote_audit_feed_row"
            + " WHERE source = ? AND row_key > ? ORDER BY row_key LIMIT ?";
    private static final String MISSING_AFTER =
            "SELECT row_key, record_id, digest, missing_since FROM remote_audit_feed_row"
                    + " WHERE source = ? AND row_key > ? AND missing_since IS NOT NULL ORDER BY row_key LIMIT ?";
    private static final String COUNT = "SELECT COUNT(*) FROM remote_audit_feed_row WHERE source = ?";
    private static final String COUNT_MISSING = COUNT + " AND missing_since IS NOT NULL";

    private static final String POSITION =
            "SELECT watermark, compared_at FROM remote_audit_feed_position WHERE source = ?";
    private static final String BEGIN =
            "INSERT INTO remote_audit_feed_position (source, watermark, compared_at) VALUES (?, ?, ?)";
    private static final String MOVE = "UPDATE remote_audit_feed_position SET watermark = ? WHERE source = ?";
    private static final String COMPARED = "UPDATE remote_audit_feed_position SET compared_at = ? WHERE source = ?";

    private static final String REFUSAL_COLUMNS = "SELECT row_key, content_digest, reason_zh, reason_en, refused_at,"
            + " tried_at, dismissed_at, dismissed_by, dismissed_because FROM remote_audit_feed_refusal WHERE source = ?";
    private static final String REFUSALS = REFUSAL_COLUMNS + " AND row_key IN ";
    private static final String REFUSALS_AFTER = REFUSAL_COLUMNS + " AND row_key > ? ORDER BY row_key LIMIT ?";
    private static final String OPEN_AFTER =
            REFUSAL_COLUMNS + " AND row_key > ? AND dismissed_at IS NULL ORDER BY row_key LIMIT ?";
    private static final String COUNT_OPEN =
            "SELECT COUNT(*) FROM remote_audit_feed_refusal WHERE source = ? AND dismissed_at IS NULL";
    private static final String REFUSE = "INSERT INTO remote_audit_feed_refusal (reason_zh, reason_en, content_digest,"
            + " tried_at, source, row_key, refused_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String REFUSE_AGAIN = "UPDATE remote_audit_feed_refusal SET reason_zh = ?, reason_en = ?,"
            + " content_digest = ?, tried_at = ?, dismissed_at = NULL, dismissed_by = NULL, dismissed_because = NULL"
            + " WHERE source = ? AND row_key = ?";
    private static final String FORGET = "DELETE FROM remote_audit_feed_refusal WHERE source = ? AND row_key = ?";
    private static final String DISMISS = "UPDATE remote_audit_feed_refusal SET dismissed_at = ?, dismissed_by = ?,"
            + " dismissed_because = ? WHERE source = ? AND row_key = ? AND dismissed_at IS NULL";

    private static final String FILE = "SELECT 1 FROM remote_audit_feed_file WHERE source = ? AND digest = ?";
    private static final String PUT_FILE =
            "INSERT INTO remote_audit_feed_file (source, digest, name, taken_at) VALUES (?, ?, ?, ?)";
    private static final int LONGEST_FILE_NAME = 300;

    private FeedRows() {}

    /** What is known of a row that became a record. */
    record Known(
            String key,
            String recordId,
            String digest,
            @Nullable Long missingSince) {}

    /** What is known of a row that was refused. */
    record Refusal(
            String key,
            String contentDigest,
            LocalizedText reason,
            Instant refusedAt,
            Instant triedAt,
            RefusedRow.@Nullable Dismissal dismissal) {

        RefusedRow shown(String source) {
            return new RefusedRow(source, key, RowKey.label(key), reason, refusedAt, triedAt, dismissal);
        }
    }

    /** How far a source was read. */
    record Position(@Nullable SqlValue watermark, @Nullable Instant comparedAt) {}

    static Map<String, Known> known(Connection connection, String source, Collection<String> keys) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        for (List<String> page : pages(keys)) {
            try (PreparedStatement select = connection.prepareStatement(KNOWN + places(page.size()))) {
                set(select, source, page);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        Known row = known(rows);
                        known.put(row.key(), row);
                    }
                }
            }
        }
        return known;
    }

    private static Known known(ResultSet rows) throws SQLException {
        long missing = rows.getLong(4);
        Long missingSince = rows.wasNull() ? null : missing;
        return new Known(rows.getString(1), rows.getString(2), rows.getString(3), missingSince);
    }

    /** Notes what rows became; {@code before} says which of them were known. */
    static void put(Connection connection, String source, Collection<Known> rows, Map<String, Known> before)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            boolean inserts = false;
            boolean updates = false;
            for (Known row : rows) {
                if (before.containsKey(row.key())) {
                    update.setString(1, row.recordId());
                    update.setString(2, row.digest());
                    update.setString(3, source);
                    update.setString(4, row.key());
                    update.addBatch();
                    updates = true;
                } else {
                    insert.setString(1, source);
                    insert.setString(2, row.key());
                    insert.setString(3, row.recordId());
                    insert.setString(4, row.digest());
                    insert.addBatch();
                    inserts = true;
                }
            }
            if (inserts) {
                insert.executeBatch();
            }
            if (updates) {
                update.executeBatch();
            }
        }
    }

    /** Notes that rows are gone from their source, or, with null, that they are back. */
    static void setMissing(Connection connection, String source, Collection<String> keys, @Nullable Instant since)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(MISSING)) {
            for (String key : keys) {
                if (since == null) {
                    update.setNull(1, java.sql.Types.BIGINT);
                } else {
                    update.setLong(1, since.toEpochMilli());
                }
                update.setString(2, source);
                update.setString(3, key);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    static List<Known> after(Connection connection, String source, String key, int limit, boolean missingOnly)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(missingOnly ? MISSING_AFTER : AFTER)) {
            select.setString(1, source);
            select.setString(2, key);
            select.setInt(3, limit);
            List<Known> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(known(rows));
                }
            }
            return page;
        }
    }

    static long count(Connection connection, String source) throws SQLException {
        return number(connection, COUNT, source);
    }

    static long countMissing(Connection connection, String source) throws SQLException {
        return number(connection, COUNT_MISSING, source);
    }

    static long countOpenRefusals(Connection connection, String source) throws SQLException {
        return number(connection, COUNT_OPEN, source);
    }

    static Optional<Position> position(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(POSITION)) {
            select.setString(1, source);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String watermark = rows.getString(1);
                long compared = rows.getLong(2);
                return Optional.of(new Position(
                        watermark == null ? null : SqlValue.ofKept(watermark),
                        rows.wasNull() ? null : Instant.ofEpochMilli(compared)));
            }
        }
    }

    static void begin(Connection connection, String source, Instant comparedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            insert.setString(1, source);
            insert.setString(2, null);
            insert.setLong(3, comparedAt.toEpochMilli());
            insert.executeUpdate();
        }
    }

    static void move(Connection connection, String source, @Nullable SqlValue watermark) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setString(1, watermark == null ? null : watermark.kept());
            update.setString(2, source);
            update.executeUpdate();
        }
    }

    static void compared(Connection connection, String source, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COMPARED)) {
            update.setLong(1, at.toEpochMilli());
            update.setString(2, source);
            update.executeUpdate();
        }
    }

    static Map<String, Refusal> refusals(Connection connection, String source, Collection<String> keys)
            throws SQLException {
        Map<String, Refusal> refusals = new HashMap<>();
        for (List<String> page : pages(keys)) {
            try (PreparedStatement select = connection.prepareStatement(REFUSALS + places(page.size()))) {
                set(select, source, page);
                refusals(select).forEach(refusal -> refusals.put(refusal.key(), refusal));
            }
        }
        return refusals;
    }

    static List<Refusal> refusalsAfter(Connection connection, String source, String key, int limit, boolean openOnly)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(openOnly ? OPEN_AFTER : REFUSALS_AFTER)) {
            select.setString(1, source);
            select.setString(2, key);
            select.setInt(3, limit);
            return refusals(select);
        }
    }

    private static List<Refusal> refusals(PreparedStatement select) throws SQLException {
        List<Refusal> refusals = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long dismissedAt = rows.getLong(7);
                boolean open = rows.wasNull();
                refusals.add(new Refusal(
                        rows.getString(1),
                        rows.getString(2),
                        new LocalizedText(rows.getString(3), rows.getString(4)),
                        Instant.ofEpochMilli(rows.getLong(5)),
                        Instant.ofEpochMilli(rows.getLong(6)),
                        open
                                ? null
                                : new RefusedRow.Dismissal(
                                        Instant.ofEpochMilli(dismissedAt), rows.getString(8), rows.getString(9))));
            }
        }
        return refusals;
    }

    /** Notes refusals; {@code before} says which of them were noted already. */
    static void refuse(Connection connection, String source, Collection<Refusal> refusals, Map<String, Refusal> before)
            throws SQLException {
        for (Refusal refusal : refusals) {
            boolean again = before.containsKey(refusal.key());
            try (PreparedStatement statement = connection.prepareStatement(again ? REFUSE_AGAIN : REFUSE)) {
                statement.setString(1, refusal.reason().zh());
                statement.setString(2, refusal.reason().en());
                statement.setString(3, refusal.contentDigest());
                statement.setLong(4, refusal.triedAt().toEpochMilli());
                statement.setString(5, source);
                statement.setString(6, refusal.key());
                if (!again) {
                    statement.setLong(7, refusal.refusedAt().toEpochMilli());
                }
                statement.executeUpdate();
            }
        }
    }

    static void forget(Connection connection, String source, Collection<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            for (String key : keys) {
                delete.setString(1, source);
                delete.setString(2, key);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    static boolean dismiss(Connection connection, String source, String key, RefusedRow.Dismissal dismissal)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(DISMISS)) {
            update.setLong(1, dismissal.at().toEpochMilli());
            update.setString(2, dismissal.by());
            update.setString(3, dismissal.because());
            update.setString(4, source);
            update.setString(5, key);
            return update.executeUpdate() == 1;
        }
    }

    static boolean holdsFile(Connection connection, String source, String digest) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FILE)) {
            select.setString(1, source);
            select.setString(2, digest);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static void putFile(Connection connection, String source, String digest, String name, Instant at)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PUT_FILE)) {
            insert.setString(1, source);
            insert.setString(2, digest);
            insert.setString(3, name.length() <= LONGEST_FILE_NAME ? name : name.substring(0, LONGEST_FILE_NAME));
            insert.setLong(4, at.toEpochMilli());
            insert.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static void set(PreparedStatement select, String source, List<String> keys) throws SQLException {
        select.setString(1, source);
        for (int i = 0; i < keys.size(); i++) {
            select.setString(2 + i, keys.get(i));
        }
    }

    private static String places(int count) {
        return "(" + "?, ".repeat(count - 1) + "?)";
    }

    private static List<List<String>> pages(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        List<List<String>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            pages.add(all.subList(from, Math.min(all.size(), from + PAGE)));
        }
        return pages;
    }
}
