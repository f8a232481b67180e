package io.remoteaudit.feed;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A feed on a database that also holds the table it reads: incoming inspections of a maker. */
public final class TestFeed implements AutoCloseable {

    /** The first lines of a test bench's file. */
    public static final String HEADER = "单号,批号,BFE,结果,检验员,时间\n";

    public static final String FIRST = "1,MB-1,98.70,OK,李娜,2026/4/15 16:30\n";

    static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private final Ledger ledger;
    private final RecordKeeping recordKeeping;
    private final Database database;
    private final Clock clock;

    TestFeed(TestDatabase database, Path directory, Clock clock) {
        this(database.pool(), directory, clock);
    }

    TestFeed(HikariDataSource pool, Path directory, Clock clock) {
        this.clock = clock;
        this.database = Database.of(pool, HostTransactions.none());
        new Migrations(this.database, clock).run(Migrations.Mode.AUTO);
        this.ledger = Ledger.open(this.database, SIGNER, clock);
        this.recordKeeping = RecordKeeping.over(
                ledger, this.database, new BlobStore(directory.resolve("attachments")), Catalogue.standard(), clock);
    }

    Feed of(TableSource... sources) {
        return of(Duration.ofSeconds(20), sources);
    }

    Feed of(Duration lease, TableSource... sources) {
        return new LedgerFeed(
                recordKeeping, ledger, database, Catalogue.standard(), List.of(sources), List.of(), clock, lease);
    }

    Feed of(FileSource... files) {
        return new LedgerFeed(
                recordKeeping,
                ledger,
                database,
                Catalogue.standard(),
                List.of(),
                List.of(files),
                clock,
                Duration.ofSeconds(20));
    }

    RecordKeeping recordKeeping() {
        return recordKeeping;
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** The maker's table, with an index on nothing, as such tables are. */
    public static void makeTable(TestDatabase database) {
        database.update(
                "CREATE TABLE inspection (no INTEGER NOT NULL, lot VARCHAR(40), bfe NUMERIC(10,2), dp NUMERIC(10,2),"
                        + " verdict VARCHAR(10), inspector VARCHAR(40), tested_at TIMESTAMP NULL, changed_at TIMESTAMP NULL, qty"
                        + " INTEGER, file VARCHAR(200), scan " + blob(database) + ")" + charset(database));
    }

    private static String blob(TestDatabase database) {
        return database.kind() == TestDatabase.Kind.POSTGRESQL ? "BYTEA" : "BLOB";
    }

    static String charset(TestDatabase database) {
        return database.kind() == TestDatabase.Kind.MARIADB ? " CHARACTER SET utf8mb4" : "";
    }

    public static void insert(TestDatabase database, int no, String changedAt) {
        database.update(
                "INSERT INTO inspection (no, lot, bfe, dp, verdict, inspector, tested_at, changed_at, qty) VALUES ("
                        + no + ", 'MB-" + no + "', 98.70, 41.5, 'OK', '李娜', '2026-04-15 16:30:00', '" + changedAt
                        + "', 13)");
    }

    public static TableSource.Builder source(DataSource dataSource) {
        return TableSource.of("lims", dataSource, "SELECT * FROM inspection")
                .id("no")
                .watermark("changed_at")
                .zone(ZoneId.of("Asia/Shanghai"))
                .fetchSize(7);
    }

    public static RecordMapping.Builder mapping() {
        return RecordMapping.of("incoming-inspection")
                .id("'IQC-' + no")
                .title("'熔喷布进货检验 ' + lot")
                .site("'S1'")
                .product("'medical-mask'", null)
                .lot("lot")
                .standard("'YY 0469-2011'")
                .performedBy("inspector", "'检验员'")
                .occurredAt("tested_at")
                .attribute("inspectionNo", "no")
                .attribute("internalLot", "lot")
                .attribute("plan", "'GB/T 2828.1-2012 II AQL 4.0'")
                .attribute("sampleSize", "qty")
                .attribute("acceptanceNumber", "0")
                .attribute("rejectionNumber", "1")
                .attribute("verdict", "map(verdict, 'OK', 'accepted', 'NG', 'rejected')")
                .measurement(MeasurementMapping.of("'BFE'")
                        .results("bfe")
                        .unit("'%'")
                        .value("'min'", "bfe")
                        .limit("'>='", "95", null)
                        .verdict("if(bfe >= 95, 'conforming', 'nonconforming')")
                        .build())
                .measurement(
                        MeasurementMapping.of("'DP'").results("dp").unit("'Pa'").build());
    }

    /** Files of a test bench. */
    public static FileSource.Builder bench(FileFormat format) {
        return FileSource.of("bench", format).id("单号").mapping(fileMapping().build());
    }

    static RecordMapping.Builder fileMapping() {
        RecordMapping.Builder mapping = RecordMapping.of("incoming-inspection")
                .id("'IQC-' + 单号")
                .title("'进货检验 ' + 批号")
                .site("'S1'")
                .lot("批号")
                .performedBy("检验员", null)
                .occurredAt("time(时间, 'yyyy/M/d H:mm', 'Asia/Shanghai')")
                .measurement(MeasurementMapping.of("'BFE'")
                        .results("bfe")
                        .unit("'%'")
                        .build());
        Map.of(
                        "inspectionNo", "单号",
                        "internalLot", "批号",
                        "plan", "'II AQL 4.0'",
                        "sampleSize", "13",
                        "acceptanceNumber", "0",
                        "rejectionNumber", "1",
                        "verdict", "map(结果, 'OK', 'accepted', 'NG', 'rejected')")
                .forEach(mapping::attribute);
        return mapping;
    }
}
