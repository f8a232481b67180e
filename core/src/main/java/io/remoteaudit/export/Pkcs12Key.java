package io.remoteaudit.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A key read from a PKCS#12 file. */
final class Pkcs12Key implements SigningKey {

    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;
    private final String algorithm;

    private Pkcs12Key(PrivateKey privateKey, List<X509Certificate> chain, String algorithm) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
        this.algorithm = algorithm;
    }

    static Pkcs12Key open(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    return new Pkcs12Key(key, chain(store.getCertificateChain(alias)), algorithm(key, file));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new ExportFailedException(
                    "The signing key " + file + " cannot be read: check the file, its rights and the password", e);
        }
        throw new ExportFailedException("The file " + file + " holds no private key");
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
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new ExportFailedException("The signing key cannot sign", e);
        }
    }

    private static List<X509Certificate> chain(Certificate[] certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    private static String algorithm(PrivateKey key, Path file) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default ->
                throw new ExportFailedException("The key in " + file + " is " + key.getAlgorithm()
                        + "; use ECDSA P-256 or RSA of 3072 bits or more, which auditors' tools can check");
        };
    }
}
