package io.remoteaudit.timestamp;

import io.remoteaudit.store.Lazily;
import io.remoteaudit.timestamp.RevocationStatus.Gap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.bouncycastle.asn1.x509.GeneralName;

/** Gets revocation lists over HTTP; follows no redirect, reads and waits within bounds. */
final class HttpRevocationLists implements RevocationLists {

    private static final String UNAVAILABLE = "RA-0243";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** A list is asked for again after this, though it be current for longer: what was revoked since should show. */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final int LARGEST = 10 << 20;
    private static final int MOST_KEPT = 50;

    private final Clock clock;
    private final Map<URI, Got> kept = new ConcurrentHashMap<>();

    /** Reads all certificates the machine trusts. */
    private final Lazily<OkHttpClient> http = Lazily.of(() -> new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(DEADLINE)
            .build());

    HttpRevocationLists(Clock clock) {
        this.clock = clock;
    }

    /** A list and when it came. */
    private record Got(X509CRL list, Instant at) {}

    @Override
    public List<X509CRL> covering(List<X509Certificate> path) {
        Set<X509CRL> lists = new LinkedHashSet<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            lists.addAll(of(path.get(i), path.get(i + 1)));
        }
        return List.copyOf(lists);
    }

    /** From every address, as one may be behind the others. */
    private List<X509CRL> of(X509Certificate certificate, X509Certificate issuer) {
        String name = certificate.getSubjectX500Principal().getName();
        List<URI> addresses = addresses(certificate);
        if (addresses.isEmpty()) {
            throw new TimestampException(
                    UNAVAILABLE,
                    "The certificate of " + name + " names no revocation list that can be got by http or https");
        }
        List<X509CRL> lists = new ArrayList<>();
        String failure = "";
        for (URI address : addresses) {
            try {
                lists.add(fromKept(address, certificate, issuer).orElseGet(() -> ask(address, certificate, issuer)));
            } catch (TimestampException e) {
                failure = e.reason();
            }
        }
        if (lists.isEmpty()) {
            throw new TimestampException(
                    UNAVAILABLE, "The revocation list for " + name + " is not to be had: " + failure);
        }
        lists.sort(IssuedLists.NEWEST_FIRST);
        return lists;
    }

    private Optional<X509CRL> fromKept(URI address, X509Certificate certificate, X509Certificate issuer) {
        Got got = kept.get(address);
        Instant now = clock.instant();
        return got != null
                        && now.isBefore(got.at().plus(FRESH))
                        && problem(got.list(), certificate, issuer, now).isEmpty()
                ? Optional.of(got.list())
                : Optional.empty();
    }

    private X509CRL ask(URI address, X509Certificate certificate, X509Certificate issuer) {
        Instant now = clock.instant();
        X509CRL list = read(address);
        problem(list, certificate, issuer, now).ifPresent(problem -> {
            throw new TimestampException(UNAVAILABLE, "what " + address + " answered does not do: " + problem);
        });
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(address, new Got(list, now));
        return list;
    }

    private X509CRL read(URI address) {
        try {
            Request call = new Request.Builder().url(address.toURL()).build();
            try (Response response = http.get().newCall(call).execute();
                    InputStream body = response.body().byteStream()) {
                byte[] answer = body.readNBytes(LARGEST + 1);
                if (response.code() != 200 || answer.length > LARGEST) {
                    throw new TimestampException(
                            UNAVAILABLE,
                            address + " answered " + response.code() + " and " + answer.length
                                    + " bytes instead of a revocation list");
                }
                return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(answer));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TimestampException(UNAVAILABLE, address + " cannot be reached: " + e.getMessage(), e);
        } catch (CRLException | CertificateException e) {
            throw new TimestampException(UNAVAILABLE, "what " + address + " answered is no revocation list", e);
        }
    }

    private static Optional<String> problem(
            X509CRL list, X509Certificate certificate, X509Certificate issuer, Instant now) {
        if (!IssuedLists.maySign(issuer)) {
            return Optional.of(Gap.ISSUER_SIGNS_NONE.english());
        }
        if (!IssuedLists.isBy(list, issuer)) {
            return Optional.of("it is not signed by the certificate's issuer");
        }
        if (!IssuedLists.isCurrent(list, now)
                || list.getNextUpdate().toInstant().isBefore(now)) {
            return Optional.of("it is not current");
        }
        return IssuedLists.limit(list, certificate).map(Gap::english);
    }

    private static List<URI> addresses(X509Certificate certificate) {
        return DistributionPoints.of(certificate).stream()
                .flatMap(name -> httpAddress(name).stream())
                .distinct()
                .toList();
    }

    private static Optional<URI> httpAddress(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Optional.empty();
        }
        URI address;
        try {
            address = URI.create(name.getName().toString());
        } catch (IllegalArgumentException e) {
            // No address at all, so nobody can be asked there.
            return Optional.empty();
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))
                ? Optional.of(address)
                : Optional.empty();
    }
}
