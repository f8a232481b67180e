package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.CosignerKey;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An export of a ledger whose checkpoints two witnesses of the engagement have cosigned, and one of another's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CosignedExportTest {

    private static final WitnessKey BODY = new WitnessKey("body.example/witness", seed(1));
    private static final WitnessKey REGULATOR = new WitnessKey("regulator.example/witness", seed(2));
    private static final WitnessKey OF_ANOTHER_AUDIT = new WitnessKey("other.example/witness", seed(3));

    private Path export;

    @BeforeAll
    void makeAnExport(@TempDir Path directory) throws IOException {
        export = SampleExport.make(
                        directory,
                        SigningKey.selfSigned(directory, "口罩厂", Clock.systemUTC()),
                        UnaryOperator.identity(),
                        remoteAudit -> {
                            cosign(directory, remoteAudit, "E-1", BODY);
                            cosign(directory, remoteAudit, "E-1", REGULATOR);
                            cosign(directory, remoteAudit, "E-2", OF_ANOTHER_AUDIT);
                            remoteAudit.ledger().rotateKey("so that an older key has signed what was cosigned");
                        })
                .file();
    }

    private static void cosign(Path directory, RemoteAudit remoteAudit, String engagement, WitnessKey witness) {
        try (var pool = TestDatabase.open("jdbc:sqlite:" + directory.resolve("audit/ledger.db"), 1)) {
            Cosignatures cosignatures = new Cosignatures(
                    Database.of(pool, HostTransactions.none()), remoteAudit.ledger(), Clock.systemUTC());
            String note = witness.cosign(remoteAudit.ledger().checkpoint().note(), Instant.now());
            assertThat(cosignatures.add(engagement, "a1", witness.key(), note)).isEqualTo(Cosignatures.Outcome.KEPT);
        }
    }

    @Test
    void cosignatureOfATrustedWitnessHoldsAndTheOthersAreSaidToBeUnchecked() throws IOException {
        Verification verification = verify(BODY.key());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.exitStatus()).isZero();
        assertThat(cosignatures(verification))
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.HOLDS, Check.Outcome.NOT_CHECKED);
        assertThat(cosignatures(verification).get(0).words().en())
                .contains("body.example/witness has cosigned 1 checkpoints of this ledger");
        assertThat(cosignatures(verification).get(1).words().en())
                .contains("regulator.example/witness")
                .doesNotContain("other.example");
    }

    @Test
    void withoutAnyKeyOfAWitnessNothingIsBelievedAndNothingIsHidden() throws IOException {
        assertThat(cosignatures(verify()))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.NOT_CHECKED))
                .satisfies(check ->
                        assertThat(check.words().zh()).contains("body.example/witness", "regulator.example/witness"));
    }

    @Test
    void witnessWhoHasNotCosignedIsNotTakenForOneWhoHas() throws IOException {
        Verification verification = verify(OF_ANOTHER_AUDIT.key());
        assertThat(verification.exitStatus()).isEqualTo(2);
        Verification namesake = verify(new WitnessKey("body.example/witness", seed(9)).key());
        assertThat(namesake.exitStatus()).isEqualTo(2);
    }

    @Test
    void keyIsGivenToTheCommandAsTextOrInAFile(@TempDir Path directory) throws Exception {
        Path file =
                Files.writeString(directory.resolve("witness.vkey"), BODY.key().vkey() + "\n");
        VerifyCall call = VerifyCall.read(new String[] {
            "verify", export.toString(), "--cosigner", REGULATOR.key().vkey(), "--cosigner", file.toString()
        });
        assertThat(call.trust().cosigners()).containsExactly(REGULATOR.key(), BODY.key());
        assertThat(cosignatures(ExportVerifier.verify(export, call.trust())))
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.HOLDS, Check.Outcome.HOLDS);
    }

    @Test
    void fileListsTheEngagementsOwnWitnessesAlone() throws Exception {
        try (ContainerReader reader = ContainerReader.open(export)) {
            String file = new String(
                    reader.bytes(reader.slot(Layout.COSIGNATURES).orElseThrow(), 1 << 20), StandardCharsets.UTF_8);
            assertThat(file).contains("— body.example/witness ", "— regulator.example/witness ");
            assertThat(file).doesNotContain("other.example");
        }
    }

    private Verification verify(CosignerKey... trusted) throws IOException {
        return ExportVerifier.verify(export, TrustSettings.nothing().withCosigners(List.of(trusted)));
    }

    private static List<Check> cosignatures(Verification verification) {
        return verification.checks().stream()
                .filter(check -> check.name().equals("cosignature"))
                .toList();
    }

    private static byte[] seed(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return seed;
    }
}
