package io.remoteaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfCheckTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void checkThatWasAskedForRunsInTheBackgroundAndItsResultStays() {
        try (RemoteAudit remoteAudit = open(List.of())) {
            save(remoteAudit);
            assertThat(remoteAudit.selfCheck().last()).isEmpty();
            remoteAudit.selfCheck().start();
            await().atMost(LONG).until(() -> remoteAudit.selfCheck().last().isPresent());
            LedgerCheck check = remoteAudit.selfCheck().last().orElseThrow();
            assertThat(check.firstDefect()).isEmpty();
            assertThat(check.ledgerSize()).isEqualTo(5);
            await().atMost(LONG).until(() -> remoteAudit.selfCheck().reached().isEmpty());
        }
    }

    @Test
    void whatWasAlteredIsFoundWhileTheModuleRuns() throws SQLException {
        try (RemoteAudit remoteAudit = open(List.of())) {
            save(remoteAudit);
            execute("UPDATE remote_audit_leaf SET context = 'E-1' WHERE leaf_index = 3");
            LedgerCheck check = remoteAudit.selfCheck().run(leaf -> {});
            assertThat(check.firstDefect().orElseThrow().row()).isEqualTo("remote_audit_leaf 3");
            assertThat(remoteAudit.selfCheck().last()).contains(check);
        }
    }

    @Test
    void timeStampsAreCheckedToo() throws IOException, SQLException {
        try (DemonstrationAuthority demonstration = DemonstrationAuthority.start(Clock.systemUTC())) {
            TimestampAuthority authority = TimestampAuthority.overHttp(
                    "demo", demonstration.timestampAddress(), List.of(demonstration.root()), Clock.systemUTC());
            try (RemoteAudit remoteAudit = open(List.of(authority))) {
                save(remoteAudit);
                remoteAudit.anchors().anchor(remoteAudit.ledger().checkpoint());
                assertThat(remoteAudit.selfCheck().run(leaf -> {}).firstDefect())
                        .isEmpty();
                for (String change : List.of(
                        "stamped_at = stamped_at + 1000",
                        "ledger_size = ledger_size - 1",
                        "token = zeroblob(100)",
                        "token = substr(token, 1, length(token) - 1)")) {
                    execute("CREATE TABLE kept AS SELECT * FROM remote_audit_timestamp");
                    execute("UPDATE remote_audit_timestamp SET " + change);
                    assertThat(remoteAudit.selfCheck().run(leaf -> {}).firstDefect())
                            .as(change)
                            .hasValueSatisfying(
                                    defect -> assertThat(defect.row()).startsWith("remote_audit_timestamp"));
                    execute("DELETE FROM remote_audit_timestamp");
                    execute("INSERT INTO remote_audit_timestamp SELECT * FROM kept");
                    execute("DROP TABLE kept");
                }
            }
        }
    }

    @Test
    void commandChecksALedgerThatIsClosed() throws SQLException {
        String key;
        try (RemoteAudit remoteAudit = open(List.of())) {
            save(remoteAudit);
            key = remoteAudit.ledger().key().vkey();
        }
        assertThat(command("verify", "ledger", directory.toString()))
                .startsWith("0 ")
                .contains("size 5")
                .contains(key);
        assertThat(command(directory.toString(), "--log-key", key)).startsWith("0 ");
        execute("DELETE FROM remote_audit_disclosure WHERE entry_id = 2");
        assertThat(command("verify", "ledger", directory.toString()))
                .startsWith("1 ")
                .contains("remote_audit_disclosure 2");
    }

    @Test
    void commandSaysWhatIsWrongWithItsCall() {
        assertThat(command()).startsWith("2 ").contains("Name the module's directory");
        assertThat(command("verify", "export.asice")).startsWith("2 ").contains("verify ledger");
        assertThat(command(directory.toString())).startsWith("2 ").contains("There is no ledger.db");
        assertThat(command(directory.toString(), "--frob")).startsWith("2 ").contains("--frob");
        assertThat(command(directory.toString(), "--jdbc")).startsWith("2 ").contains("--jdbc");
        assertThat(command(directory.toString(), "--jdbc", "jdbc:nosuch:x"))
                .startsWith("2 ")
                .contains("The database cannot be opened");
        assertThat(command(directory.toString(), "--log-key", "nonsense")).startsWith("2 ");
    }

    @Test
    void intervalBelowAMinuteIsRefused() {
        assertThatThrownBy(() -> RemoteAudit.builder(directory, "test.example/audit")
                        .selfCheckEvery(Duration.ofSeconds(1))
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every minute at most");
    }

    private static String command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            int status = VerifyLedger.run(arguments, print, print);
            return status + " " + out.toString(StandardCharsets.UTF_8);
        }
    }

    private RemoteAudit open(List<TimestampAuthority> authorities) {
        return RemoteAudit.builder(directory, "test.example/audit")
                .timestamps(authorities, Anchors.DAILY)
                .open();
    }

    private static void save(RemoteAudit remoteAudit) {
        for (int i = 0; i < 5; i++) {
            remoteAudit.records().save(Inspections.of("IQC-" + i, "98.7").build());
        }
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
