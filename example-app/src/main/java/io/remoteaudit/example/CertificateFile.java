package io.remoteaudit.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate as a PEM file (RFC 7468), as people hand it to each other. */
final class CertificateFile {

    private CertificateFile() {}

    /** Writes it, in place of an earlier one, and gives its whole path. */
    static Path write(Path file, X509Certificate certificate) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            String content = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            Files.createDirectories(whole.getParent());
            Files.writeString(
                    whole,
                    "-----BEGIN CERTIFICATE-----\n" + content + "\n-----END CERTIFICATE-----\n",
                    StandardCharsets.US_ASCII);
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(whole + " cannot be written; check the directory's rights", e);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The certificate has no encoded form", e);
        }
    }
}
