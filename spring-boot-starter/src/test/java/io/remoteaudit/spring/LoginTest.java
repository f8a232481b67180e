package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holds the starter to its place between the host's login and the endpoint's own. */
class LoginTest {

    private static final List<String> PROTECTED = List.of(
            "/hello",
            "/actuator/env",
            "/unknown",
            "/audit",
            "/auditor",
            "/audit/v2",
            "/audit-desk",
            "/audit-desk/",
            "/audit-desk/api/session");

    @TempDir
    private Path directory;

    @Test
    void trap1HostWithSpringSecurityAndNoChainOfItsOwnStillAsksForALogin() {
        try (TestHost host = bareHost().start()) {
            for (String path : PROTECTED) {
                HttpResponse<String> answer = host.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .as(path)
                        .startsWith("Basic");
            }
            assertThat(host.get("/hello", "Authorization", TestHost.basic("staff", "right"))
                            .body())
                    .isEqualTo("hello");
        }
    }

    @Test
    void endpointAnswersWithoutTheHostsLoginAndWithItsOwnProblem() {
        try (TestHost host = bareHost().start()) {
            HttpResponse<String> answer = host.get("/audit/v1/engagements");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"remote-audit\"");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(host.get("/.well-known/remote-audit").statusCode()).isEqualTo(200);
            assertThat(host.get("/audit/v1/openapi.yaml").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closedEndpointLeavesEveryPathToTheHost() {
        try (TestHost host = TestHost.in(directory, Host.class)
                .with("spring.security.user.name", "staff")
                .with("spring.security.user.password", "right")
                .start()) {
            assertThat(host.get("/audit/v1/engagements").headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
            assertThat(host.get("/.well-known/remote-audit").statusCode()).isEqualTo(401);
        }
    }

    private TestHost.Starting bareHost() {
        return TestHost.in(directory, Host.class)
                .with("spring.security.user.name", "staff")
                .with("spring.security.user.password", "right")
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.desk.enabled", "true")
                .with("management.endpoints.web.exposure.include", "*");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class Host {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }
}
