package io.remoteaudit.spring;

import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the time-stamp authorities a host configured. Stateless. */
final class TimestampAuthorities {

    private static final String PROPERTY = "remote-audit.timestamps.authorities[%d]";
    private static final String CODE = "RA-0910";

    private TimestampAuthorities() {}

    /** The configured ones behind those the host made itself. */
    static List<TimestampAuthority> of(List<TimestampAuthority> beans, RemoteAuditProperties.Timestamps properties) {
        List<TimestampAuthority> authorities = new ArrayList<>(beans);
        for (int i = 0; i < properties.authorities().size(); i++) {
            authorities.add(
                    authority(PROPERTY.formatted(i), properties.authorities().get(i)));
        }
        if (authorities.stream().map(TimestampAuthority::name).distinct().count() < authorities.size()) {
            throw new MisconfiguredException(
                    CODE, "Two time-stamp authorities have one name.", "Give each a name of its own.");
        }
        if (properties.interval().compareTo(Duration.ofMinutes(1)) < 0) {
            throw new MisconfiguredException(
                    CODE,
                    "The property 'remote-audit.timestamps.interval' is " + properties.interval()
                            + ", less than a minute.",
                    "Set it to a minute or more, for example '1d'.");
        }
        return authorities;
    }

    private static TimestampAuthority authority(String property, RemoteAuditProperties.Authority authority) {
        String name = required(property + ".name", authority.name(), "tsa");
        String url = required(property + ".url", authority.url(), "https://tsa.example.com/");
        String file = required(property + ".certificate", authority.certificate(), "/etc/qms/tsa-root.pem");
        try {
            return TimestampAuthority.overHttp(name, URI.create(url), certificates(file), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(
                    CODE,
                    "The property '" + property + "' does not name a time-stamp authority: " + e.getMessage() + ".",
                    "Correct it.",
                    e);
        } catch (IOException | CertificateException e) {
            throw new MisconfiguredException(
                    CODE,
                    "The file '" + file + "' of '" + property + ".certificate' cannot be read as a certificate: "
                            + e.getMessage() + ".",
                    "Set it to a PEM file with the authority's root certificate.",
                    e);
        }
    }

    private static List<X509Certificate> certificates(String file) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (InvalidPathException e) {
            throw new IOException("it is no path", e);
        }
        return certificates;
    }

    private static String required(String property, @Nullable String value, String example) {
        if (value == null || value.isBlank()) {
            throw new MisconfiguredException(
                    CODE, "The property '" + property + "' is not set.", "Set it, for example to '" + example + "'.");
        }
        return value;
    }
}
