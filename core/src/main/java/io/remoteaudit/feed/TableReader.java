package io.remoteaudit.feed;

import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a source's rows piece by piece, in the order of their watermarks, however many there are. */
final class TableReader {

    /** A record with more rows is none; they would have to be in memory at once. */
    private static final int MOST_ROWS = 10_000;

    private static final String MARK = "remote_audit_mark";

    private final TableSource source;
    private final Assemblies assemblies;

    TableReader(TableSource source, Assemblies assemblies) {
        this.source = source;
        this.assemblies = assemblies;
    }

    /** Takes what is read. */
    @FunctionalInterface
    interface Taker<T> {

        /** Whether more is wanted. */
        boolean take(T next);
    }

    /** Reads what is not older than a watermark, or everything. */
    void read(@Nullable SqlValue from, Taker<Group> taker) throws SQLException {
        try (ReadOnly reading = ReadOnly.open(source.dataSource())) {
            Columns columns = columns(reading);
            String sql = select(columns) + since(columns, from) + " ORDER BY " + order(columns);
            try (PreparedStatement statement = prepared(reading, sql)) {
                if (from != null) {
                    from.bind(statement, 1);
                }
                groups(reading, columns, statement, taker);
            }
        }
    }

    /** Reads certain rows anew; those that are gone are not given. */
    void readAgain(Collection<String> keys, Taker<Group> taker) throws SQLException {
        List<List<@Nullable SqlValue>> wanted = new ArrayList<>();
        keys.forEach(key -> RowKey.parts(key)
                .filter(parts -> parts.size() == source.idColumns().size())
                .ifPresent(wanted::add));
        if (wanted.isEmpty()) {
            return;
        }
        try (ReadOnly reading = ReadOnly.open(source.dataSource())) {
            Columns columns = columns(reading);
            String sql = "SELECT * FROM " + base() + " WHERE "
                    + wanted.stream().map(parts -> matches(columns, parts)).collect(Collectors.joining(" OR "))
                    + " ORDER BY " + within(columns);
            try (PreparedStatement statement = prepared(reading, sql)) {
                int parameter = 1;
                for (List<@Nullable SqlValue> parts : wanted) {
                    for (SqlValue part : parts) {
                        if (part != null) {
                            part.bind(statement, parameter++);
                        }
                    }
                }
                groups(reading, columns, statement, taker);
            }
        }
    }

    /** Reads the ids of all rows. */
    void readKeys(Taker<String> taker) throws SQLException {
        try (ReadOnly reading = ReadOnly.open(source.dataSource())) {
            Columns columns = columns(reading);
            try (PreparedStatement statement = prepared(reading, "SELECT " + ids(columns) + " FROM " + base());
                    ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData found = rows.getMetaData();
                while (rows.next()) {
                    List<@Nullable SqlValue> parts = new ArrayList<>();
                    for (int column = 1; column <= source.idColumns().size(); column++) {
                        parts.add(SqlValue.at(reading.untyped(), rows, found, column));
                    }
                    if (!taker.take(RowKey.of(parts))) {
                        return;
                    }
                }
            }
        }
    }

    /** How many rows {@link #read} would give. */
    OptionalLong count(@Nullable SqlValue from) throws SQLException {
        try (ReadOnly reading = ReadOnly.open(source.dataSource())) {
            Columns columns = columns(reading);
            String marked = source.severalRows() && from != null ? "SELECT COUNT(*) FROM " + marked(columns) : null;
            String sql = (marked == null ? "SELECT COUNT(*) FROM " + base() : marked) + since(columns, from);
            try (PreparedStatement statement = reading.connection().prepareStatement(sql)) {
                if (from != null) {
                    from.bind(statement, 1);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                }
            }
        }
    }

    private PreparedStatement prepared(ReadOnly reading, String sql) throws SQLException {
        PreparedStatement statement =
                reading.connection().prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(reading.fetchSize(source.fetchSize()));
        return statement;
    }

    /** On a line of its own, in case the query ends with a comment. */
    private String base() {
        return "(" + source.query() + "\n) remote_audit_source";
    }

