package io.remoteaudit.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.Scope;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngagementsTest {

    private static final Instant NOW = Instant.parse("2026-04-15T08:00:00Z");

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();
    private HikariDataSource dataSource;
    private Database database;
    private Ledger ledger;
    private Engagements engagements;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, clock).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), clock);
        engagements = Engagements.open(ledger, database, clock);
    }

    @AfterEach
    void close() {
        engagements.close();
        ledger.close();
        dataSource.close();
    }

    @Test
    void nothingIsAdmittedBeforeBothPartiesAcceptedTheSameTerms() {
        Engagement proposed = engagements.propose("E-1", terms(), "maker");
        Caller caller = caller("E-1");
        assertThatThrownBy(() -> engagements.admit(caller)).isInstanceOf(NotAdmittedException.class);
        engagements.accept("E-1", Party.MAKER, proposed.digest(), "QA manager");
        assertThatThrownBy(() -> engagements.admit(caller)).hasMessageContaining("is confirmed-by-maker");
        engagements.accept("E-1", Party.BODY, proposed.digest(), "auditor");
        assertThat(engagements.admit(caller).active()).isTrue();
    }

    @Test
    void amendmentVoidsBothAcceptancesAndEndsWhatIsUnderWay() {
        activeEngagement();
        Admission admission = engagements.admit(caller("E-1"));
        Engagement amended = engagements.amend("E-1", terms("narrower"), "maker");
        assertThat(amended.maker()).isNull();
        assertThat(amended.body()).isNull();
        assertThat(amended.state(NOW)).isEqualTo(EngagementState.PROPOSED);
        assertThat(admission.active()).isFalse();
    }

    @Test
    void acceptanceOfOtherTermsThanThePresentOnesNamesBothDigests() {
        Engagement before = engagements.propose("E-1", terms(), "maker");
        Engagement after = engagements.amend("E-1", terms("other purpose"), "maker");
        assertThatThrownBy(() -> engagements.accept("E-1", Party.BODY, before.digest(), "auditor"))
                .isInstanceOf(EngagementConflictException.class)
                .hasMessageContaining(before.digest().hex())
                .hasMessageContaining(after.digest().hex());
    }

    @Test
    void accessBeginsAndEndsWithItsWindow() {
        activeEngagement();
        Caller caller = caller("E-1");
        clock.now.set(NOW.minus(Duration.ofDays(2)));
        assertThatThrownBy(() -> engagements.admit(caller)).hasMessageContaining("is scheduled");
        clock.now.set(NOW);
        Admission admission = engagements.admit(caller);
        AtomicInteger ended = new AtomicInteger();
        admission.onEnd(ended::incrementAndGet);
        clock.now.set(NOW.plus(Duration.ofDays(10)));
        assertThat(admission.active()).isFalse();
        assertThatThrownBy(admission::requireActive).hasMessageContaining("is ended");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ended).hasValue(1));
        assertThatThrownBy(() -> engagements.admit(caller)).isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void revokedEngagementEndsWhatIsUnderWayAtOnceAndForGood() {
        activeEngagement();
        Admission admission = engagements.admit(caller("E-1"));
        AtomicInteger ended = new AtomicInteger();
        admission.onEnd(ended::incrementAndGet);
        engagements.revoke("E-1", "auditor left the body", "QA manager");
        assertThat(admission.active()).isFalse();
        assertThat(ended).hasValue(1);
        assertThat(engagements.find("E-1").orElseThrow().state(NOW)).isEqualTo(EngagementState.REVOKED);
        assertThatThrownBy(() -> engagements.amend("E-1", terms(), "maker"))
                .isInstanceOf(EngagementConflictException.class)
                .hasMessageContaining("is revoked");
    }

    @Test
    void revokedTokenEndsItsOwnRequestsAndNoOthers() {
        activeEngagement();
        IssuedToken one = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofDays(1)), "QA");
        IssuedToken other = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofDays(1)), "QA");
        Admission first =
                engagements.admit(engagements.authenticate(one.token()).orElseThrow());
        Admission second =
                engagements.admit(engagements.authenticate(other.token()).orElseThrow());
        engagements.revokeToken(one.credentialId(), "lost", "QA");
        assertThat(first.active()).isFalse();
        assertThat(second.active()).isTrue();
        assertThat(engagements.authenticate(one.token())).isEmpty();
        assertThat(engagements.authenticate(other.token())).isPresent();
    }

    @Test
    void revocationOnAnotherNodeIsNoticed() {
        activeEngagement();
        Admission admission = engagements.admit(caller("E-1"));
        try (Engagements otherNode = Engagements.open(ledger, database, clock)) {
            otherNode.revoke("E-1", "stop", "QA");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> !admission.active());
    }

    @Test
    void tokenIsKeptAsADigestOnlyAndHasTheFormScannersLookFor() throws Exception {
        activeEngagement();
        IssuedToken issued = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofDays(1)), "QA");
        assertThat(issued.token()).matches("ra_[0-9A-Za-z]{49}");
        assertThat(issued.toString()).doesNotContain(issued.token());
        ledger.awaitSequenced(Duration.ofSeconds(10));
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(issued.token());
            }
        }
    }

    @Test
    void malformedUnknownAndExpiredTokensAreTheSameNothing() {
        activeEngagement();
        IssuedToken issued = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofHours(1)), "QA");
        String noise = issued.token().substring(0, 51) + (issued.token().endsWith("0") ? "1" : "0");
        assertThat(engagements.authenticate(noise)).isEmpty();
        assertThat(engagements.authenticate("")).isEmpty();
        assertThat(engagements.authenticate(Token.ACCESS.random(new SecureRandom())))
                .isEmpty();
        clock.now.set(NOW.plus(Duration.ofHours(1)));
        assertThat(engagements.authenticate(issued.token())).isEmpty();
    }

    @Test
    void tokenLivesNoLongerThanItsEngagementAndNinetyDays() {
        activeEngagement();
        for (Instant wrong : List.of(NOW, NOW.plus(Duration.ofDays(91)), NOW.plus(Duration.ofDays(8)))) {
            assertThatThrownBy(() -> engagements.issueToken("E-1", "a1", wrong, "QA"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> engagements.issueToken("E-1", "nobody", NOW.plusSeconds(60), "QA"))
                .isInstanceOf(UnknownEngagementException.class);
    }

    @Test
    void termsAreReadBackFromTheLedgerAsTheyWereAgreed() {
        engagements.propose("E-1", terms(), "maker");
        Engagement found = engagements.find("E-1").orElseThrow();
        assertThat(found.terms()).isEqualTo(terms());
        assertThat(found.digest()).isEqualTo(terms().digest());
        assertThat(EngagementTerms.fromJson(terms().toJson())).isEqualTo(terms());
        assertThat(engagements.all()).extracting(Engagement::id).containsExactly("E-1");
    }

    @Test
    void stopThatFailsKeepsNoOtherFromStoppingNorTheWatchFromWatching() {
        activeEngagement();
        Caller caller = caller("E-1");
        AtomicInteger ended = new AtomicInteger();
        engagements.admit(caller).onEnd(() -> {
            throw new IllegalStateException("cannot stop");
        });
        engagements.admit(caller).onEnd(ended::incrementAndGet);
        clock.now.set(NOW.plus(Duration.ofDays(10)));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ended).hasValue(1));
        clock.now.set(NOW);
        Admission later = engagements.admit(caller);
        try (Engagements otherNode = Engagements.open(ledger, database, clock)) {
            otherNode.revoke("E-1", "stop", "QA");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> !later.active());
    }

    @Test
    void lookFromBeforeARevocationDoesNotUndoIt() {
        activeEngagement();
        Caller caller = caller("E-1");
        Engagement before = engagements.find("E-1").orElseThrow();
        Credential credential = engagements.credentials("E-1").get(0);
        Gate gate = new Gate(before, Set.of(), clock);
        Admission admission = gate.admit(caller, credential, false);
        gate.refresh(
                () -> {
                    Engagement revoked = engagements.revoke("E-1", "stop", "QA");
                    gate.refresh(() -> revoked, Set::of, Set::of, false);
                    return before;
                },
                Set::of,
                Set::of,
                false);
        assertThat(admission.active()).isFalse();
    }

    @Test
    void revokedEngagementGivesNoMoreTokens() {
        activeEngagement();
        engagements.revoke("E-1", "stop", "QA");
        assertThatThrownBy(() -> engagements.issueToken("E-1", "a1", NOW.plusSeconds(60), "QA"))
                .isInstanceOf(EngagementConflictException.class);
    }

    @Test
    void whatWasAgreedAndRevokedIsKnownAfterARestart() {
        activeEngagement();
        IssuedToken kept = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofDays(1)), "QA");
        IssuedToken revoked = engagements.issueToken("E-1", "a1", NOW.plus(Duration.ofDays(1)), "QA");
        engagements.revokeToken(revoked.credentialId(), "lost", "QA");
        engagements.close();
        engagements = Engagements.open(ledger, database, clock);
        assertThat(engagements.find("E-1").orElseThrow().state(NOW)).isEqualTo(EngagementState.ACTIVE);
        assertThat(engagements.authenticate(revoked.token())).isEmpty();
        assertThat(engagements
                        .admit(engagements.authenticate(kept.token()).orElseThrow())
                        .active())
                .isTrue();
    }

    private void activeEngagement() {
        Hash digest = engagements.propose("E-1", terms(), "maker").digest();
        engagements.accept("E-1", Party.MAKER, digest, "QA manager");
        engagements.accept("E-1", Party.BODY, digest, "auditor");
    }

    private Caller caller(String engagement) {
        String token = engagements
                .issueToken(engagement, "a1", NOW.plus(Duration.ofDays(6)), "QA")
                .token();
        return engagements.authenticate(token).orElseThrow();
    }

    private static EngagementTerms terms() {
        return terms("2026 年监督审核");
    }

    private static EngagementTerms terms(String purpose) {
        return new EngagementTerms(
                "华测认证",
                "示例口罩有限公司",
                purpose,
                List.of(new Auditor("a1", "张伟", null)),
                List.of("ISO 13485:2016"),
                Scope.everything().masking(List.of("performedBy")),
                EnumSet.allOf(Right.class),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(7)));
    }

    private static final class MovableClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
