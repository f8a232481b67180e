package io.remoteaudit.export;

import io.remoteaudit.timestamp.SignatureForm;
import io.remoteaudit.timestamp.Timestamp;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a signature what it needs later: a time-stamp (B-T), certificates and revocation lists (B-LT); ETSI EN 319
 * 122-1, sections 5.3 and 5.5. None of it changes what was signed. Stateless.
 */
final class CadesLongTerm {

    private CadesLongTerm() {}

    /** The value a signature's time-stamp is over. */
    static byte[] value(byte[] signature) {
        try {
            return Cades.signer(new CMSSignedData(signature)).getSignature();
        } catch (CMSException e) {
            throw new ExportFailedException("The signature just made cannot be read", e);
        }
    }

    static byte[] withTimestamp(byte[] signature, Timestamp timestamp) {
        return with(signature, timestamp, List.of());
    }

    /** Adds the lists, and the certificates of the signature's time-stamp to those that are there. */
    static byte[] withRevocations(byte[] signature, List<X509CRL> lists) {
        return with(signature, null, lists);
    }

    private static byte[] with(byte[] signature, @Nullable Timestamp added, List<X509CRL> lists) {
        try {
            CMSSignedData signed = new CMSSignedData(signature);
            SignerInformation signer = Cades.signer(signed);
            List<X509Certificate> certificates = Cades.certificates(signed);
            X509Certificate own = Cades.own(signer, certificates);
            Timestamp timestamp = added == null ? Cades.timestamp(signer) : added;
            if (!lists.isEmpty() && timestamp != null) {
                certificates.addAll(timestamp.certificates());
            }
            return SignatureForm.detached(signed, own, certificates, lists, timestamp);
        } catch (IOException | CMSException | GeneralSecurityException e) {
            throw new ExportFailedException("Time-stamp and revocation lists could not be kept with the signature", e);
        }
    }
}
