package io.remoteaudit.export;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/**
 * The maker's key that signs exports. Implement it for a key that lives in a device or a signing service. Safe for use
 * by several threads.
 */
public interface SigningKey {

    /**
     * The signer's certificate and those above it.
     *
     * @return at least the signer's own, first
     */
    List<X509Certificate> chain();

    /**
     * The signature algorithm.
     *
     * @return {@code SHA256withECDSA} for P-256 or {@code SHA256withRSA} for 3072 bits and more; of an alternative key
     *     {@code SM3withSM2} or {@code ML-DSA-65}
     */
    String algorithm();

    /**
     * Signs.
     *
     * @param content what is signed; hashed by the algorithm
     * @return the signature, for ECDSA in the ASN.1 form
     * @throws ExportFailedException if the key cannot sign now
     */
    byte[] sign(byte[] content);

    /**
     * Whether nobody but the maker vouches for the key.
     *
     * @return true if the signer's certificate is self-signed
     */
    default boolean selfSigned() {
        X509Certificate certificate = chain().get(0);
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /**
     * A key in a PKCS#12 file, for example one a certification authority issued.
     *
     * @param file the file; it holds one key, with its certificate and those above it; without the root's, exports reach
     *     no higher level than B-T
     * @param password opens the file and the key
     * @return the key
     * @throws ExportFailedException if the file cannot be read, the password is wrong, the key is neither ECDSA P-256 nor
     *     RSA of 3,072 bits or more, the certificate is not the key's own, has ended or is not valid yet
     */
    static SigningKey pkcs12(Path file, char[] password) {
        return Pkcs12Key.open(file, password);
    }

    /**
     * A key for an alternative signature, in a PKCS#12 file: SM2 or ML-DSA-65.
     *
     * @param file the file; it holds one key, with its certificate and those above it
     * @param password opens the file and the key
     * @return the key
     * @throws ExportFailedException if the file cannot be read, the password is wrong, the key is of another kind, the
     *     certificate is not the key's own, has ended or is not valid yet
     */
    static SigningKey alternativePkcs12(Path file, char[] password) {
        return Pkcs12Key.openAlternative(file, password);
    }

    /**
     * A key that stays in a device: a smart card, a USB token, a hardware security module.
     *
     * @param library the device's PKCS#11 library
     * @param slotListIndex which of the library's slots, from 0 on
     * @param pin the user's PIN for the token
     * @param alias the label of the key, whose certificate has the same
     * @return the key
     * @throws ExportFailedException if library, token or key is not there, the PIN is wrong, or {@link #pkcs12} would
     *     refuse such a key
     */
    static SigningKey pkcs11(Path library, int slotListIndex, char[] pin, String alias) {
        return Pkcs11Key.open(library, slotListIndex, pin, alias);
    }

    /**
     * A self-signed key, made or opened when it is first needed. It shows that exports came from one key; whose, the auditor must learn
     * another way.
     *
     * @param directory holds {@code export-signing.p12} and its password, each readable by their owner only
     * @param organization the maker's name, which the certificate names
     * @param clock says from when the certificate is valid
     * @return the key
     * @throws ExportFailedException if the files are there and cannot be read; what is wrong in them, or that they cannot
     *     be written, is said by the key when it is used
     */
    static SigningKey selfSigned(Path directory, String organization, Clock clock) {
        return SelfSignedKey.in(directory, organization, clock);
    }
}
