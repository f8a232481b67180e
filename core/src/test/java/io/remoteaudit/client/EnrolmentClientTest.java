package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.api.GrantedToken;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.IssuedInvitation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certification body's system redeems invitations over real HTTP. */
class EnrolmentClientTest {

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
    void clientWithoutATokenRedeemsAnInvitationAndGoesOnWithWhatItGot() {
        Instant end = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MILLIS);
        IssuedInvitation issued = maker.remoteAudit().invitations().invite(Maker.A, "aud-1", end, "质量负责人");
        try (AuditClient stranger = AuditClient.builder(server.url()).open()) {
            assertThat(stranger.describe().organizationName()).isEqualTo("示例口罩有限公司");
            assertThatThrownBy(stranger::engagements).isInstanceOf(AuditProblemException.class);
            GrantedToken granted = stranger.redeem(issued.secret(), issued.code());
            assertThat(granted.engagement()).isEqualTo(Maker.A);
            assertThat(granted.expiresAt()).isEqualTo(end);
            assertThat(granted.toString()).doesNotContain(granted.token());
            try (AuditClient auditor =
                    AuditClient.builder(server.url(), granted.token()).open()) {
                assertThat(auditor.engagement(Maker.A)
                                .records()
                                .search(SearchQuery.of("BFE"))
                                .total())
                        .isPositive();
            }
            assertThat(stranger.redeem(issued.secret(), issued.code())).isEqualTo(granted);
            refusesToOthers(issued);
        }
    }

    @Test
    void answerThatWasLostIsHadAgainByWhoAskedAndByNobodyElse() {
        Instant end = Instant.now().plus(Duration.ofDays(20));
        IssuedInvitation issued = maker.remoteAudit().invitations().invite(Maker.A, "aud-1", end, "质量负责人");
        server.dropAfter.set(2);
        try (AuditClient stranger =
                AuditClient.builder(server.url()).waiting(time -> {}).open()) {
            GrantedToken granted = stranger.redeem(issued.secret(), issued.code());
            assertThat(server.dropAfter.get()).isZero();
            assertThat(maker.get(granted.token(), Maker.at(Maker.A, "/records?q=BFE"))
                            .status())
                    .isEqualTo(200);
            // The maker's own token is the other one.
            assertThat(maker.remoteAudit().engagements().credentials(Maker.A)).hasSize(2);
        }
        refusesToOthers(issued);
    }

    private void refusesToOthers(IssuedInvitation issued) {
        try (AuditClient other = AuditClient.builder(server.url()).open()) {
            assertThatThrownBy(() -> other.redeem(issued.secret(), issued.code()))
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            refused ->
                                    assertThat(refused.type()).isEqualTo(Optional.of(ProblemType.INVITATION_REFUSED)));
        }
    }
}
