package io.remoteaudit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private RemoteAudit remoteAudit;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("host.db"));
        remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .dataSource(dataSource, HostTransactions.none())
                .open();
    }

    @AfterEach
    void close() {
        remoteAudit.close();
        dataSource.close();
    }

    @Test
    void savedRecordIsReadBackAsItWas() {
        QualityRecord record = inspection("IQC-1").build();
        assertThat(remoteAudit.records().save(record)).isInstanceOf(SaveResult.Saved.class);
        assertThat(remoteAudit.records().find("IQC-1").orElseThrow().record()).isEqualTo(record);
    }

    @Test
    void currentStateBecomesTheNextVersionOnlyIfTheNewestSaysSomethingElse() {
        Records records = remoteAudit.records();
        Change change = new Change("复测", new Person("王芳", "审核员"));
        assertThat(records.saveCurrent(inspection("IQC-9").build(), change).version())
                .isEqualTo(1);
        assertThat(records.find("IQC-9").orElseThrow().record().change()).isNull();
        assertThat(records.saveCurrent(inspection("IQC-9").build(), change)).isInstanceOf(SaveResult.Unchanged.class);
        QualityRecord changed = inspection("IQC-9").title("复测后").build();
        assertThat(records.saveCurrent(changed, change)).isInstanceOf(SaveResult.Saved.class);
        assertThat(records.saveCurrent(changed, change)).isInstanceOf(SaveResult.Unchanged.class);
        assertThat(records.saveCurrent(inspection("IQC-9").build(), change).version())
                .isEqualTo(3);
        assertThat(records.versions("IQC-9"))
                .extracting(version -> version.record().title())
                .containsExactly("熔喷布进货检验", "复测后", "熔喷布进货检验");
        assertThat(records.versions("IQC-9").get(1).record().change()).isEqualTo(change);
    }

    @Test
    void currentStateDoesNotBringBackWhatWasErased() {
        Records records = remoteAudit.records();
        Change change = new Change("复测", new Person("王芳", "审核员"));
        QualityRecord record = inspection("IQC-9").build();
        records.save(record);
        records.erase(
                "IQC-9", new TreeSet<>(Set.of("performedBy")), new ErasureGrounds("个人要求", "PIPL art. 47", "质量负责人"));
        assertThat(records.saveCurrent(record, change)).isInstanceOf(SaveResult.Unchanged.class);
    }

    @Test
    void savingTheSameContentAgainChangesNothingAndSaysSo() {
        remoteAudit.records().save(inspection("IQC-1").build());
        assertThat(remoteAudit.records().save(inspection("IQC-1").build()))
                .isInstanceOfSatisfying(
                        SaveResult.Unchanged.class,
                        unchanged -> assertThat(unchanged.version()).isEqualTo(1));
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.ledger().size()).isEqualTo(1);
    }

    @Test
    void versionConflictNamesBothVersions() {
        QualityRecord first = inspection("IQC-1").build();
        remoteAudit.records().save(first);
        remoteAudit
                .records()
                .save(first.nextVersion("抄录错误", new Person("王芳", "质量工程师"))
                        .title("更正")
                        .build());
        QualityRecord other = inspection("IQC-1").title("another").build();
        assertThatThrownBy(() -> remoteAudit.records().save(other))
                .isInstanceOfSatisfying(VersionConflictException.class, conflict -> {
                    assertThat(conflict.givenVersion()).isEqualTo(1);
                    assertThat(conflict.newestVersion()).isEqualTo(2);
                })
                .hasMessageContaining("version 1")
                .hasMessageContaining("newest version is 2");
        QualityRecord gap = inspection("IQC-1")
                .version(4, new Change("gap", new Person("王芳", null)))
                .build();
        assertThatThrownBy(() -> remoteAudit.records().save(gap))
                .hasMessageContaining("version 4 does not follow the newest version 2");
    }

    @Test
    void valueWithAnotherNumberOfZerosIsOtherContent() {
        remoteAudit.records().save(inspection("IQC-1").build());
        QualityRecord rounder =
                inspection("IQC-1").measurements(List.of(measurement("98.7"))).build();
        assertThatThrownBy(() -> remoteAudit.records().save(rounder)).isInstanceOf(VersionConflictException.class);
    }

    @Test
    void batchInWhichSomeAreThereAlreadySavesTheOthersAndSaysWhich() {
        QualityRecord first = inspection("IQC-1").build();
        remoteAudit.records().save(first);
        QualityRecord second =
                first.nextVersion("更正", new Person("王芳", null)).title("更正").build();
        assertThat(remoteAudit
                        .records()
                        .saveAll(List.of(
                                inspection("IQC-0").build(),
                                first,
                                second,
                                inspection("IQC-2").build())))
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Saved", "Unchanged", "Saved", "Saved");
        QualityRecord other = inspection("IQC-1").title("other").build();
        assertThatThrownBy(() -> remoteAudit
                        .records()
                        .saveAll(List.of(inspection("IQC-3").build(), other)))
                .isInstanceOf(VersionConflictException.class);
        assertThat(remoteAudit.records().find("IQC-3")).isEmpty();
        assertThat(remoteAudit.records().versions("IQC-1")).hasSize(2);
    }

    @Test
    void recordOfARolledBackTransactionLeavesNoTrace() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            remoteAudit.records().save(inspection("IQC-1").build(), connection);
            connection.rollback();
        }
        assertThat(remoteAudit.records().find("IQC-1")).isEmpty();
        assertThat(remoteAudit.records().save(inspection("IQC-1").title("other").build()))
                .isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void conflictInsideTheHostsTransactionLeavesTheHostsWorkAndNoneOfTheOthers() throws SQLException, IOException {
        remoteAudit.records().save(inspection("IQC-2").build());
        TestTransactions host = new TestTransactions(dataSource);
        // A second node of the same ledger has a directory of its own with the same key in it.
        Files.createDirectories(directory.resolve("joined"));
        Files.copy(directory.resolve("audit/ledger.key"), directory.resolve("joined/ledger.key"));
        try (RemoteAudit joined = RemoteAudit.builder(directory.resolve("joined"), "test.example/audit")
                .dataSource(dataSource, host)
                .open()) {
            host.begin();
            joined.records().save(inspection("IQC-1").build());
            QualityRecord other = inspection("IQC-2").title("other").build();
            assertThatThrownBy(() ->
                            joined.records().saveAll(List.of(inspection("IQC-3").build(), other)))
                    .isInstanceOf(VersionConflictException.class);
            assertThat(joined.records().find("IQC-1")).as("own work is seen").isPresent();
            assertThat(remoteAudit.records().find("IQC-1")).as("not by others").isEmpty();
            host.commit();
            assertThat(joined.records().find("IQC-3")).isEmpty();
            assertThat(remoteAudit.records().awaitSequenced("IQC-1", 1, LONG)).isTrue();
        }
    }

    @Test
    void orderOfNamesInsideAnAttributeIsNotContent() {
        ObjectNode one = Json.object().put("a", 1).put("b", new BigDecimal("2.50"));
        ObjectNode other = Json.object().put("b", new BigDecimal("2.50")).put("a", 1);
        remoteAudit.records().save(inspection("IQC-1").attribute("extra", one).build());
        assertThat(remoteAudit
                        .records()
                        .save(inspection("IQC-1").attribute("extra", other).build()))
                .isInstanceOf(SaveResult.Unchanged.class);
    }

    @Test
    void attributesThatCouldNotBeReadBackAreNamed() {
        QualityRecord wrong = inspection("IQC-1")
                .attributes(Attributes.none()
                        .with("with space", "x")
                        .with("half", "\uD83D")
                        .with("huge", new BigDecimal("1E+999999"))
                        .with("rounded", DoubleNode.valueOf(0.1)))
                .build();
        assertThatThrownBy(() -> remoteAudit.records().save(wrong))
                .isInstanceOfSatisfying(
                        InvalidRecordException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::pointer)
                                .contains(
                                        "/attributes/with space",
                                        "/attributes/half",
                                        "/attributes/huge",
                                        "/attributes/rounded"));
    }

    @Test
    void oneInvalidRecordOfSeveralSavesNone() {
        assertThatThrownBy(() -> remoteAudit
                        .records()
                        .saveAll(List.of(
                                inspection("IQC-1").build(),
                                inspection("bad id").build())))
                .isInstanceOf(InvalidRecordException.class);
        assertThat(remoteAudit.records().find("IQC-1")).isEmpty();
    }

    @Test
    void invalidRecordNamesEveryFieldThatIsWrong() {
        QualityRecord wrong = QualityRecord.of("incoming-inspection", "spaced id")
                .version(2, null)
                .title(" ")
                .site("S1")
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.now(ZoneOffset.UTC).plusDays(2))
                .attribute("verdict", "yes")
                .measurement(Measurement.of("BFE")
                        .limit(new LimitReference("~", BigDecimal.ONE, null))
                        .build())
                .attachment(new Attachment("../etc/passwd", "text", 3, "0".repeat(64)))
                .build();
        assertThatThrownBy(() -> remoteAudit.records().save(wrong))
                .isInstanceOfSatisfying(
                        InvalidRecordException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::pointer)
                                .contains(
                                        "/id",
                                        "/title",
                                        "/occurredAt",
                                        "/change",
                                        "/measurements/0",
                                        "/measurements/0/limit/operator",
                                        "/attachments/0/name",
                                        "/attachments/0/mediaType",
                                        "/attachments/0",
                                        "/attributes/verdict"));
    }

    @Test
    void attachmentIsKeptByItsDigestAndNeverGivenIfItWasAltered() throws IOException {
        byte[] content = "检验报告".getBytes(StandardCharsets.UTF_8);
        Attachment attachment =
                remoteAudit.attachments().store("报告.txt", "text/plain", new ByteArrayInputStream(content));
        remoteAudit.records().save(inspection("IQC-1").attachment(attachment).build());
        try (InputStream in = remoteAudit.attachments().open(attachment, 3)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("验报告");
        }
        Path file = directory
                .resolve("audit/attachments")
                .resolve(attachment.sha256().substring(0, 2))
                .resolve(attachment.sha256());
        Files.writeString(file, "short");
        assertThatThrownBy(() -> remoteAudit.attachments().open(attachment, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was altered");
        assertThatThrownBy(() -> remoteAudit
                        .records()
                        .save(inspection("IQC-2").attachment(attachment).build()))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("is not stored");
    }

    @Test
    void scopeHidesRecordsAndFieldsAndWhatTheLedgerHadNotYet() {
        remoteAudit.records().save(inspection("IQC-1").build());
        assertThat(remoteAudit.records().awaitSequenced("IQC-1", 1, LONG)).isTrue();
        Scope everything = Scope.everything();
        Scope masked = everything.masking(List.of("performedBy", "attributes/supplierLot"));
        Selection all = Selection.everything();
        Scope otherSite = new Scope(Selection.of("S2"), all, all, all, all, null, null, new TreeSet<>());

        assertThat(remoteAudit.scopedRecords().find(everything, "IQC-1", 0)).isEmpty();
        assertThat(remoteAudit.scopedRecords().find(otherSite, "IQC-1", 1)).isEmpty();
        assertThat(remoteAudit.scopedRecords().find(otherSite, "absent", 1)).isEmpty();
        RecordView view = remoteAudit.scopedRecords().find(masked, "IQC-1", 1).orElseThrow();
        assertThat(view.hidden()).isEqualTo(2);
        assertThat(view.toJson().toString()).doesNotContain("李娜", "SL-77").contains("98.70");
        assertThat(view.toString()).doesNotContain("李娜", "SL-77");
    }

    @Test
    void ofManySaversOfOneVersionExactlyOneSucceeds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int saved = 0;
        try {
            List<Future<SaveResult>> saves = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                QualityRecord record = inspection("IQC-1").title("saver " + i).build();
                saves.add(threads.submit(() -> remoteAudit.records().save(record)));
            }
            for (Future<SaveResult> save : saves) {
                try {
                    assertThat(save.get()).isInstanceOf(SaveResult.Saved.class);
                    saved++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(VersionConflictException.class);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(saved).isEqualTo(1);
    }

    @Test
    void keyThatIsMissingIsNotReplacedByANewOne() throws IOException {
        remoteAudit.records().save(inspection("IQC-1").build());
        assertThat(remoteAudit.records().awaitSequenced("IQC-1", 1, LONG)).isTrue();
        remoteAudit.close();
        Path key = directory.resolve("audit/ledger.key");
        Files.move(key, directory.resolve("backup.key"));
        assertThatThrownBy(() -> RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                        .dataSource(dataSource, HostTransactions.none())
                        .open())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0206");
        assertThat(key).doesNotExist();
    }

    @Test
    void secondModuleOnTheSameDirectoryIsToldWhoHoldsIt() {
        assertThatThrownBy(() -> RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                        .open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
    }

    static QualityRecord.Builder inspection(String id) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验")
                .site("S1")
                .product("medical-mask", null)
                .lots("MB-20260401-03")
                .standards("YY 0469-2011")
                .clauses("ISO 13485:2016 7.4.3")
                .measurement(measurement("98.70"))
                .performedBy("李娜", "检验员")
                .reviewedBy("王芳", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", id)
                        .with("internalLot", "MB-20260401-03")
                        .with("supplierLot", "SL-77")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"));
    }

    private static Measurement measurement(String value) {
        return Measurement.of("BFE")
                .results("98.70", "99.1", value)
                .unit("%")
                .value("min", new BigDecimal(value))
                .limit(LimitReference.of(">=", "95"))
                .verdict(Verdict.CONFORMING)
                .standard("YY 0469-2011")
                .method("YY 0469-2011 5.6.1")
                .instrument("BFE-01")
                .build();
    }
}
