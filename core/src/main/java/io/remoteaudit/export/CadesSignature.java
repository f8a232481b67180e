package io.remoteaudit.export;

import io.remoteaudit.timestamp.Timestamp;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container's signature holds, read but not yet believed.
 *
 * @param signer the certificate the signature names
 * @param holds whether the signature is the certificate's over the content
 * @param value the signature's value, which its time-stamp is over
 * @param timestamp the signature's time-stamp; null if it has none
 * @param certificates all certificates inside
 * @param revocations all revocation lists inside
 */
// Arrays compare by identity, but signatures are never compared.
@SuppressWarnings("ArrayRecordComponent")
record CadesSignature(
        X509Certificate signer,
        boolean holds,
        byte[] value,
        @Nullable Timestamp timestamp,
        List<X509Certificate> certificates,
        List<X509CRL> revocations) {

    CadesSignature {
        certificates = List.copyOf(certificates);
        revocations = List.copyOf(revocations);
    }

    /** Whether it holds these certificates and, beside lists, those of its time-stamp, and no other. */
    boolean holdsExactly(List<X509Certificate> chain) {
        Set<X509Certificate> expected = new HashSet<>(chain);
        if (!revocations.isEmpty() && timestamp != null) {
            expected.addAll(timestamp.certificates());
        }
        return expected.equals(new HashSet<>(certificates));
    }
}
