package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** Certificates in PEM (RFC 7468). Stateless. */
final class Pem {

    private Pem() {}

    static String write(List<X509Certificate> certificates) {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (X509Certificate certificate : certificates) {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(lines.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException e) {
                throw new ExportFailedException("The signing key's certificate cannot be written", e);
            }
        }
        return pem.toString();
    }

    /** SHA-256 over the certificate, in hexadecimal. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return Hash.sha256(certificate.getEncoded()).hex();
        } catch (CertificateEncodingException e) {
            throw new ExportFailedException("The signing key's certificate cannot be read", e);
        }
    }

    static List<X509Certificate> read(byte[] pem) throws CertificateException {
        try {
            return read(pem, CertificateFactory.getInstance("X.509"));
        } catch (CertificateException e) {
            // The platform reads no certificates with keys on the SM2 curve.
            return read(pem, CertificateFactory.getInstance("X.509", AlternativeAlgorithm.PROVIDER));
        }
    }

    private static List<X509Certificate> read(byte[] pem, CertificateFactory factory) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }

    /** One certificate of a signature. */
    static X509Certificate of(X509CertificateHolder holder) throws CertificateException {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException e) {
            return new JcaX509CertificateConverter()
                    .setProvider(AlternativeAlgorithm.PROVIDER)
                    .getCertificate(holder);
        }
    }
}
