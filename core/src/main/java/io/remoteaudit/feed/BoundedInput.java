package io.remoteaudit.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with a failure where content is longer than any that is evidence, for example since it unfolds without end. */
final class BoundedInput extends FilterInputStream {

    private final long longest;
    private long read;

    BoundedInput(InputStream in, long longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) throws IOException {
        read += more;
        if (read > longest) {
            throw new IOException("it is longer than " + longest + " bytes");
        }
    }
}
