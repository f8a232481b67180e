package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger's entry rows: how they are inserted and read. Stateless. */
final class LedgerRows {

    private static final String INSERT_ENTRY =
            "INSERT INTO remote_audit_entry (kind, subject, version, context, leaf) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_DISCLOSURE =
            "INSERT INTO remote_audit_disclosure (entry_id, encoded) VALUES (?, ?)";
    private static final String INSERT_PENDING = "INSERT INTO remote_audit_pending (entry_id) VALUES (?)";

    private static final String SELECT =
            "SELECT e.context, e.leaf, l.leaf_index, l.leaf_hash, d.encoded FROM remote_audit_entry e LEFT JOIN"
                    + " remote_audit_leaf l ON l.entry_id = e.id LEFT JOIN remote_audit_disclosure d ON d.entry_id = e.id ";
    private static final String SELECT_SEQUENCED =
            "SELECT e.context, e.leaf, l.leaf_index, l.leaf_hash, d.encoded FROM remote_audit_leaf l JOIN remote_audit_entry"
                    + " e ON e.id = l.entry_id LEFT JOIN remote_audit_disclosure d ON d.entry_id = e.id ";
    private static final String BY_KEY = SELECT + "WHERE e.kind = ? AND e.subject = ? AND e.version = ?";
    private static final String BY_SUBJECT = SELECT + "WHERE e.kind = ? AND e.subject = ? ORDER BY e.version";
    private static final String NEWEST = SELECT + "WHERE e.kind = ? AND e.subject = ? ORDER BY e.version DESC LIMIT 1";
    private static final String FROM_LEAF =
            SELECT_SEQUENCED + "WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index";
    private static final String IN_CONTEXT = SELECT_SEQUENCED
            + "WHERE l.context = ? AND l.kind = ? AND (? = 0 OR l.version = ?) AND l.leaf_index >= ? AND l.leaf_index < ?"
            + " ORDER BY l.leaf_index LIMIT ?";
    /** Walks the leaves from one index to another, whose rows are small, and reads only what is wanted of the entries. */
    private static final String OF_KIND = SELECT_SEQUENCED
            + "WHERE l.kind = ? AND l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index LIMIT ?";

    private static final String COUNT_IN_CONTEXT =
            "SELECT COUNT(*) FROM remote_audit_leaf l WHERE l.context = ? AND l.kind = ? AND (? = 0 OR l.version = ?) AND"
                    + " l.leaf_index < ?";
    private static final String SUBJECTS =
            "SELECT DISTINCT subject FROM remote_audit_entry WHERE kind = ? ORDER BY subject";
    private static final String WAITING =
            "SELECT e.subject FROM remote_audit_pending p JOIN remote_audit_entry e ON e.id ="
                    + " p.entry_id WHERE e.kind = ?";
    private static final String DISCLOSED =
            "SELECT e.id, e.version, d.encoded FROM remote_audit_entry e JOIN remote_audit_disclosure d ON d.entry_id ="
                    + " e.id WHERE e.kind = ? AND e.subject = ? ORDER BY e.version";
    private static final String ERASE = "UPDATE remote_audit_disclosure SET encoded = ? WHERE entry_id = ?";
    private static final String NEWEST_VERSION =
            "SELECT MAX(version) FROM remote_audit_entry WHERE kind = ? AND subject = ?";

    /** Ends each disclosure; no character of base64url. */
    static final char TILDE = '~';

    private static final String ALTERED =
            "The ledger's rows were altered: %s; it is not given to anyone. Restore the database from a backup";

    private LedgerRows() {}

    static void insertAll(Connection connection, List<SaltedEntry> entries, Instant at) throws SQLException {
        try (PreparedStatement entry = connection.prepareStatement(INSERT_ENTRY, Statement.RETURN_GENERATED_KEYS);
                PreparedStatement disclosure = connection.prepareStatement(INSERT_DISCLOSURE);
                PreparedStatement pending = connection.prepareStatement(INSERT_PENDING)) {
            for (SaltedEntry salted : entries) {
                long id = insertEntry(entry, salted.entry(), salted.leaf(at));
                disclosure.setLong(1, id);
                disclosure.setString(2, salted.encoded());
                pending.setLong(1, id);
                if (entries.size() == 1) {
                    disclosure.executeUpdate();
                    pending.executeUpdate();
                } else {
                    disclosure.addBatch();
                    pending.addBatch();
                }
            }
            if (entries.size() > 1) {
                disclosure.executeBatch();
                pending.executeBatch();
            }
        }
    }

