package io.remoteaudit.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
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
        Path token = Files.write(directory.resolve("x.tst"), stamp().token());
        Path data = Files.write(directory.resolve("checkpoint.txt"), CONTENT);
        Path root = Files.writeString(
                directory.resolve("root.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(demonstration.root().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "ts",
                        "-verify",
                        "-token_in",
                        "-in",
                        token.toString(),
                        "-data",
                        data.toString(),
                        "-CAfile",
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("Verification: OK");
        assertThat(openssl.exitValue()).isZero();
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
