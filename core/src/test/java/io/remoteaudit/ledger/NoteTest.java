package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed notes, checkpoints and the keys that sign them. */
class NoteTest {

    /** RFC 8032, section 7.1, test 1. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final LogSigner SIGNER = new LogSigner("qms.example.com/audit", SEED);
    private static final Hash ROOT = Hash.sha256(new byte[] {1});
    private static final String NOTE = SIGNER.sign(42, ROOT);

    /** Published in C2SP signed-note and tlog-checkpoint. */
    private static final String PUBLISHED_NOTE = "Ognuno sta solo sul cuor della terra\n"
            + "trafitto da un raggio di sole:\n\ned è subito sera.\n\n"
            + "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj9"
            + "9ihAQwaqP3ZekRwNtIc=\n";

    private static final LogKey TLOG_KEY =
            LogKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    @Test
    void signerHasTheKeyOfRfc8032AndItsCheckpointOpens() {
        assertThat(SIGNER.key())
                .isEqualTo(LogKey.of("qms.example.com/audit", HexFormat.of().parseHex(PUBLIC)));
        assertThat(LogKey.parse(SIGNER.key().vkey() + "\n")).isEqualTo(SIGNER.key());
        assertThat(SIGNER.key().open(NOTE)).isEqualTo(new Checkpoint("qms.example.com/audit", 42, ROOT));
        assertThat(SIGNER.sign(42, ROOT)).isEqualTo(NOTE);
        assertThat(SIGNER.toString()).doesNotContain(HexFormat.of().formatHex(SEED, 0, 4));
    }

