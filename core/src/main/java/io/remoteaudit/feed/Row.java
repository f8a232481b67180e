package io.remoteaudit.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds in one row, as texts by the names of its columns; the case of a name does not matter. A cell that
 * is empty is absent, since hardly any source tells the two apart.
 */
final class Row {

    /** No cell of a quality record is longer, and a file that claims so is not read into memory. */
    static final int LONGEST_CELL = 100_000;

    private final Map<String, String> cells;
    private final List<StoredFile> files = new ArrayList<>();

    private Row(Map<String, String> cells) {
        this.cells = cells;
    }

    static Row of(Map<String, ? extends @Nullable String> cells) {
        Map<String, String> present = new HashMap<>(cells.size() * 2);
        cells.forEach((name, cell) -> {
            if (cell != null && !cell.isEmpty()) {
                present.put(key(name), cell);
            }
        });
        return new Row(present);
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String cell(String name) {
        return cells.get(name);
    }

    /** Content of this row's own columns, which is read while the row is there to be read. */
    List<StoredFile> files() {
        return files;
    }

    /** The cells in an order that does not depend on the columns'. */
    String written() {
        StringBuilder all = new StringBuilder();
        cells.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(cell -> all.append(cell.getKey())
                        .append('=')
                        .append(cell.getValue())
                        .append('\n'));
        return all.toString();
    }
}
