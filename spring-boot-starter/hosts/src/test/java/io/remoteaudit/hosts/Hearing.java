package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Listens to an open event stream. */
final class Hearing {

    private static final int SECONDS = 30;

    private Hearing() {}

    /** Asks in the audit below an address of the host's, and hears of it on a stream that was opened before. */
    static void ofQuestion(Host host, String audit, String bearer, HttpResponse<InputStream> stream) throws Exception {
        String text = "Is it heard at once?";
        HttpResponse<String> asked = host.post(
                audit + "/questions",
                "{\"title\":\"BFE\",\"text\":\"" + text + "\",\"language\":\"en\","
                        + "\"pins\":[{\"recordId\":\"IQC-1\",\"version\":1}]}",
                "Authorization",
                bearer,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "heard-1");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
        of(text, stream.body());
    }

    /** Reads until something is said; fails if it is not said in time, since a read of a connection cannot be interrupted. */
    private static void of(String wanted, InputStream stream) throws Exception {
        // Not by a reader, which would wait until its buffer is full.
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        CompletableFuture.runAsync(() -> {
                    byte[] buffer = new byte[4096];
                    try {
                        while (!heard.toString(StandardCharsets.UTF_8).contains(wanted)) {
                            int read = stream.read(buffer);
                            if (read < 0) {
                                throw new AssertionError("The stream ended after: " + heard);
                            }
                            heard.write(buffer, 0, read);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .get(SECONDS, TimeUnit.SECONDS);
    }
}