    private static long insertEntry(PreparedStatement insert, NewEntry entry, Leaf leaf) throws SQLException {
        insert.setString(1, entry.kind().wireName());
        insert.setString(2, entry.subject());
        insert.setInt(3, entry.version());
        if (entry.context() == null) {
            insert.setNull(4, Types.VARCHAR);
        } else {
            insert.setString(4, entry.context());
        }
        insert.setString(5, leaf.text());
        try {
            insert.executeUpdate();
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                throw new EntryConflictException(entry);
            }
            throw e;
        }
        try (ResultSet keys = insert.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new SQLException("The database gave no id for an inserted entry");
            }
            return keys.getLong(1);
        }
    }

    static List<Entry> byKey(Connection connection, EntryKind kind, String subject, int version) throws SQLException {
        return query(connection, BY_KEY, kind.wireName(), subject, version);
    }

    static List<Entry> bySubject(Connection connection, EntryKind kind, String subject) throws SQLException {
        return query(connection, BY_SUBJECT, kind.wireName(), subject);
    }

    static List<Entry> newest(Connection connection, EntryKind kind, String subject) throws SQLException {
        return query(connection, NEWEST, kind.wireName(), subject);
    }

    /** The highest version of a subject; 0 if there is none. */
    static int newestVersion(Connection connection, EntryKind kind, String subject) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST_VERSION)) {
            set(select, kind.wireName(), subject);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    static List<Entry> leaves(Connection connection, long from, long end) throws SQLException {
        return query(connection, FROM_LEAF, from, end);
    }

    static List<Entry> inContext(
            Connection connection, EntryKind kind, String context, int version, long fromLeaf, long end, int limit)
            throws SQLException {
        return query(connection, IN_CONTEXT, context, kind.wireName(), version, version, fromLeaf, end, limit);
    }

    static List<Entry> ofKind(Connection connection, EntryKind kind, long fromLeaf, long end, int limit)
            throws SQLException {
        return query(connection, OF_KIND, kind.wireName(), fromLeaf, end, limit);
    }

    static List<String> subjects(Connection connection, EntryKind kind) throws SQLException {
        return subjects(connection, SUBJECTS, kind);
    }

    static List<String> waiting(Connection connection, EntryKind kind) throws SQLException {
        return subjects(connection, WAITING, kind);
    }

    private static List<String> subjects(Connection connection, String sql, EntryKind kind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, kind.wireName());
            try (ResultSet rows = select.executeQuery()) {
                List<String> subjects = new ArrayList<>();
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
                return subjects;
            }
        }
    }

    static long countInContext(Connection connection, EntryKind kind, String context, int version, long end)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNT_IN_CONTEXT)) {
            set(select, context, kind.wireName(), version, version, end);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** The disclosures of each entry of a subject, as kept. */
    static List<Disclosed> disclosed(Connection connection, EntryKind kind, String subject) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DISCLOSED)) {
            set(select, kind.wireName(), subject);
            try (ResultSet rows = select.executeQuery()) {
                List<Disclosed> disclosed = new ArrayList<>();
                while (rows.next()) {
                    disclosed.add(new Disclosed(
                            rows.getLong(1),
                            rows.getInt(2),
                            split(rows.getString(3)).stream()
                                    .map(Disclosure::parse)
                                    .toList()));
                }
                return disclosed;
            }
        }
    }

    /** What is kept of one entry's content. */
    record Disclosed(long entryId, int version, List<Disclosure> disclosures) {}

    /** Writes what is left over what was there. */
    static void erase(Connection connection, long entryId, List<Disclosure> left) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ERASE)) {
            update.setString(1, joined(left));
            update.setLong(2, entryId);
            if (update.executeUpdate() != 1) {
                throw new SQLException("The disclosures of entry " + entryId + " are no longer there");
            }
        }
    }

    /** The erasures of a subject's fields, by the digests they name. */
    static Map<String, Erasure> erasures(Connection connection, EntryKind of, String subject) throws SQLException {
        Map<String, Erasure> byDigest = new HashMap<>();
        for (Entry entry : bySubject(connection, EntryKind.ERASURE, subject)) {
            Erasure erasure = Erasure.of(entry);
            if (erasure.of() == of) {
                erasure.fields().forEach(field -> byDigest.put(field.digest(), erasure));
            }
        }
        return byDigest;
    }

    private static List<Entry> query(Connection connection, String sql, Object... parameters) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, parameters);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    long leafIndex = result.getLong(3);
                    OptionalLong place = result.wasNull() ? OptionalLong.empty() : OptionalLong.of(leafIndex);
                    String encoded = result.getString(5);
                    entries.add(entry(new Row(
                            result.getString(1),
                            result.getString(2),
                            place,
                            result.getBytes(4),
                            encoded == null ? "" : encoded)));
                }
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.disclosures().size() < entry.leaf().digests().size()) {
                entries.set(i, explained(connection, entry));
            }
        }
        return entries;
    }

    /** Says why fields are not there; where no erasure does, they were taken away behind the library's back. */
    private static Entry explained(Connection connection, Entry entry) throws SQLException {
        Set<String> missing = new HashSet<>(entry.leaf().digests());
        entry.disclosures().forEach(disclosure -> missing.remove(disclosure.digest()));
        Map<String, Erasure> erasures =
                entry.kind() == EntryKind.ERASURE ? Map.of() : erasures(connection, entry.kind(), entry.subject());
        TreeMap<String, Erasure> erased = new TreeMap<>();
        for (String digest : missing) {
            Erasure erasure = erasures.get(digest);
            if (erasure == null) {
                throw new StoreException(
                        "RA-0205",
                        ALTERED.formatted("a field of " + name(entry.leaf()) + " is gone and was not erased"));
            }
            erasure.fields().stream()
                    .filter(field -> field.digest().equals(digest))
                    .forEach(field -> erased.put(field.name(), erasure));
        }
        return new Entry(entry.leaf(), entry.context(), entry.leafIndex(), entry.disclosures(), erased);
    }

    static String name(Leaf leaf) {
        return leaf.kind().wireName() + " '" + leaf.subject() + "' version " + leaf.version();
    }

    /** What was altered behind the library's back is not given to anyone, least of all as evidence. */
    private static Entry entry(Row row) {
        Leaf leaf;
        try {
            leaf = Leaf.parse(row.leaf());
        } catch (MalformedException e) {
            throw new StoreException("RA-0205", ALTERED.formatted("an entry is no longer readable"), e);
        }
        String name = name(leaf);
        if (row.leafHash() != null && !leaf.hash().equals(Hash.of(row.leafHash()))) {
            throw new StoreException("RA-0205", ALTERED.formatted(name + " is not what was sequenced"));
        }
        Set<String> digests = new HashSet<>(leaf.digests());
        List<Disclosure> disclosures = new ArrayList<>(digests.size());
        for (String encoded : split(row.encoded())) {
            Disclosure disclosure;
            try {
                disclosure = Disclosure.parse(encoded);
            } catch (MalformedException e) {
                throw new StoreException("RA-0205", ALTERED.formatted("a field of " + name), e);
            }
            if (!digests.remove(disclosure.digest())) {
                throw new StoreException("RA-0205", ALTERED.formatted("field '" + disclosure.name() + "' of " + name));
            }
            disclosures.add(disclosure);
        }
        return new Entry(leaf, row.context(), row.leafIndex(), disclosures, Collections.emptySortedMap());
    }

    private static String joined(List<Disclosure> disclosures) {
        StringBuilder joined = new StringBuilder();
        disclosures.forEach(disclosure -> joined.append(disclosure.encoded()).append(TILDE));
        return joined.toString();
    }

    static List<String> split(String joined) {
        List<String> encoded = new ArrayList<>();
        int start = 0;
        for (int end = joined.indexOf(TILDE); end >= 0; end = joined.indexOf(TILDE, start)) {
            encoded.add(joined.substring(start, end));
            start = end + 1;
        }
        if (start < joined.length()) {
            encoded.add(joined.substring(start));
        }
        return encoded;
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    // Arrays compare by identity, but rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(
            @Nullable String context,
            String leaf,
            OptionalLong leafIndex,
            byte @Nullable [] leafHash,
            String encoded) {}
}
