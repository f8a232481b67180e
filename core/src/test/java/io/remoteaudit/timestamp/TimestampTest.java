package io.remoteaudit.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimestampTest {

    private static final byte[] CONTENT = "a checkpoint\n".getBytes(StandardCharsets.UTF_8);
    private static final Hash IMPRINT = Hash.sha256(CONTENT);

    private static final String CONFIGURATION = """
            [req]
            distinguished_name = name
            [name]
            [root]
            basicConstraints = critical, CA:true
            [stamping]
            extendedKeyUsage = critical, timeStamping
            [tsa]
            default_tsa = authority
            [authority]
            serial = serial
            default_policy = 2.999.3
            digests = sha256
            signer_digest = sha256
            """;

    private final Clock clock = Clock.systemUTC();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);

    @AfterEach
    void stop() {
        demonstration.close();
    }

    private TimestampAuthority authority(URI address) {
        return TimestampAuthority.overHttp("demonstration", address, List.of(demonstration.root()), clock);
    }

    private Timestamp stamp() {
        return authority(demonstration.timestampAddress()).stamp(IMPRINT);
    }

    @Test
    void authorityIsAskedAndItsAnswerHolds() {
        Timestamp timestamp = stamp();
        assertThat(timestamp.imprint()).isEqualTo(IMPRINT);
        assertThat(Duration.between(timestamp.at(), clock.instant()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(timestamp.nonce()).isPresent();
        Timestamp.parse(timestamp.token()).verify(IMPRINT, List.of(demonstration.root()));
    }

    @Test
    void rule4OpensslConfirmsTheTimestampOfACheckpoint(@TempDir Path directory) throws Exception {
        Path root = Files.writeString(directory.resolve("root.pem"), pem(demonstration.root()));
        confirmedByOpenssl(directory, stamp(), root);
        confirmedByOpenssl(directory, stamp().inOneForm(List.of(demonstration.root())), root);
    }

    @Test
    void rule4TimestampThatOpensslMakesHoldsForItAlsoInTheFormOfExports(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("openssl.cnf"), CONFIGURATION);
        Files.write(directory.resolve("checkpoint.txt"), CONTENT);
        openssl(
                directory,
                "req -x509 -config openssl.cnf -newkey rsa:2048 -nodes -keyout root.key -out root.pem"
                        + " -subj /CN=Root -days 30 -extensions root");
        openssl(
                directory,
                "req -config openssl.cnf -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Tsa");
        openssl(
                directory,
                "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 2 -days 30 -out tsa.pem"
                        + " -extfile openssl.cnf -extensions stamping");
        openssl(directory, "ts -query -data checkpoint.txt -sha256 -cert -out query.tsq");
        openssl(
                directory,
                "ts -reply -config openssl.cnf -queryfile query.tsq -signer tsa.pem -inkey tsa.key"
                        + " -token_out -out made.tst");
        Path root = directory.resolve("root.pem");
        X509Certificate trusted;
        try (InputStream in = Files.newInputStream(root)) {
            trusted = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        Timestamp made = Timestamp.parse(Files.readAllBytes(directory.resolve("made.tst")));
        Timestamp written = made.inOneForm(List.of(trusted));
        assertThat(written.path())
                .as("with the root it is trusted by")
                .hasSize(2)
                .endsWith(trusted);
        assertThat(written.at()).isEqualTo(made.at());
        written.requireOneForm(List.of(trusted));
        written.verify(IMPRINT, List.of(trusted));
        confirmedByOpenssl(directory, written, root);
    }

    private static void confirmedByOpenssl(Path directory, Timestamp timestamp, Path root) throws Exception {
        Files.write(directory.resolve("x.tst"), timestamp.token());
        Files.write(directory.resolve("checkpoint.txt"), CONTENT);
        assertThat(openssl(directory, "ts -verify -token_in -in x.tst -data checkpoint.txt -CAfile " + root))
                .contains("Verification: OK");
    }

    private static String openssl(Path directory, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process openssl = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as(said).isZero();
        return said;
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void timestampOfSomethingElseIsRefused() {
        Timestamp timestamp = stamp();
        assertThatThrownBy(() -> timestamp.verify(Hash.sha256(new byte[] {1}), List.of(demonstration.root())))
                .isInstanceOf(TimestampException.class)
                .hasMessage("RA-0241: The time-stamp is over something else");
    }

    @Test
    void timestampOfAStrangerIsRefused() {
        Timestamp timestamp = stamp();
        try (DemonstrationAuthority stranger = DemonstrationAuthority.start(clock)) {
            // Its names are the same: only keys differ.
            assertThatThrownBy(() -> timestamp.verify(IMPRINT, List.of(stranger.root())))
                    .isInstanceOf(TimestampException.class)
                    .hasMessageContaining("No trusted certificate confirms");
        }
    }

    @Test
    void timestampStaysValidAfterItsCertificateExpired() {
        Clock past = Clock.offset(clock, Duration.ofDays(-12 * 365));
        try (DemonstrationAuthority then = DemonstrationAuthority.start(past)) {
            Timestamp timestamp = TimestampAuthority.overHttp(
                            "then", then.timestampAddress(), List.of(then.root()), past)
                    .stamp(IMPRINT);
            assertThat(timestamp.signer().getNotAfter().toInstant()).isBefore(clock.instant());
            timestamp.verify(IMPRINT, List.of(then.root()));
        }
    }

    @Test
    void authorityWhoseClockIsFarOffIsRefused() {
        Clock ahead = Clock.offset(clock, Duration.ofHours(2));
        TimestampAuthority doubting = TimestampAuthority.overHttp(
                "doubted", demonstration.timestampAddress(), List.of(demonstration.root()), ahead);
        assertThatThrownBy(() -> doubting.stamp(IMPRINT))
                .isInstanceOf(TimestampException.class)
                .hasMessageStartingWith("RA-0241: Time-stamp authority 'doubted': its time ")
                .hasMessageContaining("minutes off this machine's clock");
    }

    @Test
    void refusalIsToldWithItsReason() throws IOException {
        assertRefused("it answered 503", exchange -> respond(exchange, 503, "text/plain", new byte[0]));
        assertRefused("it answered 302", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", demonstration.timestampAddress().toString());
            respond(exchange, 302, "text/plain", new byte[0]);
        });
        assertRefused("it answered 200 instead of", exchange -> respond(exchange, 200, "text/html", CONTENT));
        assertRefused("its answer does not hold", exchange -> reply(exchange, CONTENT));
        assertRefused("its answer is over 65536 bytes", exchange -> reply(exchange, new byte[70_000]));
    }

    @Test
    void answerToAnotherQuestionIsRefused() throws Exception {
        byte[] token = stamp().token();
        TimeStampResponse other = new TimeStampResponse(new DERSequence(
                        new ASN1Encodable[] {new PKIStatusInfo(PKIStatus.granted), ASN1Primitive.fromByteArray(token)})
                .getEncoded());
        assertRefused("nonce", exchange -> reply(exchange, other.getEncoded()));
    }

    @Test
    void authorityThatIsAwayIsNamed() {
        demonstration.close();
        assertThatThrownBy(this::stamp)
                .isInstanceOf(TimestampException.class)
                .hasMessageStartingWith("RA-0240: Time-stamp authority 'demonstration': it cannot be reached");
    }

    @Test
    void authorityNeedsANameAnAddressAndACertificate() {
        List<X509Certificate> root = List.of(demonstration.root());
        assertThatThrownBy(() -> TimestampAuthority.overHttp("../x", demonstration.timestampAddress(), root, clock))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> TimestampAuthority.overHttp("x", URI.create("ftp://x/"), root, clock))
                .hasMessageContaining("http or https");
        assertThatThrownBy(() -> TimestampAuthority.overHttp("x", demonstration.timestampAddress(), List.of(), clock))
                .hasMessageContaining("certificate");
    }

    /** CMS leaves a few bytes unsigned, such as its own version; what a time-stamp says is never among them. */
    @Test
    void flippedBitNeverChangesWhatATimestampSays() {
        Timestamp genuine = stamp();
        SplittableRandom random = new SplittableRandom(3161);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] flipped = genuine.token();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Timestamp timestamp = Timestamp.parse(flipped);
                timestamp.verify(IMPRINT, List.of(demonstration.root()));
                assertThat(timestamp.at()).isEqualTo(genuine.at());
                assertThat(timestamp.signer()).isEqualTo(genuine.signer());
            } catch (MalformedException | TimestampException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(570);
    }

    private void assertRefused(String reason, Answering answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answering.answer(exchange);
            }
        });
        server.start();
        try {
            URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
            assertThatThrownBy(() -> authority(address).stamp(IMPRINT))
                    .isInstanceOf(TimestampException.class)
                    .hasMessageContaining("'demonstration'")
                    .hasMessageContaining(reason);
        } finally {
            server.stop(0);
        }
    }

    @FunctionalInterface
    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static void reply(HttpExchange exchange, byte[] body) throws IOException {
        respond(exchange, 200, "application/timestamp-reply", body);
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
