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

    private final InputStream in;
    private long line;

    JsonLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its line feed; empty at the end. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        line++;
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return Optional.of(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(read);
            if (bytes.size() > LONGEST) {
                throw new MalformedException("Line " + line + " is longer than " + LONGEST + " bytes");
            }
        }
        if (bytes.size() > 0) {
            throw new MalformedException("The last line has no line feed");
        }
        return Optional.empty();
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
