package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists got from the addresses a certificate names. */
class HttpRevocationListsTest {

    private final HttpServer server = start();
    private final ListingAuthority authority = new ListingAuthority("listing", address("one"), address("other"));
    private final List<X509Certificate> path = authority.signer().chain();

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void listsOfAllAddressesAreTakenTheNewestFirst() {
        X509CRL older = authority.list(3, builder -> {});
        X509CRL newer = authority.list(4, builder -> {});
        serve("one", older);
        serve("other", newer);
        assertThat(RevocationLists.overHttp(Clock.systemUTC()).covering(path)).containsExactly(newer, older);
    }

    @Test
    void addressThatDoesNotAnswerIsMadeUpForByAnother() {
        X509CRL list = authority.list();
        serve("other", list);
        assertThat(RevocationLists.overHttp(Clock.systemUTC()).covering(path)).containsExactly(list);
    }

    @Test
    void partialDeltaAndOutdatedListsAreRefusedWithTheReason() {
        assertRefused(
                authority.list(
                        3,
                        builder -> builder.addExtension(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, true, false, null, false, false))),
                "its issuer's list is partial");
        assertRefused(
                authority.list(
                        3,
                        builder ->
                                builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE))),
                "its issuer's list is a delta list");
        assertRefused(authority.list(3, Instant.now().minus(Duration.ofDays(8)), builder -> {}), "it is not current");
        assertRefused(new ListingAuthority("namesake").list(), "it is not signed by the certificate's issuer");
    }

    private void assertRefused(X509CRL list, String why) {
        serve("one", list);
        serve("other", list);
        assertThatThrownBy(() -> RevocationLists.overHttp(Clock.systemUTC()).covering(path))
                .isInstanceOf(TimestampException.class)
                .hasMessageStartingWith(
                        "RA-0243: The revocation list for O=Mask Maker,CN=Signer is not to be had: what "
                                + address("other") + " answered does not do: " + why);
        server.removeContext("/one");
        server.removeContext("/other");
    }

    private void serve(String name, X509CRL list) {
        server.createContext("/" + name, exchange -> {
            try (exchange) {
                byte[] bytes = list.getEncoded();
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (CRLException e) {
                throw new IOException(e);
            }
        });
    }

    private String address(String name) {
        return "http://localhost:" + server.getAddress().getPort() + "/" + name;
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
