package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host's actuator shows of the module, whose classes moved between the generations. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MonitoringTest {

    private static final String PATTERN = "/audit/v1/engagements/{engagement}/records";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Container.class,
            names = {"TOMCAT", "NETTY"})
    void trap3HealthEndpointAndMetersShowTheModule(Container container) throws Exception {
        try (Host host = Host.with(directory, container.and(Part.ACTUATOR))
                .with("management.endpoints.web.exposure.include", "*")
                .with("management.endpoint.health.show-details", "always")
                .start("PlainApplication")) {
            String bearer = "Bearer " + host.bean("agreed", Supplier.class).get();
            assertThat(host.get("/audit/v1/engagements/ENG-1/records", "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<String> health = host.get("/actuator/health");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body()).contains("\"remoteAudit\":{");
            assertThat(health.body()).contains("\"index\":{").contains("\"lag\":");
            trap11RebuiltIndexIsNoReasonToTakeTheHostOutOfService(host);
            assertThat(host.get("/actuator/remoteaudit").body()).contains("host.example/audit");
            assertThat(host.get("/actuator/metrics").body())
                    .contains("remote.audit.index.lag")
                    .contains("remote.audit.request");
            String requests = host.get("/actuator/metrics/http.server.requests").body();
            assertThat(requests).contains(PATTERN).doesNotContain("UNKNOWN").doesNotContain("ENG-1");
        }
    }

    private static void trap11RebuiltIndexIsNoReasonToTakeTheHostOutOfService(Host host) {
        host.bean("rebuilding", Runnable.class).run();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<String> health = host.get("/actuator/health");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            return !health.body().contains("\"rebuilding\"");
        });
    }
}
