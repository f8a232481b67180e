package io.remoteaudit.export;

import io.remoteaudit.ledger.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines that end with a line feed, one at a time and bounded. */
final class JsonLines implements Closeable {

    private static final int LONGEST = 32 << 20;

    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int position;
    private int end;
    private long line;

    JsonLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its line feed; empty at the end. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
        line++;
        while (fill()) {
            int feed = position;
            while (feed < end && chunk[feed] != '\n') {
                feed++;
            }
            int start = position;
            int length = feed - start;
            if (begun.size() + length > LONGEST) {
                throw new MalformedException("Line " + line + " is longer than " + LONGEST + " bytes");
            }
            position = Math.min(end, feed + 1);
            if (feed < end && begun.size() == 0) {
                return Optional.of(new String(chunk, start, length, StandardCharsets.UTF_8));
            }
            begun.write(chunk, start, length);
            if (feed < end) {
                return Optional.of(begun.toString(StandardCharsets.UTF_8));
            }
        }
        if (begun.size() > 0) {
            throw new MalformedException("The last line has no line feed");
        }
        return Optional.empty();
    }

    /** Reads on once everything read is used; false at the end. */
    private boolean fill() throws IOException {
        if (position < end) {
            return true;
        }
        position = 0;
        end = in.read(chunk);
        return end > 0;
    }

    /** The number of the line read last, from 1 on. */
    long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
