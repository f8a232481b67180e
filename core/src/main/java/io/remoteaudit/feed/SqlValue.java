package io.remoteaudit.feed;

import java.math.BigDecimal;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column's value as a text that a mapping reads, with the kind it needs to be asked for again: databases do not compare
 * a number with a text.
 *
 * @param kind which kind
 * @param text the value
 */
record SqlValue(Kind kind, String text) {

    /** Kinds, each with the letter it is kept by. */
    enum Kind {
        NUMBER('n'),
        TEXT('s'),
        TIMESTAMP('t'),
        INSTANT('z'),
        DAY('d'),
        /** What the database alone knows how to compare, for example a UUID. */
        OTHER('o');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** What {@link #kept} gave. */
    static SqlValue ofKept(String kept) {
        for (Kind kind : Kind.values()) {
            if (!kept.isEmpty() && kept.charAt(0) == kind.letter) {
                return new SqlValue(kind, kept.substring(1));
            }
        }
        throw new IllegalArgumentException("No kept value: " + kept);
    }

    String kept() {
        return kind.letter + text;
    }

    /**
     * Reads a column of the row a result is at; null if it holds nothing. Content of files is not read so.
     *
     * @param untyped whether columns have no types, only their values do
     * @throws RowFault if this value cannot be read, for example MySQL's 0000-00-00: other rows can
     */
    static @Nullable SqlValue at(boolean untyped, ResultSet rows, ResultSetMetaData columns, int column)
            throws SQLException {
        try {
            return untyped ? readUntyped(rows, column) : read(rows, columns, column);
        } catch (SQLException e) {
            if (isLost(e, rows)) {
                throw e;
            }
            String label = columns.getColumnLabel(column);
            throw new RowFault(
                    "列 " + label + " 无法读取：" + RowFault.shown(String.valueOf(e.getMessage())),
                    "the column " + label + " cannot be read: " + RowFault.shown(String.valueOf(e.getMessage())));
        }
    }

    /** Whether the fault is the connection's and not the value's. */
    private static boolean isLost(SQLException fault, ResultSet rows) throws SQLException {
        String state = fault.getSQLState();
        return rows.isClosed()
                || fault instanceof SQLRecoverableException
                || fault instanceof SQLNonTransientConnectionException
                || fault instanceof SQLTransientException
                || (state != null && state.startsWith("08"));
    }

    private static @Nullable SqlValue read(ResultSet rows, ResultSetMetaData columns, int column) throws SQLException {
        int type = columns.getColumnType(column);
        String typeName = String.valueOf(columns.getColumnTypeName(column)).toLowerCase(Locale.ROOT);
        return switch (type) {
            case Types.TIMESTAMP -> typeName.equals("timestamptz") ? instant(rows, column) : timestamp(rows, column);
            case Types.TIMESTAMP_WITH_TIMEZONE -> instant(rows, column);
            case Types.DATE -> day(rows, column);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC ->
                number(rows.getBigDecimal(column));
            // As the database prints it: a binary number has no exact decimal that anybody has entered.
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> floating(rows, column);
            case Types.BOOLEAN, Types.BIT -> truth(rows, column);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                throw new RowFault(
                        "列 " + columns.getColumnLabel(column) + " 的类型是 " + JDBCType.valueOf(type) + "，只能作为附件内容",
                        "the column " + columns.getColumnLabel(column) + " is of type " + JDBCType.valueOf(type)
                                + ", which can be an attachment's content only");
            case Types.OTHER -> text(rows, column, Kind.OTHER);
            default -> text(rows, column, Kind.TEXT);
        };
    }

    private static @Nullable SqlValue day(ResultSet rows, int column) throws SQLException {
        LocalDate day = rows.getObject(column, LocalDate.class);
        return day == null ? null : new SqlValue(Kind.DAY, day.toString());
    }

    private static @Nullable SqlValue truth(ResultSet rows, int column) throws SQLException {
        boolean truth = rows.getBoolean(column);
        return rows.wasNull() ? null : new SqlValue(Kind.OTHER, Boolean.toString(truth));
    }

    private static @Nullable SqlValue timestamp(ResultSet rows, int column) throws SQLException {
        LocalDateTime time = rows.getObject(column, LocalDateTime.class);
        return time == null ? null : new SqlValue(Kind.TIMESTAMP, time.toString());
    }

    private static @Nullable SqlValue instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : new SqlValue(Kind.INSTANT, time.toString());
    }

    private static @Nullable SqlValue number(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (Math.abs((long) number.scale()) > 100) {
            throw new RowFault("数字的位数过多", "a number has too many digits");
        }
        return new SqlValue(Kind.NUMBER, number.toPlainString());
    }

    private static @Nullable SqlValue floating(ResultSet rows, int column) throws SQLException {
        String printed = rows.getString(column);
        try {
            return printed == null ? null : number(new BigDecimal(printed));
        } catch (NumberFormatException e) {
            // Not a number, or infinite: a text that no mapping takes for a number.
            return new SqlValue(Kind.TEXT, printed);
        }
    }

    /** As {@link #read}, of SQLite. */
    private static @Nullable SqlValue readUntyped(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof BigDecimal) {
            return number(new BigDecimal(value.toString()));
        }
        if (value instanceof byte[]) {
            throw new RowFault(
                    "列 " + column + " 是二进制内容，只能作为附件内容",
                    "column " + column + " is binary content, which can be an attachment's only");
        }
        return text(rows, column, Kind.TEXT);
    }

    private static @Nullable SqlValue text(ResultSet rows, int column, Kind kind) throws SQLException {
        String text = rows.getString(column);
        if (text != null && text.length() > Row.LONGEST_CELL) {
            throw new RowFault(
                    "列 " + column + " 有 " + text.length() + " 个字符，超过 " + Row.LONGEST_CELL,
                    "column " + column + " has " + text.length() + " characters, more than " + Row.LONGEST_CELL);
        }
        return text == null ? null : new SqlValue(kind, text);
    }

    /** Sets a statement's parameter to this value. */
    void bind(PreparedStatement statement, int parameter) throws SQLException {
        switch (kind) {
            case NUMBER -> statement.setBigDecimal(parameter, new BigDecimal(text));
            case TEXT -> statement.setString(parameter, text);
            case TIMESTAMP -> statement.setObject(parameter, LocalDateTime.parse(text));
            case INSTANT -> statement.setObject(parameter, OffsetDateTime.parse(text));
            case DAY -> statement.setObject(parameter, LocalDate.parse(text));
            case OTHER -> statement.setObject(parameter, text, Types.OTHER);
        }
    }
}
