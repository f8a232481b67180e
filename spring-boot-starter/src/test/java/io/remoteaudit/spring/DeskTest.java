package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The desk and the endpoint in a host that has a login, roles and a policy of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeskTest {

    private TestHost host;

    @BeforeAll
    void start(@TempDir Path directory) {
        host = TestHost.in(directory, Host.class)
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.desk.enabled", "true")
                .with("remote-audit.desk.roles.release", "desk:release,ROLE_QUALITY")
                .start();
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void nobodyIsSentToTheHostsOwnLogin() {
        HttpResponse<String> page = host.get("/audit-desk/", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(host.get("/audit-desk/api/session", "Accept", "application/json")
                        .statusCode())
                .isIn(302, 401);
    }

    @Test
    void qualityStaffHasAllRoles() {
        HttpResponse<String> session = as("quality", "/audit-desk/api/session");
        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.body())
                .contains("\"name\":\"quality\"")
                .contains("\"roles\":[\"view\",\"answer\",\"release\",\"manage\"]");
        assertThat(as("quality", "/audit-desk/api/engagements").statusCode()).isEqualTo(200);
    }

    @Test
    void authorityWithoutThePrefixOfRolesIsMappedToo() {
        assertThat(as("releaser", "/audit-desk/api/session").body()).contains("\"roles\":[\"release\"]");
        assertThat(as("releaser", "/audit-desk/api/engagements").statusCode()).isEqualTo(403);
    }

    @Test
    void otherStaffOfTheHostSeesNothing() {
        HttpResponse<String> answer = as("operator", "/audit-desk/api/session");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void deskPageRunsUnderItsOwnPolicyAlthoughTheHostHasAnother() {
        HttpResponse<String> answer = as("quality", "/audit-desk/assets/probe-1a2b3c4d.js");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(Pages.POLICY);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, max-age=31536000, immutable");
        assertThat(as("quality", "/elsewhere").headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'self'");
    }

    @Test
    void auditorsPageNeedsNoLogin() {
        assertThat(host.get("/audit/ui/assets/probe-1a2b3c4d.js").statusCode()).isEqualTo(200);
        assertThat(host.get("/.well-known/remote-audit").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit/v1//records", "/audit/v1/%2e%2e/x", "/audit/v1/a;b=c", "/audit/v1/a%2Fb"})
    void errorDispatchOfAnAuditorsRequestIsAProblemAndNoLogin(String path) {
        for (String accept : new String[] {"text/html", "application/json"}) {
            HttpResponse<String> answer = host.get(path, "Accept", accept);
            assertThat(answer.statusCode()).as(path).isIn(400, 401, 404);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("Bearer"))
                    .startsWith("Bearer");
        }
    }

    @Test
    void requestTheFirewallRefusesIsToldSoInTheContractsForm() {
        HttpResponse<String> answer = host.get("/audit/v1//records", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("RA-0908");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/v1/../../elsewhere",
                "/audit/ui/../../audit-desk/api/session",
                "/audit/v1/..;/..;/audit-desk/api/session",
                "/audit%2Fv1/../elsewhere",
                "/elsewhere",
                "/Audit/v1/engagements"
            })
    void noWayLeadsThroughTheAuditorsPathsPastTheHostsLogin(String path) {
        HttpResponse<String> answer = host.get(path, "Accept", "application/json");
        assertThat(answer.statusCode()).isIn(302, 400, 401, 404);
        assertThat(answer.body()).doesNotContain("roles").doesNotContain("elsewhere is here");
    }

    private HttpResponse<String> as(String user, String path) {
        return host.get(path, "Authorization", TestHost.basic(user, "right"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        SecurityFilterChain people(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .httpBasic(Customizer.withDefaults())
                    .headers(headers ->
                            headers.contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'self'")))
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("quality")
                            .password("{noop}right")
                            .roles("QUALITY")
                            .build(),
                    User.withUsername("operator")
                            .password("{noop}right")
                            .roles("STAFF")
                            .build(),
                    User.withUsername("releaser")
                            .password("{noop}right")
                            .authorities("desk:release")
                            .build());
        }
    }
}
