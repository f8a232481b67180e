package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of export jobs. Stateless. */
final class ExportRows {

    private static final int LONGEST_FAILURE = 1_000;

    private static final String COLUMNS = "SELECT id, node, engagement, terms_digest, auditor, credential_id, request,"
            + " ledger_size, started_at, state, records_done, records_total, bytes, failure, files, ended_at FROM"
            + " remote_audit_export ";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";
    private static final String OF_ENGAGEMENT = COLUMNS + "WHERE engagement = ? ORDER BY started_at DESC, id";
    private static final String OF_NODE = COLUMNS + "WHERE node = ? AND state = ? ORDER BY started_at, id";
    private static final String UNENDED =
            "SELECT COUNT(*) FROM remote_audit_export WHERE engagement = ? AND auditor = ? AND state IN ('queued',"
                    + " 'running')";
    private static final String INSERT = "INSERT INTO remote_audit_export (id, node, engagement, terms_digest, auditor,"
            + " credential_id, request, ledger_size, started_at, state, records_done, records_total, bytes) VALUES (?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, 'queued', 0, 0, 0)";
    private static final String BEGIN = "UPDATE remote_audit_export SET state = 'running', records_done = 0,"
            + " records_total = 0, bytes = 0 WHERE id = ? AND state IN ('queued', 'running')";
    private static final String PROGRESS =
            "UPDATE remote_audit_export SET records_done = ?, records_total = ?, bytes = ?"
                    + " WHERE id = ? AND state = 'running'";
    private static final String END = "UPDATE remote_audit_export SET state = ?, failure = ?, ended_at = ? WHERE id = ?"
            + " AND state IN ('queued', 'running')";
    private static final String DONE = "UPDATE remote_audit_export SET state = 'done', files = ?, bytes = ?,"
            + " records_done = records_total, ended_at = ? WHERE id = ? AND state = 'running'";
    private static final String REMOVE = "UPDATE remote_audit_export SET state = ? WHERE id = ? AND state = 'done'";

    private ExportRows() {}

    /** A job as it is kept. */
    record Row(
            String id,
            String node,
            String engagement,
            String termsDigest,
            String auditor,
            String credentialId,
            String request,
            long ledgerSize,
            Instant startedAt,
            ExportState state,
            long recordsDone,
            long recordsTotal,
            long bytes,
            @Nullable String failure,
            List<ExportFile> files,
            Instant endedAt) {

        ExportJob toJob() {
            return new ExportJob(id, state, recordsDone, recordsTotal, bytes, failure, files, startedAt, ledgerSize);
        }
    }

    static void insert(Connection connection, String id, String node, ExportRequest request, long size, Instant at)
            throws SQLException {
        Admission admission = request.admission();
        update(
                connection,
                INSERT,
                id,
                node,
                admission.engagement().id(),
                admission.engagement().digest().hex(),
                admission.auditor().id(),
                admission.credentialId(),
                write(request),
                size,
                at.toEpochMilli());
    }

    static boolean hasUnended(Connection connection, String engagement, String auditor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNENDED)) {
            select.setString(1, engagement);
            select.setString(2, auditor);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    /** Whether the job was still to be made, and now is being made. */
    static boolean begin(Connection connection, String id) throws SQLException {
        return update(connection, BEGIN, id) == 1;
    }

    /** Whether the job is still to go on. */
    static boolean progress(Connection connection, String id, long done, long total, long bytes) throws SQLException {
        return update(connection, PROGRESS, done, total, bytes, id) == 1;
    }

    static boolean end(Connection connection, String id, ExportState state, @Nullable String why, Instant at)
            throws SQLException {
        String failure = why == null ? null : why.substring(0, Math.min(why.length(), LONGEST_FAILURE));
        return update(connection, END, name(state), failure, at.toEpochMilli(), id) == 1;
    }

    static boolean done(Connection connection, String id, List<ExportFile> files, Instant at) throws SQLException {
        ArrayNode json = Json.array();
        long bytes = 0;
        for (ExportFile file : files) {
            json.addObject()
                    .put("number", file.number())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256().hex());
            bytes += file.bytes();
        }
        return update(connection, DONE, Json.write(json), bytes, at.toEpochMilli(), id) == 1;
    }

    /** Says that a finished job's files are gone. */
    static void remove(Connection connection, String id, ExportState state) throws SQLException {
        update(connection, REMOVE, name(state), id);
    }

    static List<Row> byId(Connection connection, String id) throws SQLException {
        return select(connection, BY_ID, id);
    }

    static List<Row> ofEngagement(Connection connection, String engagement) throws SQLException {
        return select(connection, OF_ENGAGEMENT, engagement);
    }

    static List<Row> ofNode(Connection connection, String node, ExportState state) throws SQLException {
        return select(connection, OF_NODE, node, name(state));
    }

    private static String name(ExportState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String write(ExportRequest request) {
        ObjectNode json = Json.object();
        json.put("query", request.query());
        ObjectNode filters = json.putObject("filters");
        for (Filter filter : request.filters()) {
            ArrayNode values = filters.putArray(filter.facet().wireName());
            filter.values().forEach(values::add);
        }
        ArrayNode ids = json.putArray("recordIds");
        request.recordIds().forEach(ids::add);
        json.put("language", request.language());
        return Json.write(json);
    }

    /** What was asked for, on behalf of whom it is admitted now. */
    static ExportRequest request(Row row, Admission admission) {
        JsonNode json = Json.parse(row.request());
        List<Filter> filters = new ArrayList<>();
        json.path("filters").properties().forEach(filter -> {
            TreeSet<String> values = new TreeSet<>();
            filter.getValue().forEach(value -> values.add(value.asText()));
            filters.add(new Filter(Facet.named(filter.getKey()), values));
        });
        List<String> ids = new ArrayList<>();
        json.path("recordIds").forEach(id -> ids.add(id.asText()));
        return new ExportRequest(
                admission,
                json.path("query").asText(),
                filters,
                ids,
                json.path("language").asText());
    }

    private static List<Row> select(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, parameters);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private static Row row(ResultSet rows) throws SQLException {
        List<ExportFile> files = new ArrayList<>();
        String kept = rows.getString(15);
        if (kept != null) {
            Json.parse(kept)
                    .forEach(file -> files.add(new ExportFile(
                            file.path("number").asInt(),
                            file.path("bytes").asLong(),
                            Hash.parseHex(file.path("sha256").asText()))));
        }
        return new Row(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getLong(8),
                Instant.ofEpochMilli(rows.getLong(9)),
                ExportState.valueOf(rows.getString(10).toUpperCase(Locale.ROOT)),
                rows.getLong(11),
                rows.getLong(12),
                rows.getLong(13),
                rows.getString(14),
                files,
                Instant.ofEpochMilli(rows.getLong(16)));
    }

    private static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            set(update, parameters);
            return update.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] == null) {
                statement.setString(i + 1, null);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }
}
