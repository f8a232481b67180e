package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.hosts.app.Agreed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the endpoint promises an auditor, in a host without a login on each container. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServingTest {

    private static final String FILE = "/qms/audit/v1/engagements/ENG-1/records/IQC-1/attachments/report.bin";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Container.class)
    void auditorFindsReadsDownloadsAsksAndHears(Container container) throws Exception {
        try (Host host = Host.with(directory, container.and())
                .with(container.pathProperty(), "/qms")
                .with("server.shutdown", "graceful")
                .start("PlainApplication")) {
            String bearer = "Bearer " + host.bean("agreed", Supplier.class).get();
            knowsTheMaker(host);
            findsTheRecord(host, bearer);
            downloadsWholeAndInParts(host, bearer);
            HttpResponse<InputStream> stream =
                    host.open("/qms/audit/v1/engagements/ENG-1/questions/events", "Authorization", bearer);
            hearsOfItsQuestion(host, bearer, stream);
            AuditorPage.visit(host, "/qms", bearer);
            refusesWhatItMust(host, bearer);
            leavesTheHostAlone(host);
            // With a stream open that its container would else wait for half a minute.
            assertThat(host.stop()).isLessThan(Host.PATIENCE);
        }
    }

    private static void knowsTheMaker(Host host) {
        HttpResponse<String> answer = host.get("/qms/.well-known/remote-audit");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("host.example/audit");
        HttpResponse<String> head = host.head("/qms/audit/v1/openapi.yaml");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    private static void findsTheRecord(Host host, String bearer) {
        HttpResponse<String> answer =
                host.get("/qms/audit/v1/engagements/ENG-1/records?q=lot:MB-20260401-03", "Authorization", bearer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.body()).contains("IQC-1").contains("熔喷布进货检验");
    }

    private static void downloadsWholeAndInParts(Host host, String bearer) throws IOException, InterruptedException {
        byte[] content = Agreed.file();
        HttpResponse<InputStream> whole = host.open(FILE, "Authorization", bearer);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
        try (InputStream in = whole.body()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        HttpResponse<InputStream> part = host.open(FILE, "Authorization", bearer, "Range", "bytes=100000-199999");
        assertThat(part.statusCode()).isEqualTo(206);
        try (InputStream in = part.body()) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 200_000));
        }
    }

    private static void hearsOfItsQuestion(Host host, String bearer, HttpResponse<InputStream> stream)
            throws Exception {
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Hearing.ofQuestion(host, "/qms/audit/v1/engagements/ENG-1", bearer, stream);
    }

    private static void refusesWhatItMust(Host host, String bearer) {
        for (String accept : new String[] {"text/html", "application/json", "*/*"}) {
            HttpResponse<String> stranger = host.get("/qms/audit/v1/engagements", "Accept", accept);
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        // Larger than a container swallows, and refused before it is read.
        HttpResponse<String> tooMuch = host.post(
                "/qms/audit/v1/engagements/ENG-1/questions",
                new byte[300_000],
                "Authorization",
                bearer,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "hosts-2");
        assertThat(tooMuch.statusCode()).isBetween(400, 413);
        assertThat(tooMuch.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        HttpResponse<String> desk = host.get("/qms/audit-desk/api/session", "Accept-Language", "zh-CN");
        assertThat(desk.statusCode()).isEqualTo(401);
        assertThat(desk.body()).contains("需要登录").contains("RA-0907");
        HttpResponse<String> otherwise = host.get("/qms/%61udit/v1/engagements", "Authorization", bearer);
        assertThat(otherwise.statusCode()).isBetween(400, 404);
    }

    private static void leavesTheHostAlone(Host host) {
        HttpResponse<String> greeting = host.get("/qms/hello");
        assertThat(greeting.statusCode()).isEqualTo(200);
        assertThat(greeting.body()).isEqualTo("{\"greeting\":\"你好\"}");
        assertThat(host.get("/qms/fails").body()).isEqualTo("the host's advice");
        assertThat(host.get("/qms/audit/other").statusCode()).isEqualTo(404);
    }
}
