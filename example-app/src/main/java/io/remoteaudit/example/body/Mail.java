package io.remoteaudit.example.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.export.TrustSettings;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What reached the body some other way than over the endpoint: the address, the link, the code, and the certificates its
 * maker signs exports with.
 */
final class Mail {

    private static final long LONGEST = 1 << 20;

    private final Path file;
    private final JsonNode json;
    private final JsonNode invited;

    private Mail(Path file, JsonNode json, JsonNode invited) {
        this.file = file;
        this.json = json;
        this.invited = invited;
    }

    static Mail read(Path file, String engagement) {
        try {
            if (!Files.exists(file) || Files.size(file) > LONGEST) {
                throw new UnexpectedException(
                        "找不到 " + file + "；请先启动工厂，或用 --access 指明文件，或加上 --start-factory",
                        file + " is not there; start the factory first, name the file with --access, or add"
                                + " --start-factory");
            }
            JsonNode json = Json.parse(Files.readAllBytes(file));
            for (JsonNode candidate : json.path("engagements")) {
                if (candidate.path("id").asText().equals(engagement)) {
                    return new Mail(file, json, candidate);
                }
            }
            throw new UnexpectedException(file + " 中没有审核约定 " + engagement, file + " names no engagement " + engagement);
        } catch (IOException | MalformedException e) {
            throw new UnexpectedException(
                    file + " 无法读取：" + e.getMessage(), file + " cannot be read: " + e.getMessage());
        }
    }

    String baseUrl() {
        return json.path("baseUrl").asText();
    }

    String invitation() {
        return invited.path("invitation").asText();
    }

    String code() {
        return invited.path("code").asText();
    }

    /** Settings that also trust what the maker handed over: who signs exports, and who time-stamps the ledger. */
    TrustSettings certificates(TrustSettings settings) {
        Path signer = file.resolveSibling(json.path("signingCertificate").asText());
        TrustSettings trusted = certificate(signer)
                .map(certificate -> settings.withCertificates(List.of(certificate)))
                .orElse(settings);
        return certificate(signer.resolveSibling("demonstration-root.pem"))
                .map(root -> trusted.withTimestampCertificates(List.of(root)))
                .orElse(trusted);
    }

    private static Optional<X509Certificate> certificate(Path pem) {
        if (!Files.isRegularFile(pem)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(pem)) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | CertificateException e) {
            throw new UnexpectedException(pem + " 无法读取：" + e.getMessage(), pem + " cannot be read: " + e.getMessage());
        }
    }
}
