package io.remoteaudit.feed;

import io.remoteaudit.ledger.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reports of each source's newest runs, in the ledger's database. Stateless. */
final class FeedReports {

    /** How many of a source are kept. */
    static final int KEPT = 20;

    private static final String NEWEST = "SELECT run_number, report FROM remote_audit_feed_report WHERE source = ?"
            + " ORDER BY run_number DESC LIMIT ?";
    private static final String ONE =
            "SELECT run_number, report FROM remote_audit_feed_report WHERE source = ? AND run_number = ?";
    private static final String INSERT =
            "INSERT INTO remote_audit_feed_report (report, source, run_number) VALUES (?, ?, ?)";
    private static final String REPLACE =
            "UPDATE remote_audit_feed_report SET report = ? WHERE source = ? AND run_number = ?";
    private static final String FORGET = "DELETE FROM remote_audit_feed_report WHERE source = ? AND run_number <= ?";

    private FeedReports() {}

    /**
     * Keeps the report of the run that has just ended. One that says no more than the newest takes its place: else runs that
     * find nothing would soon have driven out the one that did.
     */
    static void keep(Connection connection, RunReport report) throws SQLException {
        String source = report.rows().source();
        Optional<RunReport> newest = newest(connection, source, 1).stream().findFirst();
        boolean repeats = newest.filter(report::repeats).isPresent();
        long number = newest.map(RunReport::number).orElse(0L) + (repeats ? 0 : 1);
        try (PreparedStatement put = connection.prepareStatement(repeats ? REPLACE : INSERT)) {
            put.setString(1, Json.write(report.toJson()));
            put.setString(2, source);
            put.setLong(3, number);
            put.executeUpdate();
        }
        if (number > KEPT) {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                delete.setString(1, source);
                delete.setLong(2, number - KEPT);
                delete.executeUpdate();
            }
        }
    }

    static List<RunReport> newest(Connection connection, String source, int limit) throws SQLException {
        return read(connection, NEWEST, source, limit);
    }

    static Optional<RunReport> one(Connection connection, String source, long number) throws SQLException {
        return read(connection, ONE, source, number).stream().findFirst();
    }

    private static List<RunReport> read(Connection connection, String sql, String source, long second)
            throws SQLException {
        List<RunReport> reports = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            select.setLong(2, second);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reports.add(RunReport.ofJson(rows.getLong(1), Json.parse(rows.getString(2))));
                }
            }
        }
        return reports;
    }
}
