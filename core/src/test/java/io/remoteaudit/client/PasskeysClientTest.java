package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.api.GrantedToken;
import io.remoteaudit.api.PasskeyView;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.endpoint.SoftAuthenticator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system with pages of its own lets an auditor in with a passkey over real HTTP. */
class PasskeysClientTest {

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
    void deviceIsRegisteredOnceAndLetsItsAuditorInUntilItIsRemoved() {
        SoftAuthenticator device = new SoftAuthenticator();
        PasskeyView passkey;
        try (AuditClient client =
                AuditClient.builder(server.url(), maker.tokenA).open()) {
            PasskeysClient passkeys = client.engagement(Maker.A).passkeys();
            passkey = passkeys.register(device.make(passkeys.options(), "laptop"));
            assertThat(passkey.lastUsedAt()).isNull();
            assertThat(passkeys.rename(passkey.id(), "desk").name()).isEqualTo("desk");
            assertThatThrownBy(passkeys::signOut)
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            refused -> assertThat(refused.type()).isEqualTo(Optional.of(ProblemType.STATE_CONFLICT)));
        }
        try (AuditClient stranger = AuditClient.builder(server.url()).open()) {
            GrantedToken granted = stranger.signIn(device.sign(stranger.passkeySignInOptions()));
            assertThat(granted.engagement()).isEqualTo(Maker.A);
            try (AuditClient client =
                    AuditClient.builder(server.url(), granted.token()).open()) {
                PasskeysClient passkeys = client.engagement(Maker.A).passkeys();
                assertThat(passkeys.list().items()).singleElement().satisfies(shown -> {
                    assertThat(shown.id()).isEqualTo(passkey.id());
                    assertThat(shown.lastUsedAt()).isNotNull();
                });
                passkeys.remove(passkey.id());
                assertThatThrownBy(passkeys::list).isInstanceOf(AuditProblemException.class);
            }
            assertThatThrownBy(() -> stranger.signIn(device.sign(stranger.passkeySignInOptions())))
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            refused -> assertThat(refused.type()).isEqualTo(Optional.of(ProblemType.PASSKEY_REFUSED)));
        }
    }
}
