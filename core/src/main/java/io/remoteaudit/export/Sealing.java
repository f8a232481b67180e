package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.RevocationLookup;
import io.remoteaudit.timestamp.RevocationStatus;
import io.remoteaudit.timestamp.RevocationStatus.Revoked;
import io.remoteaudit.timestamp.RevocationStatus.Unknown;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import io.remoteaudit.timestamp.TimestampException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a payload into a whole container: manifests, signature, and as much for later as the maker's authorities give.
 * Safe for use by several threads.
 */
final class Sealing {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private final SigningKey key;
    private final List<SigningKey> alternatives;
    private final List<TimestampAuthority> authorities;
    private final RevocationLists revocations;

    Sealing(
            SigningKey key,
            List<SigningKey> alternatives,
            List<TimestampAuthority> authorities,
            RevocationLists revocations) {
        this.key = key;
        this.alternatives = List.copyOf(alternatives);
        this.authorities = List.copyOf(authorities);
        this.revocations = revocations;
    }

    /**
     * A container's files.
     *
     * @param parts all of them, in the container's order
     * @param level the level the signature has
     */
    record Sealed(List<Part> parts, SignatureLevel level) {

        Sealed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A time-stamp that is not known to be worthless.
     *
     * @param lists lists that cover its certificates; none if they are not to be had
     */
    private record Stamped(Timestamp timestamp, Optional<List<X509CRL>> lists) {}

    /** The level to try for: the highest if anyone gives time-stamps. */
    SignatureLevel aim() {
        return authorities.isEmpty() ? SignatureLevel.B_B : SignatureLevel.B_LTA;
    }

    /**
     * Signs a payload.
     *
     * @param payload every file but mimetype, manifests and META-INF
     * @param aim the level to reach, and no higher; a lower one is reached if someone who is needed cannot be
     * @throws ExportFailedException if the signing certificate had been revoked
     */
    Sealed seal(List<Part> payload, SignatureLevel aim) {
        List<Part> files = new ArrayList<>(payload);
        byte[] bag = Layout.manifest(payload);
        files.add(Part.of(Layout.MANIFEST, bag));
        for (SigningKey alternative : alternatives) {
            files.add(Part.of(AlternativeAlgorithm.of(alternative).file(), Cades.sign(bag, alternative)));
        }
        files.sort(Comparator.comparing(Part::name));
        Part manifest = Part.of(Layout.ASIC_MANIFEST, Layout.asicManifest(files));
        byte[] signature = Cades.sign(Layout.asicManifest(files), key);
        SignatureLevel level = SignatureLevel.B_B;
        Optional<Stamped> stamped =
                aim == SignatureLevel.B_B ? Optional.empty() : stamp(Hash.sha256(CadesLongTerm.value(signature)));
        if (stamped.isPresent()) {
            signature = CadesLongTerm.withTimestamp(signature, stamped.get().timestamp());
            level = SignatureLevel.B_T;
            Optional<byte[]> kept =
                    aim == SignatureLevel.B_T ? Optional.empty() : withRevocations(signature, stamped.get());
            if (kept.isPresent()) {
                signature = kept.get();
                level = SignatureLevel.B_LT;
            }
        }
        List<Part> meta = new ArrayList<>(List.of(manifest, Part.of(Layout.SIGNATURE, signature)));
        if (level == SignatureLevel.B_LT && aim == SignatureLevel.B_LTA) {
            List<Part> covered = new ArrayList<>(files);
            covered.addAll(meta);
            byte[] archive = Layout.archiveManifest(covered);
            Optional<Stamped> kept = stamp(Hash.sha256(archive));
            if (kept.isPresent()) {
                meta.add(0, Part.of(Layout.ARCHIVE_MANIFEST, archive));
                meta.add(
                        Part.of(Layout.ARCHIVE_TIMESTAMP, kept.get().timestamp().token()));
                level = SignatureLevel.B_LTA;
            }
        }
        files.add(0, Part.of(Layout.MIMETYPE, Layout.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII)));
        files.addAll(meta);
        return new Sealed(files, level);
    }

    /** By the first authority that answers and is not revoked. */
    private Optional<Stamped> stamp(Hash imprint) {
        for (TimestampAuthority authority : authorities) {
            try {
                Timestamp timestamp = authority.stamp(imprint).inOneForm(authority.anchors());
                Optional<List<X509CRL>> lists = lists(timestamp.path());
                RevocationStatus status =
                        new RevocationLookup(lists.orElse(List.of())).ofAuthority(timestamp.path(), timestamp.at());
                if (!(status instanceof Revoked)) {
                    return Optional.of(new Stamped(
                            timestamp, lists.filter(covering -> isKnown(status) && isCovered(timestamp.path()))));
                }
                LOG.warn(
                        "An export's signature takes no time-stamp of '{}', name another authority: {}",
                        authority.name(),
                        RevocationWords.of(status, timestamp.at()).en());
            } catch (TimestampException e) {
                LOG.warn("An export's signature gets no time-stamp there: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Optional<List<X509CRL>> lists(List<X509Certificate> path) {
        try {
            return Optional.of(revocations.covering(path));
        } catch (TimestampException e) {
            LOG.warn("An export keeps no revocation lists with its signature: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Of one that ends below its root, no list covers the last, which whoever trusts the root will ask about. */
    private static boolean isCovered(List<X509Certificate> path) {
        X509Certificate top = path.get(path.size() - 1);
        if (RevocationLookup.isSelfSigned(top)) {
            return true;
        }
        LOG.warn(
                "An export keeps no revocation lists with its signature: none covers {}; add the certificates above it"
                        + " up to the root",
                top.getSubjectX500Principal());
        return false;
    }

    private static boolean isKnown(RevocationStatus status) {
        if (status instanceof Unknown unknown) {
            LOG.warn(
                    "An export keeps no revocation lists with its signature: those there are do not cover {}: {}",
                    unknown.certificate().getSubjectX500Principal(),
                    unknown.gap().english());
            return false;
        }
        return true;
    }

    /** Empty if lists do not cover every certificate that someone could revoke, or if there is no such certificate. */
    private Optional<byte[]> withRevocations(byte[] signature, Stamped stamped) {
        Instant at = stamped.timestamp().at();
        Optional<List<X509CRL>> own = lists(key.chain());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        RevocationStatus status = new RevocationLookup(own.get()).ofSigner(key.chain(), at);
        if (status instanceof Revoked) {
            throw new ExportFailedException("The signing certificate is of no use any more, bring a new one: "
                    + RevocationWords.of(status, at).en());
        }
        if (!isKnown(status) || !isCovered(key.chain()) || stamped.lists().isEmpty()) {
            return Optional.empty();
        }
        Set<X509CRL> lists = new LinkedHashSet<>(own.get());
        lists.addAll(stamped.lists().get());
        return lists.isEmpty()
                ? Optional.empty()
                : Optional.of(CadesLongTerm.withRevocations(signature, List.copyOf(lists)));
    }
}