    private String marked(Columns columns) {
        return "(SELECT remote_audit_source.*, MAX(" + columns.quoted(Objects.requireNonNull(source.watermark()))
                + ") OVER (PARTITION BY " + ids(columns) + ") AS " + MARK + " FROM " + base() + ") remote_audit_group";
    }

    private boolean marks() {
        return source.severalRows() && source.watermark() != null;
    }

    private String select(Columns columns) {
        return "SELECT * FROM " + (marks() ? marked(columns) : base());
    }

    private String since(Columns columns, @Nullable SqlValue from) {
        if (from == null) {
            return "";
        }
        String mark = mark(columns);
        return " WHERE " + mark + " >= ? OR " + mark + " IS NULL";
    }

    private String mark(Columns columns) {
        return marks() ? MARK : columns.quoted(Objects.requireNonNull(source.watermark()));
    }

    private String order(Columns columns) {
        return source.watermark() == null ? within(columns) : mark(columns) + ", " + within(columns);
    }

    private String within(Columns columns) {
        return Stream.concat(source.idColumns().stream(), source.rowOrder().stream())
                .map(columns::quoted)
                .collect(Collectors.joining(", "));
    }

    private String ids(Columns columns) {
        return source.idColumns().stream().map(columns::quoted).collect(Collectors.joining(", "));
    }

