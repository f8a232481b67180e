package io.remoteaudit.timestamp;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** Where certificates say their revocation lists are (RFC 5280, section 4.2.1.13). Stateless. */
final class DistributionPoints {

    private DistributionPoints() {}

    /** The names of all points a certificate names; none if it names none, or says so in a malformed way. */
    static List<GeneralName> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension == null) {
            return List.of();
        }
        try {
            List<GeneralName> names = new ArrayList<>();
            CRLDistPoint points = CRLDistPoint.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            for (DistributionPoint point : points.getDistributionPoints()) {
                names.addAll(fullNames(point.getDistributionPoint()));
            }
            return names;
        } catch (RuntimeException e) {
            // The ASN.1 library answers malformed input with many kinds of failure; such a certificate names no list.
            return List.of();
        }
    }

    /** Names relative to an issuer's are not followed. */
    static List<GeneralName> fullNames(@Nullable DistributionPointName name) {
        return name != null && name.getType() == DistributionPointName.FULL_NAME
                ? List.of(GeneralNames.getInstance(name.getName()).getNames())
                : List.of();
    }
}
