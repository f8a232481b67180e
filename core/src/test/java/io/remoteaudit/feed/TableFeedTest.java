package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordVersion;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A maker's table, read by configuration alone. */
class TableFeedTest {

    private static final String EARLY = "2026-04-15 17:00:00";
    private static final String LATER = "2026-04-15 18:00:00";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private TestDatabase database;
    private HikariDataSource pool;
    private TestFeed opened;

    @BeforeEach
    void open(TestDatabase database) {
        this.database = database;
        this.pool = database.pool();
        TestFeed.makeTable(database);
        opened = new TestFeed(database, directory, clock);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @EachDatabase
    void rowsBecomeRecordsAndASecondRunChangesNothing() {
        for (int no = 1; no <= 20; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        Feed feed = feed(TestFeed.mapping());
        FeedReport first = run(feed);
        assertThat(first.saved()).isEqualTo(20);
        assertThat(first.refused()).as(first.text(Locale.ENGLISH)).isZero();
        QualityRecord record = records().find("IQC-7").orElseThrow().record();
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.occurredAt()).isEqualTo(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"));
        assertThat(record.performedBy().name()).isEqualTo("李娜");
        assertThat(record.attributes().get("sampleSize").orElseThrow().isInt()).isTrue();
        Measurement bfe = record.measurements().get(0);
        assertThat(bfe.verdict()).isEqualTo(Verdict.CONFORMING);
        // SQLite keeps no trailing zeros, whatever the column says.
        assertThat(bfe.results().get(0)).isEqualByComparingTo("98.7");
        assertThat(record.measurements()).hasSize(2);

        FeedReport second = run(feed);
        assertThat(second.saved() + second.newVersions() + second.refused()).isZero();
        assertThat(second.unchanged()).as("within the look-back").isEqualTo(20);
        assertThat(records().versions("IQC-7")).hasSize(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void changedRowBecomesANewVersionThatSaysTheSourceChanged() {
        TestFeed.insert(database, 1, EARLY);
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        database.update("UPDATE inspection SET bfe = 94.00, verdict = 'NG', changed_at = '" + LATER + "' WHERE no = 1");
        FeedReport report = run(feed);
        assertThat(report.newVersions()).isEqualTo(1);
        List<RecordVersion> versions = records().versions("IQC-1");
        assertThat(versions).hasSize(2);
        QualityRecord changed = versions.get(1).record();
        assertThat(changed.change().reason()).contains("来源数据已变更", "source changed");
        assertThat(changed.change().changedBy().name()).contains("lims");
        assertThat(changed.measurements().get(0).verdict()).isEqualTo(Verdict.NONCONFORMING);
        assertThat(versions.get(0).record().measurements().get(0).verdict()).isEqualTo(Verdict.CONFORMING);
    }

    @EachDatabase
    void rowsThatWereCommittedLateOrShareATimeAreFound() {
        TestFeed.insert(database, 1, "2026-04-15 17:00:00");
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        TestFeed.insert(database, 2, "2026-04-15 17:00:00");
        TestFeed.insert(database, 3, "2026-04-15 16:51:00");
        TestFeed.insert(database, 4, "2026-04-15 16:49:00");
        database.update(
                "INSERT INTO inspection SELECT 5, 'MB-5', bfe, dp, verdict, inspector, tested_at, NULL, qty, file,"
                        + " scan FROM inspection WHERE no = 1");
        assertThat(run(feed).saved()).isEqualTo(3);
        assertThat(records().find("IQC-5")).as("no time at all").isPresent();
        assertThat(records().find("IQC-4"))
                .as("before the look-back of ten minutes")
                .isEmpty();
        feed.rewind("lims");
        assertThat(run(feed).saved()).isEqualTo(1);
        assertThat(records().find("IQC-4")).isPresent();
    }

    @EachDatabase
    void refusedRowIsListedAndTriedAgainUntilItIsRight() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, LATER);
        database.update("UPDATE inspection SET verdict = 'ok?' WHERE no = 1");
        Feed feed = feed(TestFeed.mapping());
        FeedReport report = run(feed);
        assertThat(report.saved()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
        RefusedRow refused = feed.refused("lims", "", 10).get(0);
        assertThat(refused.row()).isEqualTo("1");
        assertThat(refused.reason().en()).contains("attributes.verdict", "'ok?'", "OK, NG");
        assertThat(refused.reason().zh()).contains("不在对照表中");
        assertThat(report.text(Locale.CHINESE)).contains("被拒 1").contains("不在对照表中");

        // Far before the watermark by now, and still found.
        database.update("UPDATE inspection SET verdict = 'OK' WHERE no = 1");
        assertThat(run(feed).saved()).isEqualTo(1);
        assertThat(feed.refused("lims", "", 10)).isEmpty();
        assertThat(feed.countRefused("lims")).isZero();
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void rowRefusedAgainIsCountedOnceThoughTheLookBackGivesItTwice() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        TestFeed.insert(database, 3, EARLY);
        database.update("UPDATE inspection SET verdict = 'ok?' WHERE no < 3");
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        feed.dismiss("lims", feed.refused("lims", "", 10).get(0).key(), "演示数据", "王芳");
        FeedReport again = run(feed);
        assertThat(again.refused()).isEqualTo(1);
        assertThat(again.refusals()).hasSize(1);
        assertThat(again.dismissed()).isEqualTo(1);
        assertThat(again.unchanged()).isEqualTo(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void whatTheRecordTypeRefusesIsRefusedAloneAndTheRestIsSaved() {
        for (int no = 1; no <= 9; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        database.update("UPDATE inspection SET qty = -1 WHERE no = 4");
        database.update("UPDATE inspection SET tested_at = '2037-01-01 00:00:00' WHERE no = 5");
        Feed feed = feed(TestFeed.mapping());
        FeedReport report = run(feed);
        assertThat(report.saved()).isEqualTo(7);
        assertThat(report.refusals())
                .extracting(refusal -> refusal.row() + " " + refusal.reason().en())
                .anyMatch(text -> text.startsWith("4 /attributes/sampleSize"))
                .anyMatch(text -> text.startsWith("5 /occurredAt is in the future"));
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void dismissedRowIsTriedAgainOnlyWhenItChanges() {
        TestFeed.insert(database, 1, EARLY);
        database.update("UPDATE inspection SET inspector = NULL WHERE no = 1");
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        RefusedRow refused = feed.refused("lims", "", 10).get(0);
        assertThat(feed.dismiss("lims", refused.key(), "演示数据", "王芳")).isTrue();
        assertThat(feed.dismiss("lims", refused.key(), "演示数据", "王芳")).isFalse();
        FeedReport report = run(feed);
        assertThat(report.refused()).isZero();
        assertThat(report.dismissed()).isEqualTo(1);
        assertThat(feed.refused("lims", "", 10).get(0).dismissal().by()).isEqualTo("王芳");
        assertThat(feed.countRefused("lims")).isZero();

        database.update("UPDATE inspection SET lot = 'MB-other', changed_at = '" + LATER + "' WHERE no = 1");
        assertThat(run(feed).refused()).isEqualTo(1);
        assertThat(feed.countRefused("lims")).isEqualTo(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void refusedRowThatIsDeletedIsSaidToBeGone() {
        TestFeed.insert(database, 1, EARLY);
        database.update("UPDATE inspection SET inspector = NULL WHERE no = 1");
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        database.update("DELETE FROM inspection");
        run(feed);
        assertThat(feed.refused("lims", "", 10).get(0).reason().en()).contains("no longer in the source");
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void deletedRowIsReportedAndItsRecordStays() {
        for (int no = 1; no <= 9; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        Feed feed = feed(TestFeed.mapping());
        run(feed);
        database.update("DELETE FROM inspection WHERE no IN (3, 8)");
        assertThat(run(feed).missing()).as("a day has not passed").isZero();
        clock.moveTo(Duration.ofDays(1));
        assertThat(run(feed).missing()).isEqualTo(2);
        assertThat(feed.missing("lims", "", 10))
                .extracting(MissingRow::recordId)
                .containsExactly("IQC-3", "IQC-8");
        assertThat(records().versions("IQC-3")).hasSize(1);

        TestFeed.insert(database, 3, LATER);
        run(feed);
        assertThat(feed.missing("lims", "", 10))
                .extracting(MissingRow::recordId)
                .containsExactly("IQC-8");
        assertThat(records().versions("IQC-3")).as("it came back as it was").hasSize(1);
    }

    @EachDatabase
    void severalRowsOfOneIdBecomeOneRecordAndAChangeOfOneOfThemItsNextVersion() {
        database.update("CREATE TABLE result (no INTEGER, specimen INTEGER, code VARCHAR(10), figure NUMERIC(10,2),"
                + " changed_at TIMESTAMP NULL)");
        for (int no = 1; no <= 3; no++) {
            TestFeed.insert(database, no, EARLY);
            for (int specimen = 1; specimen <= 3; specimen++) {
                database.update("INSERT INTO result VALUES (" + no + ", " + specimen + ", 'BFE', 98." + specimen
                        + "0, '" + EARLY + "')");
            }
            database.update("INSERT INTO result VALUES (" + no + ", 9, 'DP', 41.50, '" + EARLY + "')");
        }
        TableSource source = TableSource.of(
                        "lims",
                        pool,
                        "SELECT i.no, i.lot, i.verdict, i.inspector, i.tested_at, i.qty, r.code, r.specimen, r.figure, r.changed_at,"
                                + " 0 AS bfe, i.dp FROM inspection i JOIN result r ON r.no = i.no -- each result a row")
                .id("no")
                .severalRows("code", "specimen")
                .watermark("changed_at")
                .zone(java.time.ZoneId.of("Asia/Shanghai"))
                .mapping(grouped())
                .build();
        Feed feed = opened.of(source);
        FeedReport report = run(feed);
        assertThat(report.saved()).as(report.text(Locale.ENGLISH)).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(12);
        List<Measurement> measurements =
                records().find("IQC-2").orElseThrow().record().measurements();
        assertThat(measurements).hasSize(2);
        assertThat(measurements.get(0).results())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("98.1"), new BigDecimal("98.2"), new BigDecimal("98.3"));

        assertThat(run(feed).newVersions()).isZero();
        database.update("UPDATE result SET figure = 97.00, changed_at = '" + LATER + "' WHERE no = 2 AND specimen = 3");
        assertThat(run(feed).newVersions()).isEqualTo(1);
        assertThat(records().find("IQC-2").orElseThrow().record().measurements())
                .as("the rows that did not change belong to it still")
                .hasSize(2);
    }

    private static RecordMapping grouped() {
        return RecordMapping.of("incoming-inspection")
                .id("'IQC-' + no")
                .title("'熔喷布进货检验 ' + lot")
                .site("'S1'")
                .lot("lot")
                .performedBy("inspector", null)
                .occurredAt("tested_at")
                .attribute("inspectionNo", "no")
                .attribute("internalLot", "lot")
                .attribute("plan", "'II AQL 4.0'")
                .attribute("sampleSize", "qty")
                .attribute("acceptanceNumber", "0")
                .attribute("rejectionNumber", "1")
                .attribute("verdict", "'accepted'")
                .measurement(MeasurementMapping.of("code").results("figure").build())
                .build();
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void rowsThatShareAnIdAreRefusedInsteadOfChangingTheRecordToAndFro() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 1, EARLY);
        database.update("UPDATE inspection SET lot = 'MB-x' WHERE no = 1");
        TestFeed.insert(database, 1, LATER);
        TestFeed.insert(database, 2, LATER);
        Feed feed = feed(TestFeed.mapping());
        for (int i = 0; i < 3; i++) {
            FeedReport report = run(feed);
            assertThat(report.newVersions()).isZero();
        }
        assertThat(records().versions("IQC-1")).hasSizeLessThanOrEqualTo(1);
        assertThat(feed.refused("lims", "", 10).get(0).reason().en()).contains("several rows have this id");
        assertThat(records().versions("IQC-2")).hasSize(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void recordThatCameAnotherWayIsNeverChanged() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        records()
                .save(QualityRecord.of("incoming-inspection", "IQC-1")
                        .title("由业务代码保存")
                        .site("S1")
                        .lots("MB-1")
                        .measurement(
                                Measurement.of("BFE").results("98.7").unit("%").build())
                        .performedBy("李娜", null)
                        .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                        .attributes(Attributes.none()
                                .with("inspectionNo", "1")
                                .with("internalLot", "MB-1")
                                .with("plan", "II")
                                .with("sampleSize", 13)
                                .with("acceptanceNumber", 0)
                                .with("rejectionNumber", 1)
                                .with("verdict", "accepted"))
                        .build());
        FeedReport report = run(feed(TestFeed.mapping()));
        assertThat(report.saved()).isEqualTo(1);
        assertThat(report.refusals().get(0).reason().en()).contains("IQC-1 is there already");
        assertThat(records().versions("IQC-1")).hasSize(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void rehearsalShowsWhatWouldBeSavedAndSavesNothing() {
        for (int no = 1; no <= 20; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        database.update("UPDATE inspection SET qty = -1 WHERE no = 4");
        Feed feed = feed(TestFeed.mapping());
        FeedReport report = feed.rehearse("lims", 10);
        assertThat(report.rehearsal()).isTrue();
        assertThat(report.saved()).isEqualTo(9);
        assertThat(report.refusals()).hasSize(1);
        assertThat(report.examples()).hasSize(9).first().asString().contains("IQC-1", "熔喷布进货检验");
        assertThat(report.toJson().path("examples").get(0).path("id").asText()).isEqualTo("IQC-1");
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry")).isZero();
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_feed_row"))
                .isZero();
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_feed_refusal"))
                .isZero();
        assertThat(run(feed).saved()).isEqualTo(19);
        assertThat(feed.rehearse("lims", 100).unchanged()).isEqualTo(19);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void withoutAWatermarkEverythingIsReadEachTime() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        Feed feed = opened.of(TestFeed.source(pool)
                .watermark(null)
                .mapping(TestFeed.mapping().build())
                .build());
        assertThat(run(feed).saved()).isEqualTo(2);
        database.update("UPDATE inspection SET lot = 'MB-other' WHERE no = 1");
        FeedReport report = run(feed);
        assertThat(report.newVersions()).isEqualTo(1);
        assertThat(report.unchanged()).isEqualTo(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void rowsOfSeveralKindsGoByTheFirstMappingThatTakesThemAndOthersAreLeftOut() {
        TestFeed.insert(database, 1, EARLY);
        TestFeed.insert(database, 2, EARLY);
        TestFeed.insert(database, 3, EARLY);
        database.update("UPDATE inspection SET verdict = 'NG' WHERE no = 2");
        database.update("UPDATE inspection SET verdict = 'open' WHERE no = 3");
        Feed feed = opened.of(TestFeed.source(pool)
                .mapping(TestFeed.mapping().when("verdict = 'OK'").build())
                .mapping(TestFeed.mapping()
                        .id("'NG-' + no")
                        .when("verdict = 'NG'")
                        .build())
                .build());
        FeedReport report = run(feed);
        assertThat(report.saved()).isEqualTo(2);
        assertThat(report.leftOut()).isEqualTo(1);
        assertThat(records().find("NG-2")).isPresent();
    }

    @EachDatabase({TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.MARIADB})
    void oneRunAtATimeReadsASource() throws Exception {
        for (int no = 1; no <= 20; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        Feed feed = feed(TestFeed.mapping());
        try (TestFeed otherNode = new TestFeed(database, directory.resolve("other"), clock)) {
            Feed other = otherNode.of(
                    TestFeed.source(pool).mapping(TestFeed.mapping().build()).build());
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<Optional<FeedReport>> running = thread.submit(() -> feed.run("lims", progress -> {
                    begun.countDown();
                    try {
                        assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(feed.progress("lims")).isPresent();
                assertThat(feed.run("lims")).as("here").isEmpty();
                assertThat(other.run("lims")).as("on another node").isEmpty();
                goOn.countDown();
                assertThat(running.get().orElseThrow().saved()).isEqualTo(20);
            } finally {
                thread.shutdownNow();
            }
            assertThat(other.run("lims").orElseThrow().unchanged()).isEqualTo(20);
        }
    }

    @EachDatabase({TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.SQLITE})
    void queryThatWouldWriteIsRefusedByTheDatabase() {
        TestFeed.insert(database, 1, EARLY);
        String query = database.isSqlite()
                ? "DELETE FROM inspection RETURNING *"
                : "SELECT i.*, set_config('x.y', 'z', false), nextval('writes') FROM inspection i";
        if (!database.isSqlite()) {
            database.update("CREATE SEQUENCE writes");
        }
        Feed feed = opened.of(TableSource.of("lims", pool, query)
                .id("no")
                .mapping(TestFeed.mapping().build())
                .build());
        assertThatThrownBy(() -> feed.run("lims"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("RA-1005")
                .hasMessageContaining("lims");
        assertThat(database.number("SELECT COUNT(*) FROM inspection")).isEqualTo(1);
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void columnTheQueryDoesNotGiveIsNamedWithThoseItGives() {
        Feed feed = feed(TestFeed.mapping().attribute("supplierLot", "suplier_lot"));
        assertThatThrownBy(() -> feed.run("lims"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("RA-1004")
                .hasMessageContaining("suplier_lot")
                .hasMessageContaining("inspector");
    }

    @EachDatabase(TestDatabase.Kind.POSTGRESQL)
    void progressSaysHowMuchIsLeft() {
        for (int no = 1; no <= 20; no++) {
            TestFeed.insert(database, no, EARLY);
        }
        Feed feed = feed(TestFeed.mapping());
        List<FeedProgress> seen = new java.util.ArrayList<>();
        feed.run("lims", seen::add);
        assertThat(seen).extracting(FeedProgress::read).containsExactly(7L, 14L, 20L);
        assertThat(seen).allSatisfy(progress -> assertThat(progress.total()).hasValue(20));
        assertThat(seen.get(2).remaining()).contains(Duration.ZERO);
    }

    private Feed feed(RecordMapping.Builder mapping) {
        return opened.of(TestFeed.source(pool).mapping(mapping.build()).build());
    }

    private static FeedReport run(Feed feed) {
        return feed.run("lims").orElseThrow();
    }

    private Records records() {
        return opened.recordKeeping().records();
    }
}