    @Test
    void publishedNotesAreReadAndWrittenAsTheyAre() {
        SignedNote note = SignedNote.parse(PUBLISHED_NOTE);
        assertThat(note.text()).endsWith("\n\ned è subito sera.\n");
        assertThat(note.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.keyName()).isEqualTo("quasimodo.example/salvatore");
            assertThat(signature.bytes()).hasSize(64);
        });
        assertThat(note.format()).isEqualTo(PUBLISHED_NOTE);
    }

    @Test
    void checkpointOfAnEmptyLogOfAnotherMakerOpens() {
        assertThat(TLOG_KEY.open("example.com/log/testdata\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
                        + "— example.com/log/testdata M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVv"
                        + "TA60eubCc4oufo5BvIVEgtQc=\n"))
                .isEqualTo(new Checkpoint("example.com/log/testdata", 0, MerkleTree.EMPTY_ROOT));
    }

    @Test
    void signaturesOfUnknownKeysArePassedOver() {
        String witness = "— witness.example/w " + Base64.getEncoder().encodeToString(new byte[77]) + "\n";
        String sameNameOtherId =
                "— qms.example.com/audit " + Base64.getEncoder().encodeToString(new byte[68]) + "\n";
        assertThat(SIGNER.key().open(NOTE + witness + sameNameOtherId).size()).isEqualTo(42);
        assertThatThrownBy(() -> TLOG_KEY.open(NOTE)).isInstanceOf(ProofException.class);
    }

    @Test
    void oneFailingSignatureOfTheKnownKeyRefusesTheNote() {
        SignedNote.Signature good = SignedNote.parse(NOTE).signatures().get(0);
        byte[] line = Base64.getDecoder().decode(good.base64());
        for (byte[] wrong : List.of(flipped(line, 4), flipped(line, line.length - 1), Arrays.copyOf(line, 67))) {
            SignedNote.Signature bad = new SignedNote.Signature(
                    good.keyName(), good.keyId(), Base64.getEncoder().encodeToString(wrong));
            SignedNote note = new SignedNote(SignedNote.parse(NOTE).text(), List.of(good, bad));
            assertThat(SIGNER.key().verify(note)).isFalse();
            assertThatThrownBy(() -> SIGNER.key().open(note.format())).isInstanceOf(ProofException.class);
        }
    }

    @Test
    void checkpointOfAnotherOriginIsRefusedThoughTheKeySignedIt() {
        LogSigner other = new LogSigner("other.example.com/audit", SEED);
        assertThatThrownBy(() -> SIGNER.key().open(other.sign(1, ROOT))).isInstanceOf(ProofException.class);
        String text = other.sign(1, ROOT).replace("— other.", "— qms.");
        assertThatThrownBy(() -> SIGNER.key().open(text)).isInstanceOf(ProofException.class);
    }

    @Test
    void extensionLinesArePassedOverAndEmptyOnesRefused() {
        String body = new Checkpoint("Go Checksum Database", 5, ROOT).body();
        assertThat(Checkpoint.parse(body + "anything\n")).isEqualTo(Checkpoint.parse(body));
        assertThatThrownBy(() -> Checkpoint.parse(body + "\n")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n\n\n",
                "a\n1\n",
                "a\n1\n=\n",
                "a\n01\n%s\n",
                "a\n-1\n%s\n",
                "a\n+1\n%s\n",
                "a\n١\n%s\n",
                "a\n9223372036854775808\n%s\n",
                "a\n1\n%s",
                "\n1\n%s\n",
                "a\n1 \n%s\n",
                "a\tb\n1\n%s\n",
                "a\n1\n%s=\n",
                "a\r\n1\r\n%s\r\n"
            })
    void whatIsNoCheckpointIsRefused(String form) {
        assertThatThrownBy(() -> Checkpoint.parse(form.replace("%s", ROOT.base64())))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n— a AAAAAAA=\n",
                "text\n\n— a AAAAAAA=",
                "text\n\n- a AAAAAAA=\n",
                "text\n\n—a AAAAAAA=\n",
                "text\n\n— AAAAAAA=\n",
                "text\n\n—  AAAAAAA=\n",
                "text\n\n— a  AAAAAAA=\n",
                "text\n\n— a AAAAAAA= \n",
                "text\n\n— a+b AAAAAAA=\n",
                "text\n\n— a\u00a0b AAAAAAA=\n",
                "text\n\n— a\u3000b AAAAAAA=\n",
                "text\n\n— a AAAAAA==\n",
                "text\n\n— a AAAAAAB=\n",
                "text\n\n— a AAAAAAA\n",
                "text\n\n— a ????????\n",
                "te\txt\n\n— a AAAAAAA=\n",
                "te\rxt\n\n— a AAAAAAA=\n",
                "te\u0000xt\n\n— a AAAAAAA=\n",
                "te\ud800xt\n\n— a AAAAAAA=\n"
            })
    void whatIsNoNoteIsRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedException.class);
    }

    @Test
    void numberOfSignaturesAndLengthAreBounded() {
        String line = "— a AAAAAAA=\n";
        assertThat(SignedNote.parse("text\n\n" + line.repeat(16)).signatures()).hasSize(16);
        assertThatThrownBy(() -> SignedNote.parse("text\n\n" + line.repeat(17))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> SignedNote.parse("x".repeat(70_000) + "\n\n" + line))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void keyThatIsNoneOrOfSmallOrderIsRefused() {
        byte[] identity = new byte[32];
        identity[0] = 1;
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        for (byte[] key : List.of(identity, new byte[32], noPoint, new byte[31], new byte[33])) {
            assertThatThrownBy(() -> LogKey.of("a", key)).isInstanceOf(IllegalArgumentException.class);
        }
        String vkey = SIGNER.key().vkey();
        for (String wrong : List.of(
                "",
                "a+b",
                vkey.replace("qms", "qmt"),
                vkey.replace("audit+", "audit+0"),
                vkey + "A",
                "a+00000000+" + Base64.getEncoder().encodeToString(new byte[33]),
                "a+00000000+" + "A".repeat(44))) {
            assertThatThrownBy(() -> LogKey.parse(wrong)).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> new LogSigner("two words", SEED)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] copy = bytes.clone();
        copy[index] ^= 1;
        return copy;
    }
}
