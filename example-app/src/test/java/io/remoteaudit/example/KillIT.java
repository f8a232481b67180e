package io.remoteaudit.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the built example in the middle of saving, again and again. What was acknowledged must be there afterwards,
 * searchable and provable; what was not must be there wholly or not at all.
 */
class KillIT {

    private static final int KILLS = 20;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedRecordSurvivesTwentyKillsAndNoOtherIsHalfThere() throws Exception {
        Random random = new Random(20);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            ExampleProcess example = ExampleProcess.start(directory, "--example.records=200");
            acknowledged.addAll(saveUntilKilled(example, 5 + random.nextInt(120)));
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 4);
        noRecordIsHalfThere();
        ExampleProcess.start(directory, "--example.records=200").close();
        everyAcknowledgedIsSearchableAndProvable(acknowledged);
        noRecordIsHalfThere();
    }

    /** Reads acknowledgements as they come and kills after some of them, with more under way. */
    private static List<String> saveUntilKilled(ExampleProcess example, int after) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (Response response = example.http()
                        .newCall(example.asStaff("/qms/bulk?count=100000")
                                .post(RequestBody.create(new byte[0], null))
                                .build())
                        .execute();
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(response.body().byteStream(), StandardCharsets.UTF_8))) {
            assertThat(response.code()).isEqualTo(200);
            while (acknowledged.size() < after) {
                acknowledged.add(lines.readLine());
            }
            example.kill();
            // Only whole lines were acknowledged; what the connection still held counts, a line cut short does not.
            readRest(lines, acknowledged);
        }
        return acknowledged;
    }

    private static void readRest(BufferedReader lines, List<String> acknowledged) {
        int length = acknowledged.get(0).length();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() == length) {
                    acknowledged.add(line);
                }
            }
        } catch (IOException e) {
            // The connection died with the process; everything before it was read.
            assertThat(e).isNotNull();
        }
    }

    /** Opens what the example left, as its maker: no auditor's scope reaches what is entered today. */
    private void everyAcknowledgedIsSearchableAndProvable(List<String> acknowledged) {
        try (HikariDataSource dataSource = EmbeddedDatabase.open(directory.resolve("data/qms.db"));
                RemoteAudit remoteAudit = RemoteAudit.builder(
                                directory.resolve("data/remote-audit"), "qms.example.com/remote-audit")
                        .dataSource(dataSource, HostTransactions.none())
                        .open()) {
            Ledger ledger = remoteAudit.ledger();
            assertThat(ledger.awaitSequenced(LONG)).isTrue();
            SignedCheckpoint checkpoint = ledger.checkpoint();
            assertThat(remoteAudit.search().awaitIndexed(checkpoint.size(), LONG))
                    .isTrue();
            for (String id : acknowledged) {
                Entry entry =
                        ledger.find(EntryKind.RECORD, id, 1).orElseThrow(() -> new AssertionError(id + " is lost"));
                assertThat(ledger.inclusion(entry.leafIndex().orElseThrow(), checkpoint.size())
                                .verify(entry.leaf().hash(), checkpoint.root()))
                        .as(id)
                        .isTrue();
                assertThat(remoteAudit
                                .search()
                                .search(SearchRequest.of(Scope.everything(), "id:" + id))
                                .total())
                        .as(id)
                        .isEqualTo(1);
            }
        }
    }

    /** The host's row and the ledger's entry stand or fall together, for every reading ever begun. */
    private void noRecordIsHalfThere() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/qms.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT
                          (SELECT COUNT(*) FROM remote_audit_entry e WHERE e.kind = 'record' AND NOT EXISTS
                            (SELECT 1 FROM remote_audit_disclosure d WHERE d.entry_id = e.id)),
                          (SELECT COUNT(*) FROM remote_audit_entry e WHERE NOT EXISTS
                            (SELECT 1 FROM remote_audit_leaf l WHERE l.entry_id = e.id) AND NOT EXISTS
                            (SELECT 1 FROM remote_audit_pending p WHERE p.entry_id = e.id)),
                          (SELECT COUNT(*) FROM remote_audit_leaf) - (SELECT COALESCE(MAX(leaf_index) + 1, 0) FROM remote_audit_leaf)
                        """)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).as("entries without content").isZero();
            assertThat(rows.getLong(2))
                    .as("entries lost between saving and sequencing")
                    .isZero();
            assertThat(rows.getLong(3)).as("gaps in the ledger").isZero();
        }
    }
}
