package io.remoteaudit.timestamp;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** Asks over HTTP; follows no redirect, reads no more than an answer may be long, waits no longer than it may take. */
final class HttpTimestampAuthority implements TimestampAuthority {

    private static final String UNREACHABLE = "RA-0240";
    private static final String UNTRUSTED = "RA-0241";

    private static final MediaType QUERY = MediaType.get("application/timestamp-query");
    private static final String REPLY = "application/timestamp-reply";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration OFF = Duration.ofMinutes(5);
    private static final int NONCE_BITS = 128;

    private final String name;
    private final URI address;
    private final List<X509Certificate> anchors;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final OkHttpClient http = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(DEADLINE)
            .build();

    HttpTimestampAuthority(String name, URI address, List<X509Certificate> anchors, Clock clock) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A time-stamp authority's name is 1 to 40 letters, digits, - or ., not '" + name + "'");
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "The time-stamp authority '" + name + "' needs an http or https address, not '" + address + "'");
        }
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("The time-stamp authority '" + name
                    + "' needs the certificate its time-stamps are trusted by, usually its root's");
        }
        this.name = name;
        this.address = address;
        this.anchors = List.copyOf(anchors);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<X509Certificate> anchors() {
        return anchors;
    }

    @Override
    public Timestamp stamp(Hash imprint) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request =
                generator.generate(TSPAlgorithms.SHA256, imprint.toBytes(), new BigInteger(NONCE_BITS, random));
        Timestamp timestamp = read(request, ask(request));
        try {
            timestamp.verify(imprint, anchors);
        } catch (TimestampException e) {
            throw new TimestampException(UNTRUSTED, of(e.reason()), e);
        }
        Duration off = Duration.between(timestamp.at(), clock.instant()).abs();
        if (off.compareTo(OFF) > 0) {
            throw new TimestampException(
                    UNTRUSTED,
                    of("its time " + timestamp.at() + " is " + off.toMinutes()
                            + " minutes off this machine's clock; correct whichever is wrong"));
        }
        return timestamp;
    }

    private byte[] ask(TimeStampRequest request) {
        try {
            Request call = new Request.Builder()
                    .url(address.toURL())
                    .post(RequestBody.create(request.getEncoded(), QUERY))
                    .build();
            try (Response response = http.newCall(call).execute();
                    InputStream body = response.body().byteStream()) {
                String type = String.valueOf(response.header("Content-Type"));
                if (response.code() != 200 || !type.toLowerCase(Locale.ROOT).startsWith(REPLY)) {
                    throw new TimestampException(
                            UNREACHABLE, of("it answered " + response.code() + " instead of a time-stamp"));
                }
                byte[] answer = body.readNBytes(Timestamp.LARGEST + 1);
                if (answer.length > Timestamp.LARGEST) {
                    throw new TimestampException(UNTRUSTED, of("its answer is over " + Timestamp.LARGEST + " bytes"));
                }
                return answer;
            }
        } catch (IOException e) {
            throw new TimestampException(UNREACHABLE, of("it cannot be reached: " + e.getMessage()), e);
        }
    }

    private Timestamp read(TimeStampRequest request, byte[] answer) {
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            if (response.getTimeStampToken() == null) {
                throw new TimestampException(
                        UNREACHABLE,
                        of("it refused with status " + response.getStatus() + " (" + response.getStatusString() + ")"));
            }
            // Status, imprint, policy and nonce (RFC 3161, section 2.4.2).
            response.validate(request);
            return Timestamp.parse(response.getTimeStampToken().getEncoded());
        } catch (IOException | TSPException | MalformedException e) {
            throw new TimestampException(UNTRUSTED, of("its answer does not hold: " + e.getMessage()), e);
        }
    }

    private String of(String what) {
        return "Time-stamp authority '" + name + "': " + what;
    }
}
