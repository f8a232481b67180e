package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cosignatures, ML-DSA-44 lines and proof files, each as C2SP says. */
class CosignatureTest {

    private static final Instant AT = Instant.parse("2026-04-15T08:30:00Z");
    private static final LogSigner SIGNER = new LogSigner("qms.example.com/audit", new byte[32]);
    private static final LogSigner BOTH = SIGNER.withMlDsa44(seed(5));
    private static final WitnessKey WITNESS = new WitnessKey("body.example/witness", seed(7));
    private static final Hash ROOT = Hash.sha256(new byte[] {1});

    @Test
    void checkpointWithAnMlDsaLineOpensByEitherKey() {
        String note = BOTH.sign(42, ROOT, AT);
        assertThat(BOTH.keys()).hasSize(2);
        for (LogKey key : BOTH.keys()) {
            LogKey read = LogKey.parse(key.vkey());
            assertThat(read).isEqualTo(key);
            assertThat(read.open(note)).isEqualTo(new Checkpoint("qms.example.com/audit", 42, ROOT));
        }
        assertThat(SIGNER.key().open(note).size()).isEqualTo(42);
        assertThatThrownBy(() -> BOTH.keys().get(1).open(SIGNER.sign(42, ROOT))).isInstanceOf(ProofException.class);
    }

    @Test
    void everyPartOfAnMlDsaLineCounts() {
        SignedNote note = SignedNote.parse(BOTH.sign(42, ROOT, AT));
        LogKey key = BOTH.keys().get(1);
        byte[] line = note.signatures().get(1).bytes();
        for (int at : new int[] {0, 7, 8, 100, 2427}) {
            byte[] altered = line.clone();
            altered[at] ^= 1;
            assertThat(key.verify(with(note, key, altered))).isFalse();
        }
        assertThat(key.verify(with(note, key, Arrays.copyOf(line, line.length - 1))))
                .isFalse();
        SignedNote other = new SignedNote(new Checkpoint("qms.example.com/audit", 43, ROOT).body(), note.signatures());
        assertThat(key.verify(other)).isFalse();
        assertThat(key.verify(with(note, key, line))).isTrue();
    }

    /** The message is written out here a second time, from the standard, and checked by another implementation's way in. */
    @Test
    void mlDsaLineIsTheStandardsCosignedMessageForTheJcaToo() throws Exception {
        SignedNote note = SignedNote.parse(BOTH.sign(42, ROOT, AT));
        byte[] line = note.signatures().get(1).bytes();
        String vkey = BOTH.keys().get(1).vkey();
        byte[] typed = Base64.getDecoder().decode(vkey.split("\\+", 3)[2]);
        assertThat(typed).hasSize(1313).startsWith(6);
        byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
        byte[] id = Arrays.copyOf(
                Hash.sha256("qms.example.com/audit\n\u0006".getBytes(StandardCharsets.UTF_8), raw)
                        .toBytes(),
                4);
        assertThat(ByteBuffer.wrap(id).getInt()).isEqualTo(BOTH.keys().get(1).id());

        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
        message.write(21);
        message.writeBytes("qms.example.com/audit".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(ByteBuffer.allocate(8).putLong(AT.getEpochSecond()).array());
        message.write(21);
        message.writeBytes("qms.example.com/audit".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(42).array());
        message.writeBytes(ROOT.toBytes());

        BouncyCastleProvider provider = new BouncyCastleProvider();
        PublicKey key = KeyFactory.getInstance("ML-DSA-44", provider)
                .generatePublic(new java.security.spec.X509EncodedKeySpec(new SubjectPublicKeyInfo(
                                new AlgorithmIdentifier(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.3.17")), raw)
                        .getEncoded()));
        Signature verifier = Signature.getInstance("ML-DSA-44", provider);
        verifier.initVerify(key);
        verifier.update(message.toByteArray());
        assertThat(verifier.verify(Arrays.copyOfRange(line, 8, line.length))).isTrue();
    }

    @Test
    void cosignatureStatesItsTimeAndLeavesTheLogsOwnSignature() {
        String cosigned = WITNESS.cosign(SIGNER.sign(42, ROOT), AT.plusMillis(900));
        SignedNote note = SignedNote.parse(cosigned);
        assertThat(SIGNER.key().open(cosigned).size()).isEqualTo(42);
        assertThat(CosignerKey.parse(WITNESS.key().vkey()).verify(note)).contains(AT);
        assertThat(new WitnessKey("body.example/witness", seed(8)).key().verify(note))
                .isEmpty();
        assertThat(new WitnessKey("other.example/witness", seed(7)).key().verify(note))
                .isEmpty();
        SignedNote.Signature line = note.signatures().get(1);
        byte[] later = line.bytes();
        later[7] ^= 1;
        SignedNote forged =
                new SignedNote(note.text(), List.of(SignedNote.Signature.of(line.keyName(), line.keyId(), later)));
        assertThat(WITNESS.key().verify(forged)).isEmpty();
    }

    @Test
    void logsKeyIsNoWitnesssAndAWitnesssNoLogs() {
        assertThatThrownBy(() -> CosignerKey.parse(SIGNER.key().vkey())).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> LogKey.parse(WITNESS.key().vkey())).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> WITNESS.cosign("text\n\n— a AAAAAAA=\n", AT)).isInstanceOf(MalformedException.class);
    }

    @Test
    void witnesssKeyIsKeptInItsFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("witness.key");
        CosignerKey made = WitnessKey.inFile(file, "body.example/witness").key();
        assertThat(WitnessKey.inFile(file, "body.example/witness").key()).isEqualTo(made);
        assertThat(Files.readString(file)).hasSize(65);
    }

