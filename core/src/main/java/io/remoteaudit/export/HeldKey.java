package io.remoteaudit.export;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key this process can sign with: its bytes, or a handle of the device that has it. Checked when it is opened. */
final class HeldKey implements SigningKey {

    private static final int SHORTEST_RSA = 3072;
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    /** The order of P-256 (FIPS 186-5, SEC 2) and its generator's first coordinate, which no other curve shares. */
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger P256_GENERATOR =
            new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16);

    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;
    private final String algorithm;
    private final @Nullable Provider provider;

    private HeldKey(PrivateKey privateKey, List<X509Certificate> chain, String algorithm, @Nullable Provider provider) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
        this.algorithm = algorithm;
        this.provider = provider;
    }

    /** Says how a key signs, or why it may not. */
    interface Rule {
        String algorithm(X509Certificate certificate);
    }

    /**
     * The one key of a store that fits.
     *
     * @param place where the store is, for messages
     * @param alias the key's name; null if the store must hold exactly one
     * @param provider signs; null for the platform's own
     */
    static HeldKey in(
            KeyStore store,
            char[] password,
            String place,
            @Nullable String alias,
            @Nullable Provider provider,
            Rule rule,
            Clock clock)
            throws GeneralSecurityException {
        List<String> aliases = new ArrayList<>();
        for (String candidate : Collections.list(store.aliases())) {
            if (store.isKeyEntry(candidate) && (alias == null || alias.equals(candidate))) {
                aliases.add(candidate);
            }
        }
        if (aliases.isEmpty()) {
            throw new ExportFailedException(
                    alias == null
                            ? place + " holds no private key"
                            : place + " holds no private key named '" + alias + "'");
        }
        if (aliases.size() > 1) {
            throw new ExportFailedException(place + " holds " + aliases.size() + " private keys (" + aliases
                    + "); say which one is to sign, or keep it in a file of its own");
        }
        Certificate[] certificates = store.getCertificateChain(aliases.get(0));
        if (certificates == null || certificates.length == 0) {
            throw new ExportFailedException(
                    place + " holds the key '" + aliases.get(0) + "' without its certificate; put it there too");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        requireValid(chain.get(0), place, clock);
        HeldKey key = new HeldKey(
                (PrivateKey) store.getKey(aliases.get(0), password), chain, rule.algorithm(chain.get(0)), provider);
        key.requireOwnCertificate(place);
        return key;
    }

    /** What stock tools and European validators take: ECDSA on P-256, RSA from 3,072 bits on. */
    static String containerAlgorithm(X509Certificate certificate, String place) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof ECPublicKey ec && isP256(ec)) {
            return "SHA256withECDSA";
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA) {
            return "SHA256withRSA";
        }
        String what = key instanceof RSAPublicKey rsa
                ? "RSA of " + rsa.getModulus().bitLength() + " bits"
                : key instanceof ECPublicKey ? "ECDSA on another curve than P-256" : key.getAlgorithm();
        throw new ExportFailedException("The key in " + place + " is " + what + "; use ECDSA P-256, or RSA of "
                + SHORTEST_RSA + " bits or more, which auditors' tools can check");
    }

    private static boolean isP256(ECPublicKey key) {
        ECPoint generator = key.getParams().getGenerator();
        return key.getParams().getCurve().getField() instanceof ECFieldFp
                && key.getParams().getOrder().equals(P256_ORDER)
                && generator.getAffineX().equals(P256_GENERATOR);
    }

    static void requireValid(X509Certificate certificate, String place, Clock clock) {
        Instant now = clock.instant();
        Instant begins = certificate.getNotBefore().toInstant();
        Instant ends = certificate.getNotAfter().toInstant();
        if (now.isAfter(ends)) {
            throw new ExportFailedException(
                    "The certificate of the signing key (" + place + ") ended at " + ends + "; bring a renewed one");
        }
        if (now.isBefore(begins)) {
            throw new ExportFailedException("The certificate of the signing key (" + place + ") is valid only from "
                    + begins + " on; check the machine's clock, or wait");
        }
    }

    /** A certificate of another key would make signatures nobody can check. */
    private void requireOwnCertificate(String place) throws GeneralSecurityException {
        byte[] signed = sign(PROBE);
        Signature check = provider == null || algorithm.startsWith("SHA256with")
                ? Signature.getInstance(algorithm)
                : Signature.getInstance(algorithm, provider);
        check.initVerify(chain.get(0).getPublicKey());
        check.update(PROBE);
        if (!check.verify(signed)) {
            throw new ExportFailedException("The certificate in " + place + " is not the key's own");
        }
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            Signature signature =
                    provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider);
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException | RuntimeException e) {
            // A device that was pulled out answers with unchecked failures.
            throw new ExportFailedException("The signing key cannot sign", e);
        }
    }
}
