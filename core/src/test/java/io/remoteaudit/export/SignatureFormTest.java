package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every byte of every signature and time-stamp an export can hold, changed by itself, also where nothing signs it: none is
 * accepted, and each report has a true reason. One bit of each byte is turned, each of the eight with {@code -Plong}.
 */
class SignatureFormTest {

    private static final int BITS = Integer.getInteger("mutations", 6) < 40 ? 1 : 8;

    private static final byte[] MANIFEST = "manifest".getBytes(StandardCharsets.US_ASCII);
    private static final List<Part> PAYLOAD = List.of(Part.of("data/a.txt", MANIFEST));
    private static final String HOLDS = "holds";
    private static final String OTHER_FORM = "has another form than follows from what is signed in it";

    private final ListingAuthority authority = new ListingAuthority("listing");
    private final SigningKey key = authority.signer();
    private final byte[] manifest;

    SignatureFormTest() throws IOException {
        manifest = content(
                new Sealing(key, List.of(), List.of(), path -> List.of()).seal(PAYLOAD, SignatureLevel.B_B),
                Layout.ASIC_MANIFEST);
    }

    /** Where there is an archive, its manifest names the signature's digest. */
    @ParameterizedTest
    @EnumSource(names = {"B_B", "B_T", "B_LT"})
    void rule4NoByteOfTheContainersSignatureCanBeOtherwise(SignatureLevel level) throws IOException {
        byte[] signature = sign(level);
        assertThat(failure(signature)).isEqualTo(HOLDS);
        Map<String, Integer> reasons = sweep(signature, this::failure, level.wireName());
        assertThat(reasons).containsKey("signature: The container's signature " + OTHER_FORM);
    }

