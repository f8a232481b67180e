package io.remoteaudit.client;

import io.remoteaudit.endpoint.ContractChecker;
import io.remoteaudit.endpoint.EventChecker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/** The one way tests talk to an audit endpoint over the wire: each answer and each event is held to the contract. */
public final class HeldHttp {

    private static final ContractChecker CONTRACT = new ContractChecker();
    private static final long LONGEST = 64L << 20;

    private HeldHttp() {}

    /** Opens a client of an endpoint. */
    public static AuditClient open(AuditClient.Builder builder) {
        return open(builder, builder().build());
    }

    /** Opens a client of an endpoint over an HTTP client made of {@link #builder}. */
    public static AuditClient open(AuditClient.Builder builder, OkHttpClient http) {
        if (http.interceptors().stream().noneMatch(Held.class::isInstance)) {
            throw new IllegalArgumentException("This client does not hold what it is answered to the contract");
        }
        return builder.http(http).open();
    }

    /** Begins an HTTP client with settings of its own. */
    public static OkHttpClient.Builder builder() {
        return new OkHttpClient.Builder()
                .readTimeout(Duration.ofMinutes(1))
                .followRedirects(false)
                .addInterceptor(new Held());
    }

    /** Looks at each answer before anyone else does. */
    private static final class Held implements Interceptor {

        @Override
        public Response intercept(Chain chain) throws IOException {
            return held(chain);
        }
    }

    private static Response held(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String path = chain.request().url().encodedPath();
        ResponseBody body = response.body();
        String type = response.header("Content-Type", "");
        boolean json = type.contains("json");
        byte[] bytes = json ? response.peekBody(LONGEST).bytes() : null;
        require(CONTRACT.checkAny(
                chain.request().method(),
                path,
                ContractChecker.Told.of(response.code(), name -> response.header(name, ""), bytes)));
        return type.startsWith("text/event-stream")
                ? response.newBuilder()
                        .body(ResponseBody.create(events(body, path), body.contentType(), -1))
                        .build()
                : response;
    }

    private static BufferedSource events(ResponseBody body, String path) {
        EventChecker checker = new EventChecker(CONTRACT, path);
        return Okio.buffer(new ForwardingSource(body.source()) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long before = sink.size();
                long count = super.read(sink, byteCount);
                if (count > 0) {
                    Buffer piece = new Buffer();
                    sink.copyTo(piece, before, count);
                    byte[] bytes = piece.readByteArray();
                    require(checker.take(bytes, 0, bytes.length));
                }
                return count;
            }
        });
    }

    private static void require(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new AssertionError("Not as the contract says: " + wrong);
        }
    }
}
