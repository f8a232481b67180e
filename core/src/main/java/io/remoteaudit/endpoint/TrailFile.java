package io.remoteaudit.endpoint;

import io.remoteaudit.access.Access;
import io.remoteaudit.access.AccessPage;
import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.TrailFormat;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The access trail as one file, made of its pages while it is read, in the memory of one page: the same bytes each time for
 * the same ledger size.
 */
final class TrailFile {

    private static final String[] COLUMNS = {
        "at", "auditor", "action", "target", "status", "rows", "bytes", "sha256", "session", "id", "leafIndex"
    };

    /** What a spreadsheet takes for the beginning of a formula, also behind blanks it leaves out. */
    private static final String FORMULA = "=+-@\t\r\n";

    private final Pages pages;
    private final TrailFormat format;

    TrailFile(Pages pages, TrailFormat format) {
        this.pages = pages;
        this.format = format;
    }

    /** Gives the page that begins at a leaf. */
    @FunctionalInterface
    interface Pages {
        AccessPage from(long leaf);
    }

    /** Reads through it once, to say before it is sent how long it is and what its digest is. */
    Download download(String name) {
        MessageDigest digest = Sha256.newDigest();
        long size = 0;
        Content content = new Content();
        for (byte[] piece = content.piece(); piece.length > 0; piece = content.piece()) {
            digest.update(piece);
            size += piece.length;
        }
        return new Download(
                fileName(name), mediaType(), size, Hash.of(digest.digest()), null, this::from, content.rows);
    }

    /** All of it in memory, read once. */
    Document document(String name) {
        Content content = new Content();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] piece = content.piece(); piece.length > 0; piece = content.piece()) {
            whole.writeBytes(piece);
        }
        return Document.of(mediaType(), whole.toByteArray(), content.rows)
                .header("Content-Disposition", Download.disposition(fileName(name)));
    }

    private String fileName(String name) {
        return name + "-access." + format.wireName();
    }

    private String mediaType() {
        return format.mediaType() + "; charset=utf-8";
    }

    private InputStream from(long offset) throws IOException {
        Content content = new Content();
        if (content.skip(offset) < offset) {
            throw new EOFException("The trail ends before byte " + offset);
        }
        return content;
    }

    private String head() {
        return format == TrailFormat.CSV ? "\ufeff" + line((Object[]) COLUMNS) : "";
    }

    private String line(Access access) {
        AccessEntry entry = AccessEntry.of(access);
        if (format == TrailFormat.JSON_LINES) {
            return Json.write(entry.toJson()) + "\n";
        }
        AccessEntry.Given served = entry.served();
        return line(
                entry.at(),
                entry.auditor(),
                entry.action(),
                entry.target(),
                served == null ? "" : served.status(),
                served == null ? "" : served.rows(),
                served == null ? "" : served.bytes(),
                served == null || served.digest() == null ? "" : served.digest().hex(),
                entry.session() == null ? "" : entry.session(),
                entry.id(),
                entry.leafIndex());
    }

    private static String line(Object... cells) {
        StringBuilder line = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(line, CSVFormat.RFC4180)) {
            for (Object cell : cells) {
                printer.print(cell instanceof String text ? safe(text) : cell);
            }
            printer.println();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return line.toString();
    }

    /** A quote in front makes it text to every spreadsheet, and is seen. */
    static String safe(String text) {
        String begin = text.stripLeading();
        boolean formula = (!begin.isEmpty() && FORMULA.indexOf(begin.charAt(0)) >= 0)
                || (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0);
        return formula ? "'" + text : text;
    }

    /** Page by page, as it is read. */
    private final class Content extends InputStream {

        private byte[] piece = new byte[0];
        private int at;
        private OptionalLong next = OptionalLong.of(0);
        private boolean begun;
        private long rows;

        /** The next page's bytes; none at the end. */
        byte[] piece() {
            StringBuilder lines = new StringBuilder(begun ? "" : head());
            begun = true;
            while (lines.isEmpty() && next.isPresent()) {
                append(lines);
            }
            return lines.toString().getBytes(StandardCharsets.UTF_8);
        }

        private void append(StringBuilder lines) {
            AccessPage page = pages.from(next.orElseThrow());
            page.items().forEach(access -> lines.append(line(access)));
            rows += page.items().size();
            next = page.nextLeaf();
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at == piece.length) {
                piece = piece();
                at = 0;
            }
            if (piece.length == 0) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
