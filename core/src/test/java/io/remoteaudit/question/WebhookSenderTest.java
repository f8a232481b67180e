package io.remoteaudit.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example that the libraries of Standard Webhooks share. */
    @Test
    void signatureIsThatOfThePublishedExample() {
        assertThat(WebhookSender.sign(
                        Webhook.key("hook", SECRET),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void addressesThatAreNotOutsideAreAllowedOnlyWhereThatIsSaidAndSomeNever() throws Exception {
        for (String outside : List.of("93.184.216.34", "2606:2800:220:1::1", "100.128.0.1", "172.32.0.1", "11.0.0.1")) {
            assertThat(OutgoingAddress.allowed(InetAddress.getByName(outside), false))
                    .as(outside)
                    .isTrue();
        }
        for (String local : List.of(
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1")) {
            assertThat(OutgoingAddress.allowed(InetAddress.getByName(local), false))
                    .as(local)
                    .isFalse();
            assertThat(OutgoingAddress.allowed(InetAddress.getByName(local), true))
                    .as(local)
                    .isTrue();
        }
        for (String never : List.of(
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "240.0.0.1",
                "192.0.2.1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1")) {
            assertThat(OutgoingAddress.allowed(InetAddress.getByName(never), true))
                    .as(never)
                    .isFalse();
        }
    }

    @Test
    void webhookNeedsAPlainHttpsAddressAndASecretThatIsOneAndShowsNoneOfIt() {
        assertThat(new Webhook("hook", URI.create("https://hooks.example/x"), List.of(SECRET), false).toString())
                .doesNotContain("whsec");
        assertThat(new Webhook("hook", URI.create("http://127.0.0.1/x"), List.of(SECRET), true))
                .isNotNull();
        for (String wrong : List.of(
                "http://hooks.example/",
                "ftp://hooks.example/",
                "https://user@hooks.example/",
                "https:///x",
                "hooks")) {
            assertThatThrownBy(() -> new Webhook("hook", URI.create(wrong), List.of(SECRET), false))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        String tooShort = "whsec_" + Base64.getEncoder().encodeToString(new byte[23]);
        for (String wrong : List.of("", "whsec_", "whsec_!", tooShort, SECRET.substring(6))) {
            assertThatThrownBy(() -> new Webhook("hook", URI.create("https://a.example"), List.of(wrong), false))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(SECRET.substring(6));
        }
        assertThatThrownBy(() -> new Webhook("hook", URI.create("https://a.example"), List.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Webhook("(listeners)", URI.create("https://a.example"), List.of(SECRET), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
