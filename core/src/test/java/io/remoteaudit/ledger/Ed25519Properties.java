package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** It must show nowhere whether Java or Bouncy Castle signs with a ledger's key. */
class Ed25519Properties {

    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8032, section 7.1, tests 1 to 3: secret key, public key, message, signature. */
    private static final List<List<String>> PUBLISHED = List.of(
            List.of(
                    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                            + "d25bf5f0595bbe24655141438e7a100b"),
            List.of(
                    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                    "72",
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                            + "387b2eaeb4302aeeb00d291612bb0c00"),
            List.of(
                    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                    "af82",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                            + "4a7c15e9716ed28dc027beceea1ec40a"));

    @Example
    void bothSignAsPublished() throws GeneralSecurityException {
        for (List<String> published : PUBLISHED) {
            byte[] seed = HEX.parseHex(published.get(0));
            byte[] message = HEX.parseHex(published.get(2));
            for (Ed25519Secret secret : List.of(PlatformEd25519.of(seed), new BouncyCastleEd25519(seed))) {
                assertThat(HEX.formatHex(secret.publicKey())).isEqualTo(published.get(1));
                assertThat(HEX.formatHex(secret.sign(message))).isEqualTo(published.get(3));
            }
        }
    }

    @Example
    void javaItselfSignsWhereItCan() {
        assertThat(Ed25519Secret.of(new byte[32])).isInstanceOf(PlatformEd25519.class);
    }

    @Property(tries = 200)
    void bothHaveTheSamePublicKeyAndSignature(@ForAll @Size(32) byte[] seed, @ForAll @Size(max = 300) byte[] message)
            throws GeneralSecurityException {
        Ed25519Secret platform = PlatformEd25519.of(seed);
        Ed25519Secret bouncyCastle = new BouncyCastleEd25519(seed);
        assertThat(platform.publicKey()).isEqualTo(bouncyCastle.publicKey());
        assertThat(platform.sign(message)).isEqualTo(bouncyCastle.sign(message));
        assertThat(SignatureChecks.isEd25519Key(platform.publicKey())).isTrue();
        assertThat(SignatureChecks.ed25519(platform.publicKey(), message, platform.sign(message)))
                .isTrue();
    }

    @Property(tries = 200)
    void signerKnowsItsOwnLinesAsItsKeyDoes(@ForAll @Size(32) byte[] seed, @ForAll long size, @ForAll byte flipped) {
        LogSigner signer = new LogSigner("own.example/audit", seed);
        Hash root = Hash.sha256(Long.toString(size).getBytes(StandardCharsets.UTF_8));
        SignedNote note = SignedNote.parse(signer.sign(size & Long.MAX_VALUE, root));
        SignedNote.Signature line = note.signatures().get(0);
        byte[] bytes = line.bytes();
        bytes[(flipped & 0xff) % bytes.length] ^= 1;
        SignedNote.Signature wrong = SignedNote.Signature.of(line.keyName(), line.keyId(), bytes);
        SignedNote.Signature strange = SignedNote.Signature.of("else.example/audit", line.keyId(), line.bytes());
        for (List<SignedNote.Signature> lines : List.of(
                List.of(line),
                List.of(wrong),
                List.of(strange),
                List.of(line, strange),
                List.of(line, wrong),
                List.of(line, line))) {
            SignedNote varied = new SignedNote(note.text(), lines);
            assertThat(signer.hasSigned(varied)).isEqualTo(signer.key().verify(varied));
        }
        assertThat(signer.hasSigned(note)).isTrue();
    }
}
