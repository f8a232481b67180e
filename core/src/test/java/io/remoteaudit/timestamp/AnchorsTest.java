package io.remoteaudit.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final MovedClock clock = new MovedClock();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);
    private final Switched away = new Switched("away");
    private HikariDataSource source;
    private Database database;
    private Ledger ledger;

    @BeforeEach
    void open() {
        source = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        database = Database.of(source, HostTransactions.none());
        new Migrations(database, clock).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("qms.example", new byte[32]), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
        source.close();
        demonstration.close();
    }

    @Test
    void rule4LedgerIsAnchoredByEveryAuthorityAtTheInterval() {
        append("A");
        try (Anchors anchors = anchors(http(), new Switched("second", true))) {
            await().atMost(LONG).until(() -> given(anchors) == 2);
            assertThat(anchors.of(1)).extracting(Anchor::authority).containsExactly("first", "second");
            append("B");
            clock.moveTo(Duration.ofHours(1));
            assertThat(anchors.newest(10)).as("not yet due").hasSize(2);
            clock.moveTo(Duration.ofHours(25));
            await().atMost(LONG).until(() -> anchors.of(2).size() == 2 && given(anchors) == 4);
            anchors.of(2)
                    .forEach(anchor -> anchor.given()
                            .orElseThrow()
                            .verify(
                                    Anchors.imprint(ledger.checkpoint(2).orElseThrow()),
                                    List.of(demonstration.root())));
        }
    }

    @Test
    void checkpointIsAnchoredAtOnceWhenAsked() {
        SignedCheckpoint checkpoint = append("A");
        try (Anchors anchors = anchors(http())) {
            List<Anchor> anchored = anchors.anchor(checkpoint);
            assertThat(anchored).hasSize(1);
            assertThat(anchored.get(0).given().orElseThrow().imprint()).isEqualTo(Anchors.imprint(checkpoint));
            assertThat(anchors.anchor(checkpoint)).as("asked once").hasSize(1);
        }
    }

    @Test
    void authorityThatIsAwayIsPendingAndCaughtUpWith() {
        SignedCheckpoint checkpoint = append("A");
        try (Anchors anchors = anchors(away, http())) {
            List<Anchor> anchored = anchors.anchor(checkpoint);
            assertThat(anchored).extracting(Anchor::pending).containsExactly(true, false);
            assertThat(anchored.get(0).failure()).contains("it is away");
            away.here = true;
            clock.moveTo(Duration.ofMinutes(30));
            await().atMost(LONG).until(() -> given(anchors) == 2);
            assertThat(anchors.of(1)).noneMatch(Anchor::pending);
        }
    }

    @Test
    void pendingTimestampSurvivesARestart() {
        SignedCheckpoint checkpoint = append("A");
        try (Anchors anchors = anchors(away)) {
            anchors.anchor(checkpoint);
        }
        away.here = true;
        clock.moveTo(Duration.ofHours(2));
        try (Anchors anchors = anchors(away)) {
            await().atMost(LONG).until(() -> given(anchors) == 1);
        }
    }

    @Test
    void twoNodesAskAnAuthorityOnce() {
        append("A");
        Switched counted = new Switched("counted", true);
        try (Anchors one = anchors(counted);
                Anchors other = anchors(counted)) {
            await().atMost(LONG).until(() -> given(one) == 1 && given(other) == 1);
        }
        assertThat(counted.asked.get()).isEqualTo(1);
    }

    @Test
    void withoutAuthoritiesNothingIsPending() {
        SignedCheckpoint checkpoint = append("A");
        try (Anchors anchors = anchors()) {
            assertThat(anchors.anchor(checkpoint)).isEmpty();
            assertThat(anchors.newest(10)).isEmpty();
        }
    }

    @Test
    void patienceGrowsAndEndsAtAnHour() {
        assertThat(LedgerAnchors.backOff(0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(LedgerAnchors.backOff(3)).isEqualTo(Duration.ofMinutes(2));
        assertThat(LedgerAnchors.backOff(1_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void twoAuthoritiesOfOneNameAreRefused() {
        assertThatThrownBy(() -> anchors(new Switched("a"), new Switched("a"))).hasMessageContaining("'a'");
    }

    private Anchors anchors(TimestampAuthority... authorities) {
        return Anchors.open(ledger, database, List.of(authorities), Anchors.DAILY, clock);
    }

    private TimestampAuthority http() {
        return TimestampAuthority.overHttp(
                "first", demonstration.timestampAddress(), List.of(demonstration.root()), clock);
    }

    private static long given(Anchors anchors) {
        return anchors.newest(100).stream().filter(anchor -> !anchor.pending()).count();
    }

    private SignedCheckpoint append(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("one"));
        ledger.append(new NewEntry(EntryKind.RECORD, subject, 1, null, fields));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
        return ledger.checkpoint();
    }

    /** The demonstration authority behind a switch. */
    private final class Switched implements TimestampAuthority {
        private final String name;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean here;

        Switched(String name) {
            this(name, false);
        }

        Switched(String name, boolean here) {
            this.name = name;
            this.here = here;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Timestamp stamp(Hash imprint) {
            asked.incrementAndGet();
            if (!here) {
                throw new TimestampException("RA-0240", "it is away");
            }
            return http().stamp(imprint);
        }

        @Override
        public List<X509Certificate> anchors() {
            return List.of(demonstration.root());
        }
    }
}
