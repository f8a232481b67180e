package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.IctStatement;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.Communication;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Outage;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.engagement.TermsGap;
import io.remoteaudit.export.Check;
import io.remoteaudit.export.ExportVerifier;
import io.remoteaudit.export.TrustSettings;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a body's own system does with an engagement, over real HTTP. */
class AgreementClientTest {

    @TempDir
    private Path directory;

    private Maker maker;
    private TinyServer server;

    @BeforeEach
    void open() throws IOException {
        maker = new Maker(directory.resolve("maker"));
        server = new TinyServer(maker.remoteAudit().endpoint());
    }

    @AfterEach
    void close() {
        server.close();
        maker.close();
    }

    @Test
    void auditIsHaltedGoesOnAndEndsWhenBothAgree() {
        try (AuditClient client = client(maker.tokenA)) {
            EngagementClient audit = client.engagement(Maker.A);
            EngagementView halted = audit.agreement().suspend("network is down");
            assertThat(halted.state()).isEqualTo(EngagementState.SUSPENDED);
            assertThat(halted.suspension())
                    .isNotNull()
                    .satisfies(suspension -> assertThat(suspension.party()).isEqualTo(Party.BODY))
                    .satisfies(suspension -> assertThat(suspension.reason()).isEqualTo("network is down"));
            assertThatThrownBy(() -> audit.records().search(SearchQuery.of("BFE")))
                    .isInstanceOf(AuditProblemException.class);
            assertThat(audit.agreement().resume().state()).isEqualTo(EngagementState.ACTIVE);
            assertThat(audit.records().search(SearchQuery.of("BFE")).total()).isEqualTo(1);
            assertThat(audit.agreement().agreeToEnd("all seen").bodyEnding()).isNotNull();
            maker.remoteAudit().engagements().agreeToEnd(Maker.A, Party.MAKER, "agreed", "质量负责人");
            assertThat(audit.view().state()).isEqualTo(EngagementState.ENDED);
            assertThatThrownBy(() -> audit.agreement().suspend("too late"))
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            failure -> assertThat(failure.status()).isEqualTo(409));
        }
    }

    @Test
    void statementOfUseIsReadWithItsOutagesAndWritesTheSameTextsAsTheMaker() {
        Engagement agreed = agree();
        try (AuditClient client = client(maker.token(agreed.id()))) {
            EngagementClient audit = client.engagement(agreed.id());
            audit.records().search(SearchQuery.of("BFE"));
            Instant now = Instant.now();
            List<Outage> noted = audit.agreement()
                    .noteOutage(now.minusSeconds(120), now.minusSeconds(60), "视频中断，改用电话")
                    .outages();
            assertThat(noted).hasSize(1);
            maker.settle();
            IctStatement statement = audit.agreement().ictStatement();
            assertThat(statement.outages()).isEqualTo(noted);
            assertThat(statement.use().searches()).isEqualTo(1);
            assertThat(statement.methods()).containsEntry("search", 1L);
            assertThat(statement.audit().sites()).containsExactly(new AuditSite("S1", AuditSite.Kind.PHYSICAL, "仙桃"));
            assertThat(statement.audit().means()).containsExactly("video");
            assertThat(statement.text(Locale.ENGLISH)).contains("S1 (physical, 仙桃)", "视频中断，改用电话");
            assertThat(IctStatement.fromJson(Json.parse(Json.write(statement.toJson()))))
                    .isEqualTo(statement);
        }
    }

    @Test
    void whatTermsLackIsSeenBeforeTheyAreAccepted() {
        maker.remoteAudit()
                .engagements()
                .propose(
                        "ENG-Q",
                        maker.propose("ENG-P", "S1", Set.of(), Clock.systemUTC())
                                .terms()
                                .by(new AuditorProfile(AuditorKind.CLIENT_SECOND_PARTY, "CN")),
                        "质量负责人");
        try (AuditClient client = client(maker.token("ENG-Q"))) {
            EngagementView view = client.engagement("ENG-Q").view();
            assertThat(view.missing()).containsExactly(TermsGap.WILL, TermsGap.COMMUNICATION, TermsGap.CONSENT);
            assertThatThrownBy(() -> client.engagement("ENG-Q").agreement().accept(view.digest()))
                    .isInstanceOf(AuditProblemException.class)
                    .hasMessageContaining("RA-0404");
        }
    }

    @Test
    void exportOfAnEngagementThatWasHaltedAndAmendedShowsThatBothAgreed() throws IOException {
        maker.remoteAudit().engagements().suspend(Maker.A, Party.MAKER, "stocktaking", "质量负责人");
        maker.remoteAudit().engagements().resume(Maker.A, Party.MAKER, "质量负责人");
        try (AuditClient client = client(maker.tokenA)) {
            EngagementClient audit = client.engagement(Maker.A);
            Instant now = Instant.now();
            audit.agreement().noteOutage(now.minusSeconds(120), now.minusSeconds(60), "line dropped");
            ExportStatus started = audit.exports().start(ExportOrder.ofRecords(List.of(Maker.RECORD_A)), "en");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> audit.exports().export(started.id()).ended());
            Path file = directory.resolve("export.asice");
            audit.exports().download(started.id(), file, Progress.ignored());
            assertThat(ExportVerifier.verify(file, TrustSettings.nothing()).checks())
                    .filteredOn(check -> check.name().equals("engagement"))
                    .singleElement()
                    .matches(check -> check.outcome() == Check.Outcome.HOLDS);
        }
    }

    private Engagement agree() {
        Engagement proposed = maker.remoteAudit()
                .engagements()
                .propose(
                        "ENG-C",
                        maker.propose("ENG-P", "S1", Set.of(), Clock.systemUTC())
                                .terms()
                                .under(RemoteConditions.builder()
                                        .site(new AuditSite("S1", AuditSite.Kind.PHYSICAL, "仙桃"))
                                        .communication(new Communication(List.of("video"), "telephone"))
                                        .build()),
                        "质量负责人");
        maker.remoteAudit().engagements().accept("ENG-C", Party.MAKER, proposed.digest(), "质量负责人");
        return maker.remoteAudit().engagements().accept("ENG-C", Party.BODY, proposed.digest(), "Ann Auditor");
    }

    private AuditClient client(String token) {
        return AuditClient.builder(server.url(), token).open();
    }
}
