package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What a host's health check says of the module, and when a load balancer would take the host out of service for it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HealthTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private TestHost host;

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void moduleThatWorksIsUpAndSaysHowFarEverythingIs() {
        RemoteAudit remoteAudit = start(Plain.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.settle(remoteAudit);
        remoteAudit.selfCheck().run(reached -> {});
        JsonNode health = health(200);
        assertThat(health.path("status").asText()).isEqualTo("UP");
        JsonNode details = health.path("details");
        assertThat(details.at("/store/database").asText()).isEqualTo("SQLITE");
        assertThat(details.at("/store/durable").asBoolean()).isTrue();
        assertThat(details.at("/ledger/size").asInt()).isEqualTo(1);
        assertThat(details.at("/ledger/waiting").asInt(-1)).isZero();
        assertThat(details.at("/ledger/newestDurableEntryAt").asText()).startsWith("20");
        assertThat(details.at("/index/lag").asInt(-1)).isZero();
        assertThat(details.at("/timestamps/authorities").asInt(-1)).isZero();
        assertThat(details.at("/selfCheck/result").asText()).isEqualTo("every row is as it was written");
        assertThat(details.at("/signing/certificates/0/daysLeft").asInt()).isGreaterThan(30);
        assertThat(details.has("concerns")).isFalse();
        assertThat(health.toString()).doesNotContain("IQC-1", "李娜", directory.toString());
    }

    /** Trap 11: a health check must not take the host's pods out of service for it. */
    @Test
    void indexThatIsRebuiltIsUpWithDetail() {
        RemoteAudit remoteAudit = start(OwnDatabase.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.settle(remoteAudit);
        OwnDatabase.Held database = host.bean(OwnDatabase.Held.class);
        database.holdReaders();
        remoteAudit.search().rebuild();
        await().atMost(LONG).until(() -> health(200).at("/details/index").has("rebuilding"));
        JsonNode health = health(200);
        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.at("/details/index/rebuilding/answersMeanwhile").asBoolean())
                .isTrue();
        database.letGo();
        await().atMost(LONG).until(() -> !health(200).at("/details/index").has("rebuilding"));
    }

    @Test
    void databaseThatIsGoneIsDown() {
        start(OwnDatabase.class);
        assertThat(health(200).path("status").asText()).isEqualTo("UP");
        host.bean(OwnDatabase.Held.class).pool().close();
        JsonNode health = health(503);
        assertThat(health.path("status").asText()).isEqualTo("DOWN");
        assertThat(health.at("/details/store/reachable").asBoolean(true)).isFalse();
        assertThat(health.at("/details/concerns/0").asText()).startsWith("RA-02");
    }

    @Test
    void ledgerThatWasAlteredIsUnknownAndStaysInService() throws SQLException {
        RemoteAudit remoteAudit = start(Plain.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.settle(remoteAudit);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("remote-audit/ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE remote_audit_leaf SET leaf_hash = zeroblob(32)");
        }
        remoteAudit.selfCheck().run(reached -> {});
        JsonNode health = health(200);
        assertThat(health.path("status").asText()).isEqualTo("UNKNOWN");
        assertThat(health.at("/details/selfCheck/result").asText()).isEqualTo("altered");
        assertThat(health.at("/details/concerns/0").asText()).startsWith("RA-0207");
    }

    @Test
    void hostThatIsStoppingIsOutOfService() {
        start(Plain.class);
        host.bean(EndpointLifecycle.class).stop();
        assertThat(health(503).path("status").asText()).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void lateTimestampsAndCertificatesThatEndAreConcernsAndNoOutage() {
        try (DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC());
                RemoteAudit remoteAudit = RemoteAudit.builder(directory, "test.example/audit")
                        .timestamps(
                                List.of(TimestampAuthority.overHttp(
                                        "tsa",
                                        authority.timestampAddress(),
                                        List.of(authority.root()),
                                        Clock.systemUTC())),
                                Duration.ofDays(1))
                        .open()) {
            remoteAudit.records().save(Evidence.inspection("IQC-1").build());
            Evidence.settle(remoteAudit);
            remoteAudit.anchors().anchor(remoteAudit.ledger().checkpoint());
            assertThat(reading(remoteAudit, Duration.ZERO).details())
                    .doesNotContainKey("concerns")
                    .extractingByKey("timestamps")
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("late", false);
            assertThat(concerns(remoteAudit, Duration.ofDays(3)))
                    .as("nothing was saved since the newest time-stamp")
                    .isEmpty();
            remoteAudit.records().save(Evidence.inspection("IQC-2").build());
            Evidence.settle(remoteAudit);
            assertThat(concerns(remoteAudit, Duration.ofDays(3)))
                    .singleElement()
                    .asString()
                    .contains("time-stamp");
            assertThat(concerns(remoteAudit, Duration.ofDays(40_000)))
                    .anyMatch(concern -> concern.contains("has ended"));
            assertThat(reading(remoteAudit, Duration.ofDays(40_000)).state()).isEqualTo(AuditHealth.State.UP);
        }
    }

    @Test
    void hostWithoutActuatorLacksNothingAndSwitchedOffIsNotShown() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        RemoteAuditAutoConfiguration.class,
                        RemoteAuditHealthAutoConfiguration.class,
                        RemoteAuditActuatorAutoConfiguration.class))
                .withPropertyValues("remote-audit.directory=" + directory, "remote-audit.origin=test.example/audit");
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RemoteAudit.class)
                        .doesNotHaveBean("remoteAuditHealthIndicator")
                        .doesNotHaveBean("remoteAuditActuatorEndpoint"));
        runner.withPropertyValues("management.health.remoteaudit.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("remoteAuditHealthIndicator"));
        runner.withPropertyValues("remote-audit.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("remoteAuditHealthIndicator"));
    }

    private RemoteAudit start(Class<?> source) {
        host = TestHost.in(directory, source)
                .withoutLogin()
                .with("test.directory", directory.toString())
                .with("remote-audit.endpoint.enabled", "true")
                .with("management.endpoint.health.show-details", "always")
                .start();
        return host.bean(RemoteAudit.class);
    }

    private JsonNode health(int status) {
        HttpResponse<String> answer = host.get("/actuator/health/remoteAudit");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.parse(answer.body());
    }

    /** What health says when some time has passed. */
    private static AuditHealth.Reading reading(RemoteAudit remoteAudit, Duration later) {
        return new AuditHealth(remoteAudit, () -> false, Clock.offset(Clock.systemUTC(), later)).read();
    }

    private static List<String> concerns(RemoteAudit remoteAudit, Duration later) {
        return ((List<?>) reading(remoteAudit, later).details().getOrDefault("concerns", List.of()))
                .stream().map(String::valueOf).toList();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class OwnDatabase {

        @Bean(destroyMethod = "release")
        Held dataSource(@Value("${test.directory}") String directory) {
            return new Held(EmbeddedDatabase.open(Path.of(directory, "host.db")));
        }

        /** Keeps who builds an index waiting for a connection, as a busy database may. */
        static final class Held extends DelegatingDataSource {

            private final HikariDataSource pool;
            private final CountDownLatch go = new CountDownLatch(1);
            private volatile boolean holding;

            Held(HikariDataSource pool) {
                super(pool);
                this.pool = pool;
            }

            HikariDataSource pool() {
                return pool;
            }

            void holdReaders() {
                holding = true;
            }

            void letGo() {
                go.countDown();
            }

            @Override
            public Connection getConnection() throws SQLException {
                if (holding && Thread.currentThread().getName().startsWith("remote-audit-search-rebuild")) {
                    try {
                        if (!go.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
                            throw new SQLException("Nobody let go");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new SQLException("interrupted", e);
                    }
                }
                return super.getConnection();
            }

            void release() {
                letGo();
                pool.close();
            }
        }
    }
}
