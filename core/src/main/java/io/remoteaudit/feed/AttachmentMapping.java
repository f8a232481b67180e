package io.remoteaudit.feed;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a row names a file that belongs to its record: by a path below the source's directory of attachments, or by a
 * column that holds the content itself. A row without path or content has no such file. Immutable.
 */
public final class AttachmentMapping {

    private final @Nullable Expression path;
    private final @Nullable String contentColumn;
    private final @Nullable Expression name;
    private final @Nullable Expression mediaType;

    private AttachmentMapping(
            @Nullable Expression path,
            @Nullable String contentColumn,
            @Nullable Expression name,
            @Nullable Expression mediaType) {
        this.path = path;
        this.contentColumn = contentColumn;
        this.name = name;
        this.mediaType = mediaType;
    }

    /**
     * A file on disk.
     *
     * @param path an expression for a path that is relative to the source's directory of attachments
     * @param name an expression for the name shown to people; null for the file's own
     * @param mediaType an expression for the media type; null to go by the name's ending
     * @return the mapping
     * @throws MappingException {@code RA-1001} if an expression has a fault
     */
    public static AttachmentMapping path(String path, @Nullable String name, @Nullable String mediaType) {
        return new AttachmentMapping(
                Expression.parse("attachments.path", path),
                null,
                optional("name", name),
                optional("media-type", mediaType));
    }

    /**
     * A column that holds a file's content, such as a BLOB.
     *
     * @param column the column's name
     * @param name an expression for the file name shown to people
     * @param mediaType an expression for the media type; null to go by the name's ending
     * @return the mapping
     * @throws MappingException {@code RA-1001} if an expression has a fault
     */
    public static AttachmentMapping content(String column, String name, @Nullable String mediaType) {
        return new AttachmentMapping(null, Row.key(column), optional("name", name), optional("media-type", mediaType));
    }

    private static @Nullable Expression optional(String field, @Nullable String text) {
        return text == null || text.isBlank() ? null : Expression.parse("attachments." + field, text);
    }

    @Nullable
    Expression path() {
        return path;
    }

    @Nullable
    String contentColumn() {
        return contentColumn;
    }

    @Nullable
    Expression name() {
        return name;
    }

    @Nullable
    Expression mediaType() {
        return mediaType;
    }

    /** The columns its expressions read; not the one that holds content, which is never read as text. */
    Set<String> columns() {
        Set<String> columns = new HashSet<>();
        for (Expression expression : new @Nullable Expression[] {path, name, mediaType}) {
            if (expression != null) {
                columns.addAll(expression.columns());
            }
        }
        return columns;
    }
}
