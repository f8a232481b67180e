package io.remoteaudit.example.body;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/** The line to the maker: counts what goes over it, and can be told to break once. Safe for use by several threads. */
final class Line implements Interceptor {

    private static final long BREAKS_AFTER = 16 << 10;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private volatile boolean breaks;

    int requests() {
        return requests.get();
    }

    /** How many requests asked for the rest of a file. */
    int resumed() {
        return resumed.get();
    }

    /** The next file breaks off after some bytes. */
    void breakOnce() {
        breaks = true;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        requests.incrementAndGet();
        if (chain.request().header("Range") != null) {
            resumed.incrementAndGet();
        }
        Response response = chain.proceed(chain.request());
        if (!breaks || response.header("Repr-Digest") == null) {
            return response;
        }
        breaks = false;
        ResponseBody body = response.body();
        BufferedSource cut = Okio.buffer(new ForwardingSource(body.source()) {
            private long passed;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                if (passed >= BREAKS_AFTER) {
                    throw new IOException("The line was cut, as --cut-download says");
                }
                long read = super.read(sink, Math.min(byteCount, BREAKS_AFTER - passed));
                passed += Math.max(0, read);
                return read;
            }
        });
        return response.newBuilder()
                .body(ResponseBody.create(cut, body.contentType(), body.contentLength()))
                .build();
    }
}
