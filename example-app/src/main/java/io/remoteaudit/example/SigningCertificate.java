package io.remoteaudit.example;

import io.remoteaudit.export.SigningKey;
import io.remoteaudit.spring.RemoteAuditProperties;
import java.nio.file.Path;
import java.time.Clock;
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
        SigningKey key = SigningKey.selfSigned(
                Path.of(String.valueOf(properties.directory())),
                String.valueOf(properties.organization().name()),
                Clock.systemUTC());
        return CertificateFile.write(
                directory.resolve("signing-certificate.pem"), key.chain().get(0));
    }
}
