package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ORIGIN = "test.example/audit";

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private Database database;
    private final List<Ledger> open = new ArrayList<>();

    @BeforeEach
    void createTables(TestDatabase tables) {
        dataSource = tables.pool();
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
    }

    @AfterEach
    void closeAll() {
        open.forEach(Ledger::close);
    }

    @EachDatabase
    void firstCheckpointAfterTheChangeIsSignedByBothKeysAndLaterOnesByTheNew() {
        Ledger ledger = openLedger(directory);
        LogKey old = ledger.key();
        append(ledger, "A");
        SignedCheckpoint before = ledger.checkpoint();

        KeyRotation rotation = ledger.rotateKey("每年更换");
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        SignedCheckpoint both = ledger.checkpoint();
        append(ledger, "B");
        SignedCheckpoint after = ledger.checkpoint();

        LogKey fresh = ledger.key();
        assertThat(fresh).isEqualTo(rotation.newKey()).isNotEqualTo(old);
        assertThat(rotation.oldKey()).isEqualTo(old);
        assertThat(old.open(before.note()).size()).isEqualTo(1);
        assertThat(old.open(both.note())).isEqualTo(fresh.open(both.note()));
        assertThat(fresh.open(after.note()).size()).isEqualTo(3);
        assertThatThrownBy(() -> old.open(after.note())).isInstanceOf(ProofException.class);
        assertThatThrownBy(() -> fresh.open(before.note())).isInstanceOf(ProofException.class);
        assertThat(ledger.keys().periods())
                .containsExactly(new KeyHistory.Period(old, 0), new KeyHistory.Period(fresh, both.size()));
        assertThat(ledger.keys().open(before.note())).isEqualTo(before.checkpoint());
    }

    @EachDatabase
    void ledgerOpensAgainAndItsOldCheckpointsStillVerify() {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        ledger.rotateKey("one");
        append(ledger, "B");
        ledger.rotateKey("two");
        append(ledger, "C");
        KeyHistory keys = ledger.keys();
        assertThat(keys.periods()).hasSize(3);
        ledger.close();

        Ledger again = openLedger(directory);
        assertThat(again.keys()).isEqualTo(keys);
        assertThat(again.key()).isEqualTo(keys.current());
        assertThat(again.checkpoint(1)).map(SignedCheckpoint::size).contains(1L);
        append(again, "D");
        assertThat(again.keys().open(again.checkpoint().note()).size()).isEqualTo(6);
    }

    @EachDatabase
    void whoKnowsAnyEarlierKeyFollowsTheLedgerToItsNewestCheckpoint() {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        SignedCheckpoint first = ledger.checkpoint();
        ledger.rotateKey("one");
        append(ledger, "B");
        ledger.rotateKey("two");
        append(ledger, "C");
        SignedCheckpoint newest = ledger.checkpoint();
        List<ProvenRotation> rotations =
                ProvenRotation.readLines(ProvenRotation.writeLines(ledger.rotations(newest.size())));

        for (KeyHistory.Period period : ledger.keys().periods()) {
            KeyHistory followed = KeyHistory.verify(List.of(period.key()), rotations, newest.note());
            assertThat(followed).isEqualTo(ledger.keys());
            assertThat(followed.open(newest.note())).isEqualTo(newest.checkpoint());
            assertThat(followed.open(first.note())).isEqualTo(first.checkpoint());
        }
        assertThat(ledger.rotations(1)).isEmpty();
        assertThat(KeyHistory.verify(List.of(ledger.keys().at(1)), List.of(), first.note())
                        .current())
                .isEqualTo(ledger.keys().at(1));
    }

    @EachDatabase
    void chainThatLacksALinkOrIsForgedOrStrangeIsRefused() {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        LogKey first = ledger.key();
        ledger.rotateKey("one");
        append(ledger, "B");
        ledger.rotateKey("two");
        append(ledger, "C");
        SignedCheckpoint newest = ledger.checkpoint();
        List<ProvenRotation> rotations = ledger.rotations(newest.size());
        ProvenRotation one = rotations.get(0);
        ProvenRotation two = rotations.get(1);

        refuse(first, List.of(), newest);
        refuse(first, List.of(one), newest);
        refuse(first, List.of(two), newest);
        refuse(first, List.of(two, one), newest);
        refuse(first, List.of(one, one, two), newest);
        refuse(new LogSigner(ORIGIN, new byte[32]).key(), rotations, newest);
        refuse(first, List.of(one, new ProvenRotation(one.leaf(), one.disclosures(), two.inclusion())), newest);
        refuse(first, List.of(one, new ProvenRotation(two.leaf(), List.of(), two.inclusion())), newest);
        refuse(first, List.of(one, new ProvenRotation(two.leaf(), one.disclosures(), two.inclusion())), newest);

        // A stranger who knows the old public key only can make a new one sign, but not the old one.
        LogSigner stranger = new LogSigner(ORIGIN, new byte[32]);
        KeyRotation own = KeyRotation.sign(stranger, new LogSigner(ORIGIN, bytes(9)), 1, Instant.EPOCH, "taken over");
        String forged = own.note().replace(stranger.key().vkey(), first.vkey());
        assertThatThrownBy(() -> KeyRotation.parse(forged)).isInstanceOf(ProofException.class);
        KeyRotation statement = ProvenRotation.statement(one.leaf(), one.disclosures());
        for (String wrong : List.of(
                statement.note().replace("one", "won"),
                statement.note().replace("\"ledgerSize\":1", "\"ledgerSize\":2"),
                statement.note().substring(0, statement.note().lastIndexOf("— ")),
                statement.note().replace("{", "{ "),
                statement.note().replace("key-rotation/v1", "key-rotation/v2"))) {
            assertThatThrownBy(() -> KeyRotation.parse(wrong))
                    .isInstanceOfAny(ProofException.class, MalformedException.class);
        }
    }

    @EachDatabase
    void statementIsNoCheckpointAndACheckpointIsNoStatement() {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        KeyRotation rotation = ledger.rotateKey("reason");
        assertThatThrownBy(() -> rotation.oldKey().open(rotation.note())).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> KeyRotation.parse(ledger.checkpoint().note())).isInstanceOf(MalformedException.class);
    }

    @EachDatabase
    void crashAfterTheNewKeyIsOnDiskLeavesTheOldStateAndTheNextAttemptUsesThatKey() {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        LogKey old = ledger.key();
        ledger.close();
        LogSigner made = new LedgerKeyFiles(directory, ORIGIN, false).make(2);

        Ledger again = openLedger(directory);
        assertThat(again.key()).isEqualTo(old);
        append(again, "B");
        assertThat(old.open(again.checkpoint().note()).size()).isEqualTo(2);
        assertThat(again.rotateKey("second attempt").newKey()).isEqualTo(made.key());
    }

    @EachDatabase
    void crashAfterTheEntryIsCommittedLeavesTheNewStateOnceItIsSequenced() throws SQLException {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        LogKey old = ledger.key();
        ledger.close();
        // Another node holds the lease, so nothing is sequenced here until it ends.
        update("UPDATE remote_audit_lease SET holder = 'another', expires_at = " + Long.MAX_VALUE);
        Ledger waiting = openLedger(directory);
        KeyRotation rotation = waiting.rotateKey("before the crash");
        assertThat(waiting.key()).isEqualTo(old);
        waiting.close();
        update("UPDATE remote_audit_lease SET expires_at = 0");

        Ledger again = openLedger(directory);
        assertThat(again.awaitSequenced(LONG)).isTrue();
        assertThat(again.key()).isEqualTo(rotation.newKey());
        assertThat(old.open(again.checkpoint().note()).size()).isEqualTo(2);
    }

    @EachDatabase
    void changesOneAfterTheOtherBeforeAnyIsSequencedAreFollowedInOrder() throws SQLException {
        openLedger(directory).close();
        update("INSERT INTO remote_audit_lease (name, holder, token, expires_at) VALUES ('sequencer', 'another', 1, "
                + Long.MAX_VALUE + ")");
        Ledger waiting = openLedger(directory);
        waiting.append(entry("A"));
        waiting.rotateKey("one");
        waiting.rotateKey("two");
        waiting.append(entry("B"));
        update("UPDATE remote_audit_lease SET expires_at = 0");
        assertThat(waiting.awaitSequenced(LONG)).isTrue();
        assertThat(waiting.keys().periods().stream().map(KeyHistory.Period::fromSize))
                .containsExactly(0L, 2L, 3L);
        assertThat(waiting.checkpoint(2)).isPresent();
        assertThat(waiting.checkpoint(3)).isPresent();
    }

    @EachDatabase
    void nodeWithoutTheNewKeyFollowsAndSequencesAgainWhenItIsBrought() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Ledger one = openLedger(directory);
        append(one, "A");
        Files.copy(directory.resolve("ledger.key"), other.resolve("ledger.key"));
        Ledger two = openLedger(other);

        one.rotateKey("on the first node");
        assertThat(one.awaitSequenced(LONG)).isTrue();
        append(one, "B");
        await().atMost(LONG).until(() -> two.size() == 3);
        assertThat(two.key()).isEqualTo(one.key());
        assertThat(two.checkpoint(3)).isPresent();

        two.append(entry("C"));
        one.wake();
        assertThat(one.awaitSize(4, LONG)).isTrue();
        one.close();
        assertThatThrownBy(() -> Ledger.open(database, new LedgerKeyFiles(other, ORIGIN, false), Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0206")
                .hasMessageContaining("ledger-2.key");
        two.append(entry("D"));
        assertThat(two.awaitSize(5, Duration.ofMillis(300))).isFalse();
        Files.copy(directory.resolve("ledger-2.key"), other.resolve("ledger-2.key"));
        assertThat(two.awaitSize(5, LONG)).isTrue();
    }

    @EachDatabase
    void keyFilesAreKeptAndTheirOwnersAlone() throws IOException {
        Ledger ledger = Ledger.open(database, new LedgerKeyFiles(directory, ORIGIN, true), Clock.systemUTC());
        open.add(ledger);
        append(ledger, "A");
        ledger.rotateKey("reason");
        for (String name : List.of("ledger.key", "ledger-2.key", "ledger.mldsa44.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
            assertThat(directory.resolve(name + ".new")).doesNotExist();
        }
    }

    @EachDatabase
    void emptyKeyFileOfALedgerThatHasSignedNothingIsMadeAnew() throws IOException {
        Files.createFile(directory.resolve("ledger.key"));
        Files.writeString(directory.resolve("ledger.key.new"), "half a k");
        assertThatCode(() -> append(openLedger(directory), "A")).doesNotThrowAnyException();
        assertThat(Files.readString(directory.resolve("ledger.key"))).hasSize(65);
    }

    @EachDatabase
    void lostOrBrokenKeyOfALedgerThatHasSignedIsNamed() throws IOException {
        Ledger ledger = openLedger(directory);
        append(ledger, "A");
        ledger.close();
        Path key = directory.resolve("ledger.key");
        String kept = Files.readString(key);
        for (String broken : List.of("", "half", kept + "x", "z".repeat(64), "0".repeat(10_000))) {
            Files.writeString(key, broken);
            assertThatThrownBy(() -> openLedger(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RA-0204")
                    .hasMessageContaining(key.toString());
        }
        Files.delete(key);
        assertThatThrownBy(() -> openLedger(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0206");
        assertThat(key).doesNotExist();
    }

    @EachDatabase
    void mlDsaKeyIsNotReplacedSilently() throws IOException {
        LedgerKeyFiles both = new LedgerKeyFiles(directory, ORIGIN, true);
        Ledger ledger = Ledger.open(database, both, Clock.systemUTC());
        append(ledger, "A");
        assertThat(ledger.signingKeys()).hasSize(2);
        for (LogKey key : ledger.signingKeys()) {
            assertThat(key.open(ledger.checkpoint().note()).size()).isEqualTo(1);
        }
        ledger.close();
        Path file = directory.resolve("ledger.mldsa44.key");
        Path kept = Files.move(file, directory.resolve("kept"));
        assertThatThrownBy(() -> Ledger.open(database, both, Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0206");
        Files.copy(kept, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ledger again = Ledger.open(database, both, Clock.systemUTC());
        open.add(again);
        assertThat(again.size()).isEqualTo(1);
    }

    @EachDatabase
    void secondNodeWithAKeyOfItsOwnIsRefusedWhenItOpensTheEmptyLedger() throws IOException {
        Ledger one = openLedger(directory);
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThatThrownBy(() -> openLedger(other))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0206")
                .hasMessageContaining(one.key().vkey())
                .hasMessageContaining(other.resolve("ledger.key").toString());
        assertThatThrownBy(() -> Ledger.open(database, new LogSigner(ORIGIN, bytes(9)), Clock.systemUTC()))
                .hasMessageStartingWith("RA-0206");
        Files.copy(directory.resolve("ledger.key"), other.resolve("ledger.key"));
        Ledger two = openLedger(other);
        append(two, "A");
        assertThat(one.awaitSize(1, LONG)).isTrue();
        assertThat(one.key()).isEqualTo(two.key());
    }

    @EachDatabase
    void ofNodesThatOpenAnEmptyLedgerAtOnceWithAKeyEachOneGoesOn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Boolean>> nodes = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                LogSigner signer = new LogSigner(ORIGIN, bytes(i));
                nodes.add(() -> {
                    try (Ledger ledger = Ledger.open(database, signer, Clock.systemUTC())) {
                        append(ledger, "A");
                        return true;
                    } catch (StoreException e) {
                        // A node that comes when the first has signed already is told by what was signed.
                        assertThat(e.code()).isIn("RA-0206", "RA-0203");
                        return false;
                    }
                });
            }
            int opened = 0;
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                opened += node.get() ? 1 : 0;
            }
            assertThat(opened).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @EachDatabase
    void changeOfKeyIsAppendedByRotatingAlone() {
        Ledger ledger = openLedger(directory);
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put(ProvenRotation.STATEMENT, Json.text("own"));
        NewEntry own = new NewEntry(EntryKind.KEY, ProvenRotation.SUBJECT, 1, null, fields);
        assertThatThrownBy(() -> ledger.append(own)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.rotateKey(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.rotateKey("x".repeat(501))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuse(LogKey trusted, List<ProvenRotation> rotations, SignedCheckpoint checkpoint) {
        assertThatThrownBy(() -> KeyHistory.verify(List.of(trusted), rotations, checkpoint.note()))
                .isInstanceOf(ProofException.class);
    }

    private Ledger openLedger(Path keys) {
        Ledger ledger = Ledger.open(database, new LedgerKeyFiles(keys, ORIGIN, false), Clock.systemUTC());
        open.add(ledger);
        return ledger;
    }

    private static void append(Ledger ledger, String subject) {
        ledger.append(entry(subject));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
    }

    private static NewEntry entry(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("title of " + subject));
        return new NewEntry(EntryKind.RECORD, subject, 1, null, fields);
    }

    private static byte[] bytes(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return bytes;
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
