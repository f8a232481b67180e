package io.remoteaudit.feed;

import io.remoteaudit.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The id of a source's row as one text, from which its parts can be had again to ask for that row. An id too long to be
 * kept is kept by its digest, and is met again only when its row is read by itself. Stateless.
 */
final class RowKey {

    private static final int LONGEST = 400;
    private static final char SEPARATOR = '|';
    private static final String ABSENT = "-";
    /** What a key begins with that is no id but a digest. */
    static final String DIGEST = "#";

    private RowKey() {}

    static String of(List<@Nullable SqlValue> parts) {
        String key = parts.stream()
                .map(part -> part == null ? ABSENT : escaped(part.kept()))
                .collect(Collectors.joining(String.valueOf(SEPARATOR)));
        return key.length() <= LONGEST
                ? key
                : DIGEST + HexFormat.of().formatHex(Sha256.newDigest().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** The parts; empty if only their digest is kept. */
    static Optional<List<@Nullable SqlValue>> parts(String key) {
        if (key.startsWith(DIGEST)) {
            return Optional.empty();
        }
        List<@Nullable SqlValue> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i <= key.length(); i++) {
            if (i == key.length() || key.charAt(i) == SEPARATOR) {
                parts.add(part.toString().equals(ABSENT) ? null : SqlValue.ofKept(part.toString()));
                part.setLength(0);
            } else if (key.charAt(i) == '\\') {
                part.append(key.charAt(++i));
            } else {
                part.append(key.charAt(i));
            }
        }
        return Optional.of(parts);
    }

    /** The id as people know it. */
    static String label(String key) {
        return parts(key)
                .map(parts -> parts.stream()
                        .map(part -> part == null ? "(null)" : part.text())
                        .collect(Collectors.joining(", ")))
                .orElse(key);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }
}
