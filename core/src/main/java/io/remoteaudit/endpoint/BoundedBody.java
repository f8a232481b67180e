package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;

/** The content of a request that is a file: refused where it gets larger than one may be. For one thread. */
final class BoundedBody extends FilterInputStream {

    private final long largest;
    private long read;

    BoundedBody(Request request, long largest) {
        super(request.body());
        this.largest = largest;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int octets) {
        read += octets;
        if (read > largest) {
            throw Refusal.of(ProblemType.BODY_TOO_LARGE, String.valueOf(largest));
        }
    }
}
