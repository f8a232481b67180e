package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.LogSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An export of a ledger whose key was changed since the auditor learnt it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotatedKeyExportTest {

    private SampleExport export;
    private LogKey oldKey;

    @BeforeAll
    void makeAnExport(@TempDir Path directory) throws IOException {
        export = SampleExport.make(
                directory,
                SigningKey.selfSigned(directory, "口罩厂", Clock.systemUTC()),
                UnaryOperator.identity(),
                remoteAudit -> {
                    oldKey = remoteAudit.ledger().key();
                    remoteAudit.ledger().rotateKey("yearly change");
                });
    }

    @Test
    void auditorWhoKnowsTheOldKeyFollowsItToTheNewOne() throws IOException {
        Verification verification = verify(Objects.requireNonNull(oldKey));
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(LogKey.parse(export.vkey())).isNotEqualTo(oldKey);
        assertThat(verification.checks())
                .filteredOn(check -> check.outcome() == Check.Outcome.HOLDS)
                .extracting(Check::name)
                .contains("checkpoint", "log-key", "previous");
    }

    @Test
    void auditorWhoKnowsTheNewKeyNeedsNoOther() throws IOException {
        assertThat(verify(LogKey.parse(export.vkey())).firstFailure()).isEmpty();
    }

    @Test
    void keyThatLeadsNowhereIsRefused() throws IOException {
        LogKey stranger = new LogSigner("test.example/audit", new byte[32]).key();
        assertThat(verify(stranger).firstFailure().orElseThrow().name()).isEqualTo("checkpoint");
    }

    private Verification verify(LogKey trusted) throws IOException {
        return ExportVerifier.verify(export.file(), new TrustSettings(List.of(), trusted, export.earlierCheckpoint()));
    }
}
