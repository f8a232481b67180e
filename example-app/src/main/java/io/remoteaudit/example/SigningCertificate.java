package io.remoteaudit.example;

import io.remoteaudit.export.SigningKey;
import io.remoteaudit.spring.RemoteAuditProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The certificate exports are signed with, as a file a maker would hand to the certification body some other way. */
@Component
final class SigningCertificate {

    private final Path directory;
    private final RemoteAuditProperties properties;

    SigningCertificate(@Value("${example.directory}") Path directory, RemoteAuditProperties properties) {
        this.directory = directory;
        this.properties = properties;
    }

    /** Writes the certificate of the key the module made for itself when it was opened. */
    Path file() {
        Path file =
                directory.resolve("signing-certificate.pem").toAbsolutePath().normalize();
        SigningKey key = SigningKey.selfSigned(
                Path.of(String.valueOf(properties.directory())),
                String.valueOf(properties.organization().name()),
                Clock.systemUTC());
        try {
            String content = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(key.chain().get(0).getEncoded());
            Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n" + content + "\n-----END CERTIFICATE-----\n",
                    StandardCharsets.US_ASCII);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written; check the directory's rights", e);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The signing certificate has no encoded form", e);
        }
    }
}
