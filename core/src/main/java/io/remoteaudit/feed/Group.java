package io.remoteaudit.feed;

import io.remoteaudit.standard.LocalizedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one id, which become one record.
 *
 * @param key the id, as it is kept
 * @param label how people find the rows
 * @param rows the rows
 * @param fault why they cannot be read; null if they can
 * @param watermark the newest watermark among them; null for none
 */
record Group(
        String key,
        String label,
        List<Row> rows,
        @Nullable LocalizedText fault,
        @Nullable SqlValue watermark) {

    Group {
        rows = List.copyOf(rows);
    }
}
