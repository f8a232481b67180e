package io.remoteaudit.question;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends notices to one webhook. The name is resolved once for each attempt, every address it has is checked, and the
 * connection goes to one of these: what the name means a moment later plays no part. No redirect is followed, no proxy
 * asked, no answer read.
 */
final class WebhookSender {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int GONE = 410;

    private final Webhook webhook;
    private final HttpUrl url;
    private final Clock clock;
    private final OkHttpClient http;

    WebhookSender(Webhook webhook, Clock clock) {
        this.webhook = webhook;
        this.url = HttpUrl.get(webhook.address());
        this.clock = clock;
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .callTimeout(DEADLINE)
                .build();
    }

    /** Says why a message did not arrive. */
    static final class Undelivered extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        Undelivered(String message, boolean forGood) {
            super(message);
            this.forGood = forGood;
        }

        /** Whether the receiver wants no more attempts. */
        boolean forGood() {
            return forGood;
        }
    }

    void send(String id, String content) throws Undelivered {
        long seconds = clock.instant().getEpochSecond();
        Request request = new Request.Builder()
                .url(url)
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signatures(id, seconds, content))
                .post(RequestBody.create(content.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        List<InetAddress> checked = checkedAddresses();
        OkHttpClient toChecked = http.newBuilder().dns(host -> checked).build();
        try (Response response = toChecked.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new Undelivered("it answered " + response.code(), response.code() == GONE);
            }
        } catch (IOException e) {
            throw new Undelivered("it cannot be reached: " + e.getMessage(), false);
        }
    }

    private List<InetAddress> checkedAddresses() throws Undelivered {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(url.host());
        } catch (UnknownHostException e) {
            throw new Undelivered("its name '" + url.host() + "' cannot be resolved", false);
        }
        for (InetAddress address : addresses) {
            if (!OutgoingAddress.allowed(address, webhook.localAddresses())) {
                throw new Undelivered(
                        "its name leads to " + address.getHostAddress()
                                + ", which is no address outside; allow local addresses for it if that is meant",
                        false);
            }
        }
        return List.of(addresses);
    }

    private String signatures(String id, long seconds, String content) {
        List<String> signatures = new ArrayList<>();
        for (String secret : webhook.secrets()) {
            signatures.add(sign(Webhook.key(webhook.name(), secret), id, seconds, content));
        }
        return String.join(" ", signatures);
    }

    /** The symmetric signature of Standard Webhooks: version, comma, base64 of the HMAC-SHA256. */
    static String sign(byte[] key, String id, long seconds, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal((id + "." + seconds + "." + content).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
