package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What auditors' witnesses say is checked before it is kept, and kept for their engagement alone. */
class CosignaturesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private Ledger ledger;
    private Cosignatures cosignatures;

    @BeforeEach
    void open(TestDatabase tables) {
        Database database = Database.of(tables.pool(), HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, SIGNER, Clock.systemUTC());
        cosignatures = new Cosignatures(database, ledger, Clock.systemUTC());
        append("A");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @EachDatabase
    void cosignatureIsKeptOnceAndShownToItsEngagementAlone() {
        WitnessKey witness = witness(1);
        String note = cosigned(witness);
        assertThat(add("E-1", witness, note)).isEqualTo(Cosignatures.Outcome.KEPT);
        assertThat(add("E-1", witness, cosigned(witness))).isEqualTo(Cosignatures.Outcome.KEPT);
        assertThat(cosignatures.on("E-1", ledger.checkpoint())).isEqualTo(note);
        assertThat(cosignatures.on("E-2", ledger.checkpoint()))
                .isEqualTo(ledger.checkpoint().note());
        assertThat(cosignatures.total("E-1")).isEqualTo(1);
        assertThat(cosignatures.total("E-2")).isZero();
        assertThat(cosignatures.newest("E-2")).isEmpty();
    }

    @EachDatabase
    void newestCheckpointsComeFirstEachWithAllItsWitnesses() {
        assertThat(add("E-1", witness(1), cosigned(witness(1)))).isEqualTo(Cosignatures.Outcome.KEPT);
        append("B");
        assertThat(add("E-1", witness(1), cosigned(witness(1)))).isEqualTo(Cosignatures.Outcome.KEPT);
        assertThat(add("E-1", witness(2), cosigned(witness(2)))).isEqualTo(Cosignatures.Outcome.KEPT);
        assertThat(cosignatures.total("E-1")).isEqualTo(2);
        assertThat(cosignatures.newest("E-1")).hasSize(2);
        SignedNote newest = SignedNote.parse(cosignatures.newest("E-1").get(0));
        assertThat(Checkpoint.parse(newest.text()).size()).isEqualTo(2);
        assertThat(newest.signatures()).hasSize(3);
        assertThat(witness(1).key().verify(newest)).isPresent();
        assertThat(witness(2).key().verify(newest)).isPresent();
    }

    @EachDatabase
    void whatIsNoCosignatureOfThisLedgerIsNotKept() {
        WitnessKey witness = witness(1);
        Instant now = Instant.now();
        String own = ledger.checkpoint().note();
        String foreign = new LogSigner("test.example/audit", bytes(9)).sign(1, Hash.sha256(bytes(9)));
        String namesake = new WitnessKey("test.example/audit", bytes(3)).cosign(own, now);
        assertThat(add("E-1", witness, witness.cosign(foreign, now))).isEqualTo(Cosignatures.Outcome.OTHER_CHECKPOINT);
        assertThat(add("E-1", witness, own)).isEqualTo(Cosignatures.Outcome.NOT_COSIGNED);
        assertThat(add("E-1", witness(2), witness.cosign(own, now))).isEqualTo(Cosignatures.Outcome.NOT_COSIGNED);
        assertThat(add("E-1", witness, witness.cosign(own, now.plus(Duration.ofHours(1)))))
                .isEqualTo(Cosignatures.Outcome.NOT_COSIGNED);
        assertThat(add("E-1", new WitnessKey("test.example/audit", bytes(3)), namesake))
                .isEqualTo(Cosignatures.Outcome.NOT_COSIGNED);
        assertThatThrownBy(() -> add("E-1", witness, "no note")).isInstanceOf(MalformedException.class);
        assertThat(cosignatures.total("E-1")).isZero();
    }

    @EachDatabase
    void checkpointTakesNoMoreWitnessesThanANoteCanCarry() {
        for (int i = 1; i <= 12; i++) {
            assertThat(add("E-1", witness(i), cosigned(witness(i)))).isEqualTo(Cosignatures.Outcome.KEPT);
        }
        assertThat(add("E-1", witness(13), cosigned(witness(13)))).isEqualTo(Cosignatures.Outcome.TOO_MANY);
        assertThat(add("E-2", witness(13), cosigned(witness(13)))).isEqualTo(Cosignatures.Outcome.KEPT);
        assertThat(SignedNote.parse(cosignatures.on("E-1", ledger.checkpoint())).signatures())
                .hasSize(13);
    }

    private Cosignatures.Outcome add(String engagement, WitnessKey witness, String note) {
        return cosignatures.add(engagement, "aud-1", witness.key(), note);
    }

    private String cosigned(WitnessKey witness) {
        return witness.cosign(ledger.checkpoint().note(), Instant.now());
    }

    private void append(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("title of " + subject));
        ledger.append(new NewEntry(EntryKind.RECORD, subject, 1, null, fields));
        assertThat(ledger.awaitSequenced(LONG)).isTrue();
    }

    private static WitnessKey witness(int number) {
        return new WitnessKey("body.example/witness-" + number, bytes(number));
    }

    private static byte[] bytes(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return bytes;
    }
}