    @Test
    void proofFileIsReadBackAndChecked() {
        List<Leaf> leaves = List.of(leaf("A"), leaf("B"), leaf("C"));
        List<Hash> hashes = leaves.stream().map(Leaf::hash).toList();
        Tiles tiles = (level, index, width) -> {
            byte[] tile = new byte[width * Hash.LENGTH];
            for (int i = 0; i < width; i++) {
                hashes.get(i).copyInto(tile, i);
            }
            return tile;
        };
        String note = WITNESS.cosign(BOTH.sign(3, MerkleTree.root(hashes), AT), AT);
        for (int i = 0; i < 3; i++) {
            TlogProof made = TlogProof.of(leaves.get(i), MerkleTree.inclusion(tiles, i, 3), note);
            String text = made.format();
            assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nextra ").contains("\nindex " + i + "\n");
            TlogProof read = TlogProof.parse(text);
            assertThat(read).isEqualTo(made);
            assertThat(read.verify(Leaf.parse(read.extra()).hash(), BOTH.keys()).size())
                    .isEqualTo(3);
            assertThat(WITNESS.key().verify(SignedNote.parse(read.checkpoint())))
                    .contains(AT);
            Hash neighbour = hashes.get((i + 1) % 3);
            assertThatThrownBy(() -> read.verify(neighbour, BOTH.keys())).isInstanceOf(ProofException.class);
            LogKey stranger = new LogSigner("qms.example.com/audit", seed(9)).key();
            assertThatThrownBy(() -> read.verify(leaves.get(0).hash(), List.of(SIGNER.key(), stranger)))
                    .isInstanceOf(ProofException.class);
        }
    }

    @Test
    void proofOfTheStandardsFormIsReadAndOthersAreRefused() {
        String hash = ROOT.base64();
        String note = SIGNER.sign(73_895, ROOT);
        String good = "c2sp.org/tlog-proof@v1\nindex 73894\n" + hash + "\n" + hash + "\n\n" + note;
        assertThat(TlogProof.parse(good).path()).containsExactly(ROOT, ROOT);
        assertThat(TlogProof.parse(good).checkpoint()).isEqualTo(note);
        assertThat(TlogProof.parse("c2sp.org/tlog-proof@v1\nindex 0\n\n" + note).path())
                .isEmpty();
        for (String wrong : List.of(
                "",
                good.replace("@v1", "@v2"),
                good.replace("index 73894", "index 073894"),
                good.replace("index 73894", "index -1"),
                good.replace("index 73894", "index 9999999999999999999"),
                good.replace("index", "extra ????\nindex"),
                good.replace("index", "extra \nindex"),
                good.replace("index", "extra QQ==\nextra QQ==\nindex"),
                good.replace("index", "extra QR==\nindex"),
                good.replace("\n" + hash + "\n\n", "\n" + hash + "=\n\n"),
                good.replace("\n", "\r\n"),
                good.replace("index 73894\n", "index 73894\n" + (hash + "\n").repeat(64)))) {
            assertThatThrownBy(() -> TlogProof.parse(wrong)).as(wrong).isInstanceOf(MalformedException.class);
        }
    }

    private static SignedNote with(SignedNote note, LogKey key, byte[] line) {
        return new SignedNote(note.text(), List.of(SignedNote.Signature.of(key.name(), key.id(), line)));
    }

    private static Leaf leaf(String subject) {
        return Leaf.of(EntryKind.RECORD, subject, 1, AT, List.of());
    }

    private static byte[] seed(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return seed;
    }
}
