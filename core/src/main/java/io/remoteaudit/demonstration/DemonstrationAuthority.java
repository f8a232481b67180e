package io.remoteaudit.demonstration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A demonstration of what a maker would buy: a certification authority that issues a signing certificate and publishes
 * revocation lists, and a time-stamp authority (RFC 3161). It answers on loopback only, makes new keys at each start, and
 * proves nothing to anyone: its certificates are named so. Safe for use by several threads.
 */
public final class DemonstrationAuthority implements AutoCloseable {

    /** An arc for examples (ITU-T X.660), as no real policy stands behind. */
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.999.1");

    private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

    private static final int LONGEST_QUERY = 16 * 1024;

    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "remote-audit-demonstration-authority");
        thread.setDaemon(true);
        return thread;
    });
    private final DemonstrationCertificates certificates;
    private final KeyPair timestampKey;
    private final X509Certificate timestampCertificate;
    private final AtomicLong serial = new AtomicLong();

    private DemonstrationAuthority(Clock clock) throws IOException, GeneralSecurityException {
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.certificates = new DemonstrationCertificates(address(), clock.instant());
        this.timestampKey = DemonstrationCertificates.newKey();
        this.timestampCertificate = certificates.timestamping(timestampKey.getPublic(), clock.instant());
    }

    /**
     * Starts one on a free port.
     *
     * @param clock gives the times of certificates and time-stamps
     * @return the authority; close it to stop it
     */
    public static DemonstrationAuthority start(Clock clock) {
        try {
            DemonstrationAuthority authority = new DemonstrationAuthority(clock);
            authority.serve();
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException("The demonstration authority found no free port on loopback", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform makes ECDSA P-256 keys", e);
        }
    }

    /**
     * The certificate everything ends in; whoever wants to check a demonstration trusts it.
     *
     * @return the root
     */
    public X509Certificate root() {
        return certificates.root().certificate();
    }

    /**
     * Where it gives time-stamps.
     *
     * @return an {@code http} address on loopback
     */
    public URI timestampAddress() {
        return URI.create(address() + "/timestamp");
    }

    /**
     * Issues a certificate to sign exports with.
     *
     * @param organization the maker it names
     * @param password protects key and file
     * @return a PKCS#12 file with a new key, its certificate and those above it
     */
    public byte[] issueSigner(String organization, char[] password) {
        try {
            KeyPair key = DemonstrationCertificates.newKey();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("export-signing", key.getPrivate(), password, new Certificate[] {
                certificates.signing(organization, key.getPublic(), clock.instant()),
                certificates.issuing().certificate(),
                root()
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every Java platform writes PKCS#12 files", e);
        }
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void serve() {
        server.createContext(
                "/timestamp",
                exchange -> answer(exchange, "application/timestamp-reply", () -> {
                    byte[] query = exchange.getRequestBody().readNBytes(LONGEST_QUERY);
                    return timestamp(new TimeStampRequest(query)).getEncoded();
                }));
        publish("root", certificates.root());
        publish("issuing", certificates.issuing());
        server.setExecutor(executor);
        server.start();
    }

    private void publish(String name, DemonstrationCertificates.Issuer issuer) {
        HttpHandler certificate = exchange -> answer(
                exchange, "application/pkix-cert", () -> issuer.certificate().getEncoded());
        HttpHandler revocations = exchange -> answer(
                exchange,
                "application/pkix-crl",
                () -> certificates.revocations(issuer, clock.instant()).getEncoded());
        server.createContext("/" + name + ".cer", certificate);
        server.createContext("/" + name + ".crl", revocations);
    }

    private TimeStampResponse timestamp(TimeStampRequest request)
            throws TSPException, OperatorCreationException, GeneralSecurityException {
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(signingTime()))
                        .build(DemonstrationCertificates.SIGNATURE, timestampKey.getPrivate(), timestampCertificate),
                new JcaDigestCalculatorProviderBuilder().build().get(SHA256),
                POLICY);
        tokens.addCertificates(new JcaCertStore(
                List.of(timestampCertificate, certificates.issuing().certificate())));
        TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        return responses.generate(request, BigInteger.valueOf(serial.incrementAndGet()), Date.from(clock.instant()));
    }

    /** By the given clock: Bouncy Castle would take the machine's. */
    private AttributeTable signingTime() {
        return new AttributeTable(
                new DERSet(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant()))))));
    }

    /** What is answered to a request. */
    @FunctionalInterface
    private interface Content {
        byte[] bytes() throws IOException, TSPException, OperatorCreationException, GeneralSecurityException;
    }

    private static void answer(HttpExchange exchange, String type, Content content) throws IOException {
        try (exchange) {
            byte[] bytes = content.bytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("The demonstration authority could not answer", e);
        }
    }
}
