package io.remoteaudit.endpoint;

import io.remoteaudit.api.Allowance;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.DailyLimits;
import io.remoteaudit.engagement.DailyLimits.Measure;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what engagements are given on one day, where their terms limit it. In the database, so that nodes count together
 * and a restart forgets nothing; in rows of its own, one of an engagement and one of an auditor, so that counting waits
 * for nobody who saves. Taking is one conditional update: of requests that together would exceed a limit, those that come
 * first are served. The day is that of the clock's zone, which is the maker's. Safe for use by several threads.
 */
final class DailyUse {

    private static final Logger LOG = LoggerFactory.getLogger(DailyUse.class);

    /** Stands for all auditors together; no auditor's id is empty. */
    private static final String EVERYONE = "";

    private static final int DAYS_KEPT = 31;

    private static final String PURGE = "DELETE FROM remote_audit_daily_use WHERE used_on < ?";
    private static final String BEGIN = "INSERT INTO remote_audit_daily_use (used_on, engagement, auditor, rows_used,"
            + " bytes_used, exports_used) VALUES (?, ?, ?, 0, 0, 0)";
    private static final String FIND = "SELECT rows_used, bytes_used, exports_used FROM remote_audit_daily_use"
            + " WHERE used_on = ? AND engagement = ? AND auditor = ?";
    private static final String TAKE = "UPDATE remote_audit_daily_use SET rows_used = rows_used + ?,"
            + " bytes_used = bytes_used + ?, exports_used = exports_used + ? WHERE used_on = ? AND engagement = ? AND"
            + " auditor = ? AND rows_used <= ? AND bytes_used <= ? AND exports_used <= ?";
    private static final String GIVE_BACK = "UPDATE remote_audit_daily_use SET rows_used = rows_used - ?,"
            + " bytes_used = bytes_used - ?, exports_used = exports_used - ? WHERE used_on = ? AND engagement = ? AND"
            + " auditor = ?";

    private final Database database;
    private final Clock clock;
    private final Set<Place> begun = ConcurrentHashMap.newKeySet();