    @Test
    void rule4NoByteOfATimestampBelowARootCanBeOtherwise() {
        Hash imprint = Hash.sha256(MANIFEST);
        byte[] token = authority.stamp(imprint).inOneForm(authority.anchors()).token();
        Function<byte[], String> reading = changed -> timestamp(changed, imprint, authority.anchors());
        assertThat(reading.apply(token)).isEqualTo(HOLDS);
        assertThat(sweep(token, reading, "time-stamp")).containsKey("RA-0241: The time-stamp " + OTHER_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SM3withSM2", "ML-DSA-65"})
    void rule5NoByteOfAnAlternativeSignatureCanBeOtherwise(String algorithm) {
        byte[] signature = Cades.sign(MANIFEST, TestAuthority.alternative(algorithm));
        assertThat(alternative(signature)).isEqualTo(HOLDS);
        assertThat(sweep(signature, SignatureFormTest::alternative, algorithm)).containsKey(OTHER_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withECDSA", "SHA384withECDSA", "SHA256withRSA", "Ed25519"})
    void rule4NoByteOfATimestampCanBeOtherwiseWhateverItsAuthoritysAlgorithmIs(String algorithm) {
        StampingAuthority stranger = new StampingAuthority(algorithm);
        Hash imprint = Hash.sha256(MANIFEST);
        Timestamp timestamp = stranger.stamp(imprint).inOneForm(stranger.anchors());
        Function<byte[], String> reading = changed -> timestamp(changed, imprint, stranger.anchors());
        assertThat(reading.apply(timestamp.token())).isEqualTo(HOLDS);
        assertThat(sweep(timestamp.token(), reading, algorithm)).containsKey("RA-0241: The time-stamp " + OTHER_FORM);
    }

    @Test
    void whatAnAuthorityAddsThatNobodySignsIsLeftOutOfTheForm() {
        StampingAuthority stranger = new StampingAuthority("SHA256withRSA");
        Hash imprint = Hash.sha256(MANIFEST);
        Timestamp plain = stranger.stamp(imprint);
        Timestamp laden = stranger.laden(plain, List.of(authority.root()), authority.list());
        assertThat(laden.certificates()).hasSize(2);
        assertThat(timestamp(laden.token(), imprint, stranger.anchors()))
                .isEqualTo("RA-0241: The time-stamp " + OTHER_FORM);
        Timestamp written = laden.inOneForm(stranger.anchors());
        assertThat(written.token()).isEqualTo(plain.inOneForm(List.of()).token());
        assertThat(written.inOneForm(stranger.anchors()).token()).isEqualTo(written.token());
        assertThat(timestamp(written.token(), imprint, stranger.anchors())).isEqualTo(HOLDS);
    }

    @Test
    void certificatesOfATimestampThatNobodyConfirmsAreRefused() {
        Hash imprint = Hash.sha256(MANIFEST);
        Timestamp timestamp = authority.stamp(imprint);
        assertThat(timestamp(timestamp.inOneForm(List.of()).token(), imprint, authority.anchors()))
                .isEqualTo(HOLDS);
        Timestamp foreign = timestamp.inOneForm(authority.anchors());
        byte[] added = StampingAuthority.holding(
                foreign, List.of(authority.timestamping(), authority.root(), new ListingAuthority("other").root()));
        assertThat(timestamp(added, imprint, authority.anchors()))
                .isEqualTo("RA-0241: The time-stamp holds a certificate that does not stand on the path above its"
                        + " signer");
        byte[] alone = StampingAuthority.holding(foreign, List.of(authority.timestamping()));
        assertThat(timestamp(alone, imprint, authority.anchors()))
                .as("the signer's alone, below one that is trusted")
                .isEqualTo(HOLDS);
        assertThat(timestamp(alone, imprint, List.of(new ListingAuthority("other").root())))
                .startsWith("RA-0241: No trusted certificate confirms");
    }

    /** With one list more than is needed, so that nothing but its own signature tells whether it was changed. */
    private byte[] sign(SignatureLevel level) throws IOException {
        Sealing.Sealed sealed = new Sealing(
                        key,
                        List.of(),
                        List.of(authority),
                        ListingAuthority.giving(authority.list(2, builder -> {}), authority.list()))
                .seal(PAYLOAD, level);
        assertThat(sealed.level()).isEqualTo(level);
        return content(sealed, Layout.SIGNATURE);
    }

    private static byte[] content(Sealing.Sealed sealed, String name) throws IOException {
        Part part = sealed.parts().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (InputStream in = part.source().open()) {
            return in.readAllBytes();
        }
    }

    private String failure(byte[] signature) {
        Findings findings = new Findings();
        TrustSettings trust = TrustSettings.nothing()
                .withCertificates(authority.anchors())
                .withTimestampCertificates(authority.anchors());
        new SignatureChecks(manifest, signature, null, List.of(), key.chain(), trust, findings).run();
        return new Verification(findings.checks())
                .firstFailure()
                .map(check -> check.name() + ": " + check.words().en())
                .orElse(HOLDS);
    }

    private static String timestamp(byte[] token, Hash imprint, List<X509Certificate> trusted) {
        try {
            Timestamp timestamp = Timestamp.parse(token);
            timestamp.requireOneForm(trusted);
            timestamp.verify(imprint, trusted);
            return HOLDS;
        } catch (MalformedException | TimestampException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String alternative(byte[] signature) {
        try {
            return Cades.read(signature, MANIFEST).holds() ? HOLDS : "does not hold";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What is said of each change; none may be found to hold. */
    private static Map<String, Integer> sweep(byte[] genuine, Function<byte[], String> reading, String what) {
        Map<String, Integer> reasons = new TreeMap<>();
        List<String> accepted = new ArrayList<>();
        for (int at = 0; at < genuine.length; at++) {
            for (int i = 0; i < BITS; i++) {
                byte[] changed = genuine.clone();
                int bit = (at * 5 + i) % 8;
                changed[at] ^= (byte) (1 << bit);
                String reason = reading.apply(changed);
                reasons.merge(reason, 1, Integer::sum);
                if (reason.equals(HOLDS)) {
                    accepted.add("byte " + at + " bit " + bit);
                }
            }
        }
        assertThat(accepted).as(what + " of " + genuine.length + " bytes").isEmpty();
        return reasons;
    }
}
