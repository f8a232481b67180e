package io.remoteaudit.example.factory;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One register (台账) of the quality system: a table with the columns all registers have, and its own.
 *
 * @param table the table's name
 * @param columns the names of its own columns
 */
public record Register(String table, List<String> columns) {

    /** Copies the list. */
    public Register {
        columns = List.copyOf(columns);
    }

    /**
     * Names a register.
     *
     * @param table the table's name
     * @param columns the names of its own columns
     */
    public Register(String table, String... columns) {
        this(table, List.of(columns));
    }

    String insert() {
        return "INSERT INTO " + table + " (no, version, site, performed_by, reviewed_by, occurred_at, "
                + String.join(", ", columns) + ") VALUES (?, 1, ?, ?, ?, ?, "
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    String update() {
        return "UPDATE " + table + " SET version = version + 1, site = ?, performed_by = ?, reviewed_by = ?,"
                + " occurred_at = ?, "
                + columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")) + " WHERE no = ?";
    }
}