    private String matches(Columns columns, List<@Nullable SqlValue> parts) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String column = columns.quoted(source.idColumns().get(i));
            conditions.add(column + (parts.get(i) == null ? " IS NULL" : " = ?"));
        }
        return "(" + String.join(" AND ", conditions) + ")";
    }

    private Columns columns(ReadOnly reading) throws SQLException {
        String quote = reading.connection().getMetaData().getIdentifierQuoteString();
        try (PreparedStatement statement =
                        reading.connection().prepareStatement("SELECT * FROM " + base() + " WHERE 1 = 0");
                ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData found = rows.getMetaData();
            Columns columns = new Columns(source.name(), quote.isBlank() ? "\"" : quote);
            for (int column = 1; column <= found.getColumnCount(); column++) {
                columns.add(found.getColumnLabel(column));
            }
            source.idColumns().forEach(columns::quoted);
            if (source.watermark() != null) {
                columns.quoted(source.watermark());
            }
            assemblies.columns().forEach(columns::quoted);
            assemblies.contentColumns().forEach(columns::quoted);
            return columns;
        }
    }

    private void groups(ReadOnly reading, Columns columns, PreparedStatement statement, Taker<Group> taker)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Cursor cursor = new Cursor(reading, rows, columns);
            Pending pending = null;
            while (rows.next()) {
                One one = cursor.row();
                if (pending == null || !pending.key.equals(one.key)) {
                    if (pending != null && !taker.take(pending.group())) {
                        return;
                    }
                    pending = new Pending(one.key);
                }
                pending.add(one);
            }
            if (pending != null) {
                taker.take(pending.group());
            }
        }
    }

    /** The columns a query gives, by {@link Row#key}. */
    private static final class Columns {

        private final String sourceName;
        private final String quote;
        private final Map<String, String> labels = new HashMap<>();

        Columns(String sourceName, String quote) {
            this.sourceName = sourceName;
            this.quote = quote;
        }

        void add(String label) {
            if (labels.put(Row.key(label), label) != null) {
                throw new MappingException(
                        "RA-1004",
                        "The query of source '" + sourceName + "' gives the column '" + label
                                + "' twice; name one of them otherwise with AS");
            }
        }

        /** The column's exact name, as it must be written in a statement. */
        String quoted(String name) {
            String label = labels.get(Row.key(name));
            if (label == null) {
                throw new MappingException(
                        "RA-1004",
                        "The query of source '" + sourceName + "' gives no column '" + name + "'; it gives "
                                + String.join(", ", labels.values()));
            }
            return quote + label.replace(quote, quote + quote) + quote;
        }
    }

    private record One(
            String key,
            Row row,
            @Nullable SqlValue watermark,
            @Nullable LocalizedText fault) {}

    /** Reads the row a result is at, only the columns that are wanted. */
    private final class Cursor {

        private final ReadOnly reading;
        private final ResultSet rows;
        private final ResultSetMetaData metaData;
        private final Map<String, Integer> positions = new HashMap<>();
        private final Set<String> wanted = new HashSet<>(assemblies.columns());

        Cursor(ReadOnly reading, ResultSet rows, Columns columns) throws SQLException {
            this.reading = reading;
            this.rows = rows;
            this.metaData = rows.getMetaData();
            for (int column = 1; column <= metaData.getColumnCount(); column++) {
                positions.put(Row.key(metaData.getColumnLabel(column)), column);
            }
            // A column named by nobody is not read, whatever it holds.
            wanted.retainAll(columns.labels.keySet());
        }

        One row() throws SQLException {
            LocalizedText fault = null;
            List<@Nullable SqlValue> ids = new ArrayList<>();
            for (String column : source.idColumns()) {
                ids.add(id(column));
            }
            if (ids.contains(null)) {
                fault = new LocalizedText("编号列没有值", "an id column has no value");
            }
            Map<String, @Nullable String> cells = new HashMap<>();
            SqlValue watermark = null;
            try {
                for (String column : wanted) {
                    SqlValue value = at(column);
                    cells.put(column, value == null ? null : value.text());
                }
                watermark = watermark();
            } catch (RowFault broken) {
                fault = broken.reason();
            }
            Row row = Row.of(cells);
            if (fault == null) {
                fault = content(row);
            }
            return new One(RowKey.of(ids), row, watermark, fault);
        }

        private @Nullable SqlValue id(String column) throws SQLException {
            try {
                return at(column);
            } catch (RowFault fault) {
                throw new MappingException(
                        "RA-1004",
                        "The column '" + column + "' of source '" + source.name() + "' cannot be an id: "
                                + fault.reason().en());
            }
        }

        private @Nullable SqlValue watermark() throws SQLException {
            String column = source.watermark();
            if (column == null) {
                return null;
            }
            Integer mark = positions.get(MARK);
            return mark == null ? at(column) : SqlValue.at(reading.untyped(), rows, metaData, mark);
        }

        private @Nullable SqlValue at(String column) throws SQLException {
            return SqlValue.at(
                    reading.untyped(), rows, metaData, Objects.requireNonNull(positions.get(Row.key(column))));
        }

        private @Nullable LocalizedText content(Row row) throws SQLException {
            try {
                for (AttachmentMapping attachment : assemblies.contentOf(row)) {
                    int column = Objects.requireNonNull(positions.get(attachment.contentColumn()));
                    try (InputStream content = rows.getBinaryStream(column)) {
                        if (content != null) {
                            row.files()
                                    .add(new StoredFile(
                                            attachment, assemblies.files().content(attachment, row, content)));
                        }
                    }
                }
                return null;
            } catch (RowFault fault) {
                return fault.reason();
            } catch (IOException e) {
                return new LocalizedText(
                        "附件内容无法读取：" + e.getMessage(), "an attachment's content cannot be read: " + e.getMessage());
            }
        }
    }

    /** Rows of one id, until the next id begins. */
    private final class Pending {

        private final String key;
        private final List<Row> rows = new ArrayList<>();
        private @Nullable LocalizedText fault;
        private @Nullable SqlValue watermark;

        Pending(String key) {
            this.key = key;
        }

        void add(One one) {
            if (fault == null) {
                fault = one.fault;
            }
            if (one.watermark != null) {
                watermark = one.watermark;
            }
            if (rows.size() < MOST_ROWS) {
                rows.add(one.row);
            } else {
                fault = new LocalizedText(
                        "一条记录超过 " + MOST_ROWS + " 行", "a record has more than " + MOST_ROWS + " rows");
            }
            if (rows.size() > 1 && !source.severalRows()) {
                fault = SEVERAL;
            }
        }

        Group group() {
            if (rows.size() > 1 && source.rowOrder().isEmpty()) {
                rows.sort(Comparator.comparing(Row::written));
            }
            return new Group(key, RowKey.label(key), rows, fault, watermark);
        }
    }

    private static final LocalizedText SEVERAL = new LocalizedText(
            "几行有相同的编号；如果它们同属一条记录，请设置 several-rows",
            "several rows have this id; if they belong to one record, set several-rows");
}
