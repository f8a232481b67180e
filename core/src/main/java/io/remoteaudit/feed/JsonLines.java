package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that are JSON objects, one a line. */
final class JsonLines implements RowReader {

    private static final Json.Bounds BOUNDS = new Json.Bounds(LONGEST_ROW, 16, Row.LONGEST_CELL);

    private final TextFiles.Bounded text;
    private long number;

    JsonLines(Path file, @Nullable Charset charset) throws IOException {
        text = TextFiles.open(file, charset);
    }

    @Override
    public @Nullable Row next() throws IOException {
        String line = line();
        while (line != null && line.isBlank()) {
            line = line();
        }
        if (line == null) {
            return null;
        }
        JsonNode json;
        try {
            json = Json.parse(line, BOUNDS);
        } catch (MalformedException e) {
            throw new RowFault("该行不是有效的 JSON：" + e.getMessage(), String.valueOf(e.getMessage()));
        }
        if (!json.isObject()) {
            throw new RowFault("该行不是 JSON 对象", "the line is not a JSON object");
        }
        Map<String, @Nullable String> cells = new HashMap<>();
        JsonCells.put(cells, "", json);
        return Row.of(cells);
    }

    private @Nullable String line() throws IOException {
        text.beginRow();
        number++;
        StringBuilder line = new StringBuilder();
        int c = text.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = text.read();
        }
        return line.toString();
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
