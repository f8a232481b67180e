package io.remoteaudit.example.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.api.VersionChanges;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.client.RecordsClient;
import io.remoteaudit.client.SearchQuery;
import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.RefusedRow;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An auditor finds what the quality system saves beside what other programs hold, and sees no difference but one. */
@TestInstance(Lifecycle.PER_CLASS)
class OtherProgramsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private RunningFactory factory;
    private AuditClient client;
    private RecordsClient records;

    private Path directory;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        factory = RunningFactory.serving(directory, 150);
        JsonNode engagement = Json.parse(Files.readAllBytes(directory.resolve("demo-access.json")))
                .path("engagements")
                .get(0);
        String token;
        try (AuditClient stranger = HeldHttp.open(AuditClient.builder(factory.baseUrl()))) {
            token = stranger.redeem(
                            engagement.path("invitation").asText(),
                            engagement.path("code").asText())
                    .token();
        }
        client = HeldHttp.open(AuditClient.builder(factory.baseUrl(), token));
        records = client.engagement(engagement.path("id").asText()).records();
    }

    @AfterAll
    void stop() {
        client.close();
        factory.close();
    }

    @Test
    void recordsFromTheScreensAndFromTheCountersTableAreFoundByOneQuery() {
        SearchQuery rooms = SearchQuery.of("type:environment-monitoring PARTICLES<=3520000");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(records.search(rooms).items())
                        .extracting(item -> item.hit().id())
                        .anyMatch(id -> id.startsWith("ENV-"))
                        .anyMatch(id -> id.startsWith("LZJC-")));
        RecordDocument document = records.record("LZJC-1");
        assertThat(document.toJson().toString()).contains("SZ-CR2", "ISO 8", "\"许建国\"", "2025-11-07T09:07:00+08:00");
        assertThat(document.measurements())
                .hasSize(2)
                .allSatisfy(measurement -> assertThat(measurement.verdict()).isEqualTo(Verdict.CONFORMING));
    }

    @Test
    void figurePutRightInTheTableIsASecondVersionThatSaysWhy() {
        String slip = ParticleCounter.SLIP;
        assertThat(factory.get(RemoteAudit.class)
                        .feed()
                        .run(ParticleCounter.SOURCE)
                        .orElseThrow()
                        .newVersions())
                .isEqualTo(1);
        await().atMost(LONG).until(() -> records.versions(slip, null).items().size() == 2);
        VersionChanges corrected = records.versions(slip, null).items().get(1);
        assertThat(corrected.record().toJson().toString()).contains("来源数据已变更 / source changed", "particle-counter");
        assertThat(corrected.changes()).extracting(VersionChanges.Change::field).contains("attributes/value");
    }

    @Test
    void rowsThatAreNoEvidenceYetAreListedWithTheirReason() {
        Feed feed = factory.get(RemoteAudit.class).feed();
        List<RefusedRow> refused = feed.refused(ParticleCounter.SOURCE, "", 10);
        assertThat(refused).hasSize(2);
        assertThat(refused)
                .extracting(row -> row.reason().en())
                .anyMatch(reason -> reason.contains("20260931"))
                .anyMatch(reason -> reason.contains("待复测") && reason.contains("合格, 不合格"));
    }

    @Test
    void fileOfTheStrapTesterIsTakenInAndItsLotsAreThoseOfTheQualitySystem() {
        Feed feed = factory.get(RemoteAudit.class).feed();
        await().atMost(LONG)
                .until(() -> !feed.look("strap-tester", progress -> {}).isEmpty());
        assertThat(directory.resolve("strap-tester/done/strap-2026-09.csv.report.txt"))
                .exists();
        List<String> lots = factory.get(JdbcClient.class)
                .sql("SELECT lot FROM qms_batch WHERE site = 'XT' AND product <> 'protective-clothing'")
                .query(String.class)
                .list();
        assertThat(lots)
                .filteredOn(lot -> factory.records().find("ED-" + lot).isPresent())
                .isNotEmpty()
                .allSatisfy(lot -> assertThat(factory.records()
                                .find("ED-" + lot)
                                .orElseThrow()
                                .record())
                        .satisfies(record -> {
                            assertThat(record.lots()).containsExactly(lot);
                            assertThat(record.measurements().get(0).results()).hasSize(5);
                        }));
    }

    @Test
    void nothingIsWrittenToTheCountersDatabase() {
        JdbcClient counter =
                JdbcClient.create(factory.get(ParticleCounterDatabase.class).counterDatabase(directory));
        assertThat(counter.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
                        .query(String.class)
                        .list())
                .containsExactly("LZJC");
    }
}
