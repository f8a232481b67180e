package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.record.Records;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of saving; what it had acknowledged is all there, and nothing by halves. */
class KilledProcessTest {

    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int THREADS = 4;

    @TempDir
    private Path directory;

    /** Saves on several threads until it is killed, and prints each id once it is acknowledged. */
    static final class Saver {
        public static void main(String[] arguments) throws InterruptedException {
            Database database = Database.of(TestDatabase.open(arguments[2], THREADS + 2), HostTransactions.none());
            Records records = open(Path.of(arguments[0]), database).records();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String prefix = arguments[1] + "-" + i + "-";
                Thread thread = new Thread(() -> {
                    for (int number = 0; ; number++) {
                        records.save(record(prefix + number));
                        System.out.print("saved " + prefix + number + "\n");
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Saving and sequencing without what only reads them, whose start takes most of the time; KillIT kills it all. */
    private static RecordKeeping open(Path directory, Database database) {
        new Migrations(database, CLOCK).run(Migrations.Mode.AUTO);
        Ledger ledger = Ledger.open(database, SIGNER, CLOCK);
        return RecordKeeping.over(
                ledger, database, new BlobStore(directory.resolve("attachments")), Catalogue.standard(), CLOCK);
    }

    /** Ten times, and a hundred in the profile {@code long}. Each process also sequences what the one before it left. */
    @EachDatabase({TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL})
    void everyAcknowledgedRecordSurvivesEachKillAndIsProvable(TestDatabase database) throws Exception {
        int kills = Integer.getInteger("kills", 10);
        Random random = new Random(kills);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < kills; kill++) {
            acknowledged.addAll(saveAndKill(database, "R" + kill, 1 + random.nextInt(250)));
            nothingIsHalfThere(database);
        }
        try (Ledger ledger = Ledger.open(Database.of(database.pool(), HostTransactions.none()), SIGNER, CLOCK)) {
            assertThat(ledger.awaitSequenced(Duration.ofSeconds(60))).isTrue();
            Checkpoint checkpoint = ledger.key().open(ledger.checkpoint().note());
            Set<String> found = new HashSet<>();
            for (long next = 0; next < checkpoint.size(); next = found.size()) {
                for (Entry entry : ledger.sequenced(next, 1_000)) {
                    assertThat(entry.leafIndex()).hasValue(found.size());
                    assertThat(entry.disclosures()).hasSameSizeAs(entry.leaf().digests());
                    assertThat(ledger.inclusion(found.size(), checkpoint.size())
                                    .verify(entry.leaf().hash(), checkpoint.root()))
                            .isTrue();
                    assertThat(found.add(entry.subject())).isTrue();
                }
            }
            assertThat(found).containsAll(acknowledged);
            assertThat(found.size() - acknowledged.size())
                    .as("saved, but killed before it could say so")
                    .isLessThanOrEqualTo(THREADS * kills);
        }
    }

    private static void nothingIsHalfThere(TestDatabase database) {
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry e WHERE NOT EXISTS"
                        + " (SELECT 1 FROM remote_audit_disclosure d WHERE d.entry_id = e.id)"))
                .as("entries without content")
                .isZero();
        assertThat(database.number("SELECT COUNT(*) FROM remote_audit_entry e WHERE (SELECT COUNT(*) FROM"
                        + " remote_audit_leaf l WHERE l.entry_id = e.id) + (SELECT COUNT(*) FROM remote_audit_pending p"
                        + " WHERE p.entry_id = e.id) <> 1"))
                .as("entries that are neither sequenced nor waiting, or both")
                .isZero();
        assertThat(database.number("SELECT COUNT(*) - COALESCE(MAX(leaf_index) + 1, 0) FROM remote_audit_leaf"))
                .as("gaps")
                .isZero();
        assertThat(database.number(
                        "SELECT (SELECT COUNT(*) FROM remote_audit_leaf) - (SELECT COALESCE(MAX(ledger_size), 0)"
                                + " FROM remote_audit_checkpoint)"))
                .as("leaves that no checkpoint covers")
                .isZero();
    }

    private Set<String> saveAndKill(TestDatabase database, String prefix, int after)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        directory.toString(),
                        prefix,
                        database.url())
                .redirectErrorStream(true)
                .start();
        Set<String> acknowledged = new HashSet<>();
        List<String> other = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("saved ")) {
                    acknowledged.add(line.substring("saved ".length()));
                } else {
                    other.add(line);
                }
                if (acknowledged.size() == after) {
                    // Through its handle, since Process closes the stream with what was acknowledged until now.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).as("what the process said: %s", other).hasSizeGreaterThanOrEqualTo(after);
        return acknowledged;
    }

    private static QualityRecord record(String id) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验")
                .site("S1")
                .lots("MB-1")
                .measurement(Measurement.of("BFE").results("98.70").unit("%").build())
                .performedBy("李娜", null)
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", id)
                        .with("internalLot", "MB-1")
                        .with("supplierLot", "SL-77")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"))
                .build();
    }
}
