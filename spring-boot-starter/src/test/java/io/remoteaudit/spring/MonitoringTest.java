package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.InvalidRecordException;
import io.remoteaudit.record.QualityRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What a host's metrics and traces show of requests and saves, and that nothing of records or people is in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MonitoringTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ENGAGEMENT = "/qms/audit/v1/engagements/ENG-1";
    private static final String HTTP = "http.server.requests";

    private TestHost host;
    private RemoteAudit remoteAudit;
    private MeterRegistry meters;
    private String[] bearer;

    @BeforeAll
    void start(@TempDir Path directory) {
        host = TestHost.in(directory, Host.class)
                .withoutLogin()
                .with("server.servlet.context-path", "/qms")
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.desk.enabled", "true")
                .with("management.endpoints.web.exposure.include", "remoteaudit,health")
                .start();
        remoteAudit = host.bean(RemoteAudit.class);
        meters = host.bean(MeterRegistry.class);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        bearer = new String[] {"Authorization", "Bearer " + Evidence.engage(remoteAudit)};
        Evidence.settle(remoteAudit);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void httpMetricsShowTheContractsPathsAndNoIds() {
        assertThat(host.get(ENGAGEMENT + "/records?q=BFE", bearer).statusCode()).isEqualTo(200);
        assertThat(host.get(ENGAGEMENT + "/records/IQC-1", bearer).statusCode()).isEqualTo(200);
        assertThat(host.get(ENGAGEMENT + "/nothing/here", bearer).statusCode()).isEqualTo(404);
        assertThat(host.get("/qms/audit/ui/assets/probe-1a2b3c4d.js").statusCode())
                .isEqualTo(200);
        assertThat(host.get("/qms/audit-desk/api/questions/Q-1").statusCode()).isEqualTo(401);
        for (String pattern : List.of(
                "/audit/v1/engagements/{engagement}/records",
                "/audit/v1/engagements/{engagement}/records/{record}",
                "/audit/v1/**",
                "/audit/ui/**",
                "/audit-desk/api/questions/{question}")) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    meters.find(HTTP).tag("uri", pattern).timer())
                            .as(pattern)
                            .isNotNull());
        }
        assertThat(meters.find(HTTP).tag("uri", "UNKNOWN").timer()).isNull();
    }

    @Test
    void requestsAreTimedByTheContractsOperationBelowTheHostsOwnRequest() {
        assertThat(host.get(ENGAGEMENT + "/records/IQC-1/proof", bearer).statusCode())
                .isEqualTo(200);
        Timer timer = meters.get(RequestObservations.REQUEST)
                .tag("operation", "getProof")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.getId().getTag("topic")).isEqualTo("records");
        assertThat(timer.getId().getTag("outcome")).isEqualTo("SUCCESS");
        assertThat(timer.getId().getTag("problem")).isEqualTo("none");
        assertThat(host.bean(Parents.class).of("getProof")).isEqualTo(HTTP);
    }

    @Test
    void refusedRequestsAreCountedByTheirCode() {
        assertThat(host.get(ENGAGEMENT, "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(401);
        assertThat(meters.get(AuditMeters.REFUSED)
                        .tag("problem", "unauthenticated")
                        .tag("code", "RA-0703")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get(RequestObservations.REQUEST)
                        .tag("operation", "getEngagement")
                        .tag("outcome", "CLIENT_ERROR")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void savesAreTimedByHowTheyEnded() {
        long before = saves("saved").count();
        QualityRecord record = Evidence.inspection("IQC-2").build();
        remoteAudit
                .records()
                .saveAll(List.of(record, Evidence.inspection("IQC-3").build()));
        remoteAudit.records().save(record);
        Assertions.assertThatThrownBy(() -> remoteAudit
                        .records()
                        .save(Evidence.inspection("IQC-4").site("").build()))
                .isInstanceOfAny(InvalidRecordException.class, IllegalArgumentException.class);
        assertThat(saves("saved").count()).isEqualTo(before + 1);
        assertThat(saves("saved").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(saves("unchanged").count()).isEqualTo(1);
        assertThat(saves("failed").count()).isZero();
        assertThat(meters.get(AuditMeters.SAVED_RECORDS).counter().count()).isEqualTo(3);
        await().atMost(LONG)
                .until(() -> meters.get(LedgerMetrics.WAITING).gauge().value() == 0
                        && meters.get(LedgerMetrics.WAITING_TIME).gauge().value() == 0);
        assertThat(meters.get(LedgerMetrics.SIZE).gauge().value()).isPositive();
        assertThat(meters.get(LedgerMetrics.TIMESTAMP_AGE).gauge().value()).isNaN();
    }

    @Test
    void bytesOfExportsAreCountedAndOpenStreamsShown() throws IOException, InterruptedException {
        HttpResponse<String> started = host.post(
                ENGAGEMENT + "/exports",
                "{\"query\":\"BFE\"}",
                "Authorization",
                bearer[1],
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "monitoring-1");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String export =
                ENGAGEMENT + "/exports/" + Json.parse(started.body()).path("id").asText();
        await().atMost(LONG).until(() -> host.get(export, bearer).body().contains("\"done\""));
        try (InputStream content = host.open(export + "/content", bearer).body()) {
            int length = content.readAllBytes().length;
            await().atMost(LONG)
                    .until(() -> meters.get(AuditMeters.EXPORT_BYTES).counter().count() == length);
        }
        assertThat(meters.get(LedgerMetrics.EXPORTS).gauge().value()).isZero();
        try (InputStream stream =
                host.open(ENGAGEMENT + "/questions/events", bearer).body()) {
            assertThat(stream.read()).isEqualTo('i');
            assertThat(meters.get(LedgerMetrics.STREAMS).gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void nothingOfRecordsOrPeopleIsInAnyTag() {
        host.get(ENGAGEMENT + "/records?q=%E6%9D%8E%E5%A8%9C", bearer);
        host.get(ENGAGEMENT + "/records/IQC-1/attachments/secret.pdf", bearer);
        List<String> words = meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("remote.audit."))
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .distinct()
                .toList();
        assertThat(words)
                .isNotEmpty()
                .allMatch(word -> word.matches("[A-Za-z_ -]+|RA-\\d{4}|[A-Z]+ /audit-desk/[a-z/{}-]*"));
    }

    @Test
    void actuatorEndpointSaysWhatTheModuleIsAndNothingSecret() {
        HttpResponse<String> answer = host.get("/qms/actuator/remoteaudit");
        assertThat(answer.statusCode()).isEqualTo(200);
        var shown = Json.parse(answer.body());
        assertThat(shown.path("origin").asText()).isEqualTo("test.example/audit");
        assertThat(shown.at("/version/module").asText()).isEqualTo(RemoteAudit.version());
        assertThat(shown.at("/version/schema").asInt()).isPositive();
        assertThat(shown.at("/ledger/size").asInt()).isPositive();
        assertThat(shown.at("/ledger/database").asText()).isEqualTo("SQLITE");
        assertThat(shown.at("/index/state").asText()).isIn("ready", "building", "rebuilding");
        assertThat(shown.at("/exports/queued").asInt()).isZero();
        assertThat(shown.at("/notices/givenUp").asInt()).isZero();
        assertThat(shown.at("/endpoint/enabled").asBoolean()).isTrue();
        assertThat(shown.at("/desk/enabled").asBoolean()).isTrue();
        assertThat(shown.at("/parts/of").asText()).as("sections of other parts").isEqualTo("the host");
        assertThat(answer.body()).doesNotContain("李娜", "IQC-", "ra_", "aud-1");
    }

    private Timer saves(String outcome) {
        return meters.get(AuditMeters.SAVES).tag("outcome", outcome).timer();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        Parents parents() {
            return new Parents();
        }

        @Bean
        ActuatorSection section() {
            return new ActuatorSection() {
                @Override
                public String name() {
                    return "parts";
                }

                @Override
                public Object content() {
                    return Map.of("of", "the host");
                }
            };
        }
    }

    /** Notes which observation each request of the module's is below, as a tracer would. */
    static final class Parents implements ObservationHandler<Observation.Context> {

        private final Map<String, String> parents = new ConcurrentHashMap<>();

        @Override
        public void onStart(Observation.Context context) {
            ObservationView parent = context.getParentObservation();
            if (RequestObservations.REQUEST.equals(context.getName())) {
                parents.put(
                        String.valueOf(context.getContextualName()),
                        parent == null ? "none" : parent.getContextView().getName());
            }
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        String of(String operation) {
            return parents.getOrDefault(operation, "not observed");
        }
    }
}
