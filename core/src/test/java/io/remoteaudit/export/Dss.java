package io.remoteaudit.export;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/** The validator of the European Union's digital signature service; asks nobody. */
final class Dss {

    private Dss() {}

    /** Its verdict with nothing but trusted certificates and what the container holds. */
    static String offline(Path file, List<X509Certificate> trusted, Instant at) {
        return verdict(file, trusted, at, new CommonCertificateVerifier());
    }

    /** Its verdict with further lists. */
    static String verdict(Path file, List<X509Certificate> trusted, Instant at, List<X509CRL> lists) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setCrlSource(
                new ExternalResourcesCRLSource(lists.stream().map(Dss::stream).toArray(InputStream[]::new)));
        return verdict(file, trusted, at, verifier);
    }

    private static String verdict(
            Path file, List<X509Certificate> trusted, Instant at, CommonCertificateVerifier verifier) {
        CommonTrustedCertificateSource source = new CommonTrustedCertificateSource();
        trusted.forEach(certificate -> source.addCertificate(new CertificateToken(certificate)));
        verifier.setTrustedCertSources(source);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(at.plusSeconds(60)));
        Reports reports = validator.validateDocument();
        String id = Objects.requireNonNull(reports.getSimpleReport().getFirstSignatureId());
        Indication indication = reports.getSimpleReport().getIndication(id);
        String why = indication == Indication.TOTAL_PASSED
                ? ""
                : " " + reports.getSimpleReport().getSubIndication(id) + " "
                        + reports.getSimpleReport().getAdESValidationErrors(id);
        return reports.getSimpleReport().getSignatureFormat(id) + " " + indication + why;
    }

    private static InputStream stream(X509CRL list) {
        try {
            return new ByteArrayInputStream(list.getEncoded());
        } catch (CRLException e) {
            throw new IllegalStateException(e);
        }
    }
}
