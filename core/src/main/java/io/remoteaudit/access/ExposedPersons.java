package io.remoteaudit.access;

import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.PersonalFields;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the persons whose data was shown to auditors abroad, since Chinese rules for transfers count them by year. What
 * is counted are the fields that are known to name persons, where the engagement did not mask them; nobody can count who
 * is named in free texts and files. Kept for the maker only. Safe for use by several threads.
 */
public final class ExposedPersons {

    private static final String KNOWN = "SELECT 1 FROM remote_audit_exposed_person WHERE shown_in = ? AND"
            + " person_digest = ? AND engagement = ?";
    private static final String INSERT = "INSERT INTO remote_audit_exposed_person (shown_in, person_digest,"
            + " engagement, first_at) VALUES (?, ?, ?, ?)";
    private static final String BY_YEAR = "SELECT shown_in, COUNT(DISTINCT person_digest), COUNT(DISTINCT engagement)"
            + " FROM remote_audit_exposed_person GROUP BY shown_in ORDER BY shown_in DESC";

    /** Years are those of the authority that counts. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** So that the same persons on every page do not cost a look-up each. */
    private static final int MOST_REMEMBERED = 50_000;

    private final Database database;
    private final Clock clock;
    private final Set<Shown> remembered = ConcurrentHashMap.newKeySet();

    /**
     * One year.
     *
     * @param year the year, as Chinese clocks have it
     * @param persons how many different persons were shown in it
     * @param engagements in how many engagements
     */
    public record Year(int year, long persons, long engagements) {}

    private record Shown(int year, String personDigest, String engagement) {}

    /**
     * Counts in a database.
     *
     * @param database where the digests are kept
     * @param clock tells the year
     */
    public ExposedPersons(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Notes who is shown, before it is. Does nothing unless the engagement's auditors are abroad.
     *
     * @param engagement in which engagement
     * @param views what is about to be shown
     * @throws io.remoteaudit.store.StoreException if it cannot be written; nothing may be shown then
     */
    public void note(Engagement engagement, Collection<RecordView> views) {
        if (!engagement.terms().foreign()) {
            return;
        }
        Instant now = clock.instant();
        int year = LocalDate.ofInstant(now, ZONE).getYear();
        TreeSet<String> persons = new TreeSet<>();
        views.forEach(view -> persons.addAll(PersonalFields.persons(view)));
        List<Shown> fresh = persons.stream()
                .map(person -> new Shown(
                        year,
                        Hash.sha256(person.getBytes(StandardCharsets.UTF_8)).hex(),
                        engagement.id()))
                .filter(shown -> !remembered.contains(shown))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        database.execute("count exposed persons", connection -> {
            for (Shown shown : fresh) {
                if (!known(connection, shown)) {
                    insert(connection, shown, now);
                }
            }
        });
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.addAll(fresh);
    }

    /**
     * The counts.
     *
     * @return years with at least one person, newest first
     */
    public List<Year> byYear() {
        return database.reading("read the count of exposed persons", connection -> {
            try (PreparedStatement select = connection.prepareStatement(BY_YEAR);
                    ResultSet rows = select.executeQuery()) {
                List<Year> years = new ArrayList<>();
                while (rows.next()) {
                    years.add(new Year(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
                }
                return years;
            }
        });
    }

    private static boolean known(Connection connection, Shown shown) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            name(select, shown);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** With a savepoint: another request may have noted the same person a moment before. */
    private static void insert(Connection connection, Shown shown, Instant now) throws SQLException {
        try {
            Database.within(connection, own -> {
                try (PreparedStatement insert = own.prepareStatement(INSERT)) {
                    name(insert, shown);
                    insert.setLong(4, now.toEpochMilli());
                    return insert.executeUpdate();
                }
            });
        } catch (SQLException e) {
            if (!Database.isUniqueViolation(e)) {
                throw e;
            }
        }
    }

    private static void name(PreparedStatement statement, Shown shown) throws SQLException {
        statement.setInt(1, shown.year());
        statement.setString(2, shown.personDigest());
        statement.setString(3, shown.engagement());
    }
}
