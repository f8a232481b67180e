package io.remoteaudit.feed;

import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files rows name: those below one directory, reached without links, and those in columns. A rehearsal digests
 * them and keeps none.
 */
final class SourceFiles {

    private static final long LARGEST = 1L << 30;

    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"),
            Map.entry("zip", "application/zip"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));

    private final Attachments attachments;
    private final @Nullable Path directory;
    private final boolean rehearsal;

    SourceFiles(Attachments attachments, @Nullable Path directory, boolean rehearsal) {
        this.attachments = attachments;
        this.directory = directory;
        this.rehearsal = rehearsal;
    }

    /** The file a row's path names; empty if it names none. */
    Optional<Attachment> atPath(AttachmentMapping mapping, Row row) {
        Expression expression = mapping.path();
        String path = expression == null ? null : expression.evaluate(row);
        if (path == null || path.isBlank()) {
            return Optional.empty();
        }
        Path file = below(path.strip());
        String name = name(mapping, row, String.valueOf(file.getFileName()));
        String mediaType = mediaType(mapping, row, name);
        try {
            // Most files are known already, and storing one costs writing it.
            Attachment digested;
            try (InputStream content = open(file)) {
                digested = digest(name, mediaType, content);
            }
            if (rehearsal || attachments.holds(digested)) {
                return Optional.of(digested);
            }
            try (InputStream content = open(file)) {
                return Optional.of(attachments.store(name, mediaType, content));
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The content of a column, which ends with the row. */
    Attachment content(AttachmentMapping mapping, Row row, InputStream content) {
        String name = name(mapping, row, "");
        if (name.isEmpty()) {
            throw new RowFault(
                    "attachments.name：有文件内容但没有文件名", "attachments.name: there is a file's content but no name");
        }
        String mediaType = mediaType(mapping, row, name);
        try (InputStream bounded = new BoundedInput(content, LARGEST)) {
            return rehearsal ? digest(name, mediaType, bounded) : attachments.store(name, mediaType, bounded);
        } catch (IOException e) {
            throw unreadable(String.valueOf(mapping.contentColumn()), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BoundedInput(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), LARGEST);
    }

    private static RowFault unreadable(String what, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        return new RowFault(
                "附件 " + RowFault.shown(what) + " 无法读取：" + said,
                "the attachment " + RowFault.shown(what) + " cannot be read: " + said);
    }

    /** A path comes from data, so it may lead nowhere but down. */
    private Path below(String text) {
        Path root = directory;
        if (root == null) {
            throw new RowFault(
                    "数据源没有设置附件目录 attachments-directory",
                    "the source has no directory of attachments (attachments-directory)");
        }
        Path relative;
        try {
            relative = Path.of(text.replace('\\', '/'));
        } catch (InvalidPathException e) {
            throw new RowFault(RowFault.shown(text) + " 不是路径", RowFault.shown(text) + " is not a path");
        }
        if (relative.isAbsolute() || text.startsWith("/") || text.matches("[A-Za-z]:.*")) {
            throw leaves(text);
        }
        Path file = root;
        for (Path element : relative) {
            if (element.toString().equals("..") || element.toString().equals(".")) {
                throw leaves(text);
            }
            file = file.resolve(element);
            if (Files.isSymbolicLink(file)) {
                throw new RowFault(
                        "附件 " + RowFault.shown(text) + " 经过链接，不予采用",
                        "the attachment " + RowFault.shown(text) + " is reached through a link, which is not followed");
            }
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RowFault(
                    "附件 " + RowFault.shown(text) + " 不存在", "the attachment " + RowFault.shown(text) + " is not there");
        }
        return file;
    }

    private static RowFault leaves(String text) {
        return new RowFault(
                "附件路径 " + RowFault.shown(text) + " 必须是附件目录之下的相对路径",
                "the attachment's path " + RowFault.shown(text) + " must be relative and stay below the directory");
    }

    private static String name(AttachmentMapping mapping, Row row, String otherwise) {
        Expression expression = mapping.name();
        String name = expression == null ? null : expression.evaluate(row);
        return name == null || name.isBlank() ? otherwise : name.strip();
    }

    private static String mediaType(AttachmentMapping mapping, Row row, String name) {
        Expression expression = mapping.mediaType();
        String given = expression == null ? null : expression.evaluate(row);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
    }

    private static Attachment digest(String name, String mediaType, InputStream content) throws IOException {
        MessageDigest sha256 = Sha256.newDigest();
        long size;
        try (DigestInputStream digesting = new DigestInputStream(content, sha256)) {
            size = digesting.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return new Attachment(name, mediaType, size, HexFormat.of().formatHex(sha256.digest()));
    }
}
