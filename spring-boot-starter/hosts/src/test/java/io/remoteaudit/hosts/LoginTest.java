package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the starter to its place between the host's login, which the host did not configure, and the endpoint's own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LoginTest {

    private static final List<String> PROTECTED = List.of(
            "/hello",
            "/unknown",
            "/audit",
            "/auditor",
            "/audit/v2",
            "/audit-desk",
            "/audit-desk/",
            "/audit-desk/api/session");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}, actuator {1}")
    @CsvSource({"TOMCAT, true", "TOMCAT, false", "JETTY, true", "NETTY, true", "NETTY, false"})
    void trap1HostWithSpringSecurityAndNoChainOfItsOwnStillAsksForALogin(Container container, boolean actuator)
            throws Exception {
        Part[] parts = actuator ? container.and(Part.SECURITY, Part.ACTUATOR) : container.and(Part.SECURITY);
        try (Host host = Host.with(directory, parts)
                .with("management.endpoints.web.exposure.include", "*")
                .start("PlainApplication")) {
            for (String path : PROTECTED) {
                assertThat(host.get(path).statusCode()).as(path).isEqualTo(401);
            }
            if (actuator) {
                assertThat(host.get("/actuator/env").statusCode()).isEqualTo(401);
            }
            String staff = Host.basic("staff", "right");
            assertThat(host.get("/hello", "Authorization", staff).statusCode()).isEqualTo(200);
            assertThat(host.get("/audit-desk/api/session", "Authorization", staff)
                            .body())
                    .contains("\"staff\"");
            auditorPassesByItsTokenAlone(host);
        }
    }

    @Test
    void trap9HostWhoseRulesCannotTellServletsApartIsToldAtStart() throws Exception {
        Host.Starting starting =
                Host.with(directory, Container.TOMCAT.and(Part.SECURITY)).with("spring.mvc.servlet.path", "/app");
        if (!HostClassPath.has("spring-security-web-6.")) {
            try (Host host = starting.start("GuardedApplication")) {
                String staff = Host.basic("staff", "right");
                assertThat(host.get("/app/hello", "Authorization", staff).statusCode())
                        .isEqualTo(200);
            }
            return;
        }
        assertThatThrownBy(() -> starting.start("GuardedApplication")).hasMessageContaining("RA-0949");
        assertThat(Files.readString(directory.resolve("host.log")))
                .contains("APPLICATION FAILED TO START")
                .contains("'spring.mvc.servlet.path'")
                .contains("PathPatternRequestMatcher.withDefaults().basePath(\"/app\")");
        starting.with("remote-audit.endpoint.enabled", "false").with("remote-audit.desk.enabled", "false");
        try (Host host = starting.start("GuardedApplication")) {
            assertThat(host.get("/app/hello").statusCode()).isEqualTo(401);
        }
    }

    private static void auditorPassesByItsTokenAlone(Host host) {
        HttpResponse<String> stranger = host.get("/audit/v1/engagements");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(stranger.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"remote-audit\"");
        assertThat(stranger.headers().firstValue("Set-Cookie")).isEmpty();
        String bearer = "Bearer " + host.bean("agreed", Supplier.class).get();
        assertThat(host.get("/audit/v1/engagements", "Authorization", bearer).statusCode())
                .isEqualTo(200);
        assertThat(host.get("/audit/v1/nothing", "Authorization", bearer)
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("application/problem+json");
        // Nor does the host's protection against other pages stand in the way of ours, which has its own.
        AuditorPage.visit(host, "", bearer);
        // A token opens nothing of the host's.
        assertThat(host.get("/hello", "Authorization", bearer).statusCode()).isEqualTo(401);
    }
}