    DailyUse(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row. */
    private record Place(LocalDate day, String engagement, String auditor) {}

    /** How much of each measure. */
    private record Amounts(long rows, long bytes, long exports) {

        static final Amounts NONE = new Amounts(0, 0, 0);

        long of(Measure measure) {
            return switch (measure) {
                case ROWS -> rows;
                case BYTES -> bytes;
                case EXPORTS -> exports;
            };
        }
    }

    /** What was taken out of a day's allowance; nothing where there are no limits. */
    record Taken(LocalDate day, String engagement, String auditor, Amounts amounts) {

        /** What is left of it once so many bytes were given. */
        Taken without(long bytes) {
            return new Taken(day, engagement, auditor, new Amounts(0, amounts.bytes() - bytes, 0));
        }
    }

    /** Takes what an answer gives, all of it or nothing. */
    Taken take(Caller caller, long rows, long bytes) {
        return take(caller, new Amounts(rows, bytes, 0));
    }

    /** Takes one export. */
    Taken takeExport(Caller caller) {
        return take(caller, new Amounts(0, 0, 1));
    }

    private Taken take(Caller caller, Amounts amounts) {
        LocalDate day = today();
        String engagement = caller.engagement().id();
        String auditor = caller.auditor().id();
        DailyLimits limits = caller.engagement().terms().dailyLimits();
        if (limits == null) {
            return new Taken(day, engagement, auditor, Amounts.NONE);
        }
        Place all = new Place(day, engagement, EVERYONE);
        Place own = new Place(day, engagement, auditor);
        begin(all);
        begin(own);
        database.durably("count towards a daily limit", connection -> {
            take(connection, all, limits.engagement(), amounts);
            take(connection, own, limits.auditor(), amounts);
            return true;
        });
        return new Taken(day, engagement, auditor, amounts);
    }

    private void take(Connection connection, Place place, DailyLimits.Bounds bounds, Amounts amounts)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TAKE)) {
            set(update, amounts, place);
            int next = 7;
            for (Measure measure : Measure.values()) {
                update.setLong(next++, room(bounds, amounts, measure));
            }
            if (update.executeUpdate() == 1) {
                return;
            }
        }
        throw refusal(place, bounds, amounts, find(connection, place));
    }

    /** The most that may be used already; an answer without rows is not refused for rows that were seen before. */
    private static long room(DailyLimits.Bounds bounds, Amounts amounts, Measure measure) {
        OptionalLong bound = bounds.of(measure);
        return bound.isEmpty() || amounts.of(measure) == 0 ? Long.MAX_VALUE : bound.getAsLong() - amounts.of(measure);
    }

    private Refusal refusal(Place place, DailyLimits.Bounds bounds, Amounts amounts, Amounts used) {
        List<Fault> faults = new ArrayList<>();
        String whose = place.auditor().equals(EVERYONE) ? "engagement" : "auditor";
        for (Measure measure : Measure.values()) {
            if (used.of(measure) > room(bounds, amounts, measure)) {
                faults.add(new Fault(
                        null,
                        null,
                        "error.daily-limit-" + whose + "-" + measure.wireName(),
                        List.of(
                                String.valueOf(bounds.of(measure).orElseThrow()),
                                String.valueOf(used.of(measure)),
                                String.valueOf(amounts.of(measure)))));
            }
        }
        Instant resetsAt = resetsAt(place.day());
        long seconds = Math.max(1, Duration.between(clock.instant(), resetsAt).toSeconds());
        return Refusal.of(
                        ProblemType.DAILY_LIMIT_EXCEEDED,
                        ZonedDateTime.ofInstant(resetsAt, clock.getZone())
                                .toOffsetDateTime()
                                .toString())
                .at(faults)
                .with("Retry-After", String.valueOf(seconds));
    }

    /** Gives back what was not given after all. If that fails, the day's allowance is smaller than it need be. */
    void giveBack(Taken taken) {
        if (taken.amounts().equals(Amounts.NONE)) {
            return;
        }
        try {
            database.durably("give back what a daily limit counted", connection -> {
                for (String auditor : List.of(EVERYONE, taken.auditor())) {
                    try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
                        set(update, taken.amounts(), new Place(taken.day(), taken.engagement(), auditor));
                        update.executeUpdate();
                    }
                }
                return true;
            });
        } catch (StoreException e) {
            // What was not sent counts as sent today.
            LOG.warn(
                    "{}",
                    LogLine.of("not-given-back-to-daily-limit")
                            .with("code", "RA-0730")
                            .with("engagement", taken.engagement())
                            .because(e));
        }
    }

    /** How much of an engagement's limits is used today; empty if its terms set none. */
    Optional<Allowance> allowance(Engagement engagement, List<String> auditors) {
        DailyLimits limits = engagement.terms().dailyLimits();
        if (limits == null) {
            return Optional.empty();
        }
        LocalDate day = today();
        return Optional.of(database.readingCommitted("look up what was used today", connection -> {
            List<Allowance.Share> shares = new ArrayList<>();
            Amounts all = find(connection, new Place(day, engagement.id(), EVERYONE));
            for (Measure measure : Measure.values()) {
                limits.engagement()
                        .of(measure)
                        .ifPresent(bound -> shares.add(new Allowance.Share(null, measure, bound, all.of(measure))));
            }
            for (String auditor : limits.auditor().most().isEmpty() ? List.<String>of() : auditors) {
                Amounts own = find(connection, new Place(day, engagement.id(), auditor));
                for (Measure measure : Measure.values()) {
                    limits.auditor()
                            .of(measure)
                            .ifPresent(
                                    bound -> shares.add(new Allowance.Share(auditor, measure, bound, own.of(measure))));
                }
            }
            return new Allowance(resetsAt(day), shares);
        }));
    }

    /** Makes a row once a day, by itself, so that taking never waits for another's first. */
    private void begin(Place place) {
        if (begun.contains(place)) {
            return;
        }
        database.durably("begin a day's count", connection -> {
            try (PreparedStatement delete = connection.prepareStatement(PURGE)) {
                delete.setString(1, place.day().minusDays(DAYS_KEPT).toString());
                delete.executeUpdate();
            }
            try {
                return Database.within(connection, own -> {
                    try (PreparedStatement insert = own.prepareStatement(BEGIN)) {
                        insert.setString(1, place.day().toString());
                        insert.setString(2, place.engagement());
                        insert.setString(3, place.auditor());
                        return insert.executeUpdate();
                    }
                });
            } catch (SQLException e) {
                if (Database.isUniqueViolation(e)) {
                    // Another node, or this one before a restart.
                    return 0;
                }
                throw e;
            }
        });
        begun.removeIf(other -> other.day().isBefore(place.day()));
        begun.add(place);
    }

    private static Amounts find(Connection connection, Place place) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, place.day().toString());
            select.setString(2, place.engagement());
            select.setString(3, place.auditor());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? new Amounts(rows.getLong(1), rows.getLong(2), rows.getLong(3)) : Amounts.NONE;
            }
        }
    }

    private static void set(PreparedStatement update, Amounts amounts, Place place) throws SQLException {
        update.setLong(1, amounts.rows());
        update.setLong(2, amounts.bytes());
        update.setLong(3, amounts.exports());
        update.setString(4, place.day().toString());
        update.setString(5, place.engagement());
        update.setString(6, place.auditor());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private Instant resetsAt(LocalDate day) {
        return day.plusDays(1).atStartOfDay(clock.getZone()).toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
