package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.access.Access;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Passkey;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.ledger.Json;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no device of an auditor's has signed for these pages, just now, lets nobody in. */
class PasskeyRefusalTest extends PasskeyCase {

    private static final String NOT_REGISTERED = "RA-0733";

    @Test
    void accessThatNeedsACertificateGivesNoPasskeyThatWouldDoWithout() throws Exception {
        X509Certificate certificate = IdentityTest.certificate(Duration.ofDays(10));
        Instant end = clock.instant().plus(Duration.ofDays(1));
        String token = maker.remoteAudit()
                .engagements()
                .issueToken(A, "aud-1", end, STAFF, IdentityTest.thumbprint(certificate))
                .token();
        Headers bearer = Maker.bearer(token).with("Content-Type", "application/json");
        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
        Maker.Result refused = maker.send("POST", at(A, "/passkeys/options"), bearer, empty, certificate);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("RA-0412");
        assertThat(refused.text()).contains("client certificate", "客户端证书");
        byte[] made = Json.write(new SoftAuthenticator().make(creation(maker.tokenA, A), "key"))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(maker.send("POST", at(A, "/passkeys"), bearer, made, certificate)
                        .code())
                .isEqualTo("RA-0412");
    }

    @Test
    void revokingATokenRemovesThePasskeysThatStandOnItAndNoOther() {
        SoftAuthenticator own = new SoftAuthenticator();
        SoftAuthenticator second = new SoftAuthenticator();
        SoftAuthenticator other = new SoftAuthenticator();
        String token = maker.token(A);
        register(token, A, own, "own");
        String signedIn = signIn(own).json().path("token").asText();
        register(signedIn, A, second, "registered with the first");
        register(maker.tokenA, A, other, "another token's");
        // Leaving ends what the passkey gave, and nothing that stands on it.
        assertThat(maker.send("DELETE", at(A, "/session"), Maker.bearer(signedIn), new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(signIn(second).status()).isEqualTo(200);
        String inside = signIn(own).json().path("token").asText();

        List<Credential> given = maker.remoteAudit().engagements().credentials(A);
        maker.remoteAudit()
                .engagements()
                .revokeToken(given.get(given.size() - 1).id(), "has left the body", STAFF);
        assertThat(signIn(own).code()).isEqualTo(REFUSED);
        assertThat(signIn(second).code()).isEqualTo(REFUSED);
        assertThat(maker.get(inside, at(A, "")).status()).isEqualTo(401);
        assertThat(signIn(other).status()).isEqualTo(200);
        assertThat(maker.remoteAudit().passkeys().of(A))
                .filteredOn(passkey -> passkey.removedAt() != null)
                .extracting(Passkey::name, Passkey::removedBy)
                .containsExactlyInAnyOrder(tuple("own", STAFF), tuple("registered with the first", STAFF));
    }

    @Test
    void whatIsNotADevicesAnswerToItsOwnCeremonyIsNotRegistered() {
        JsonNode mine = creation(maker.tokenA, A);
        SoftAuthenticator replayed = new SoftAuthenticator();
        ObjectNode first = replayed.make(mine, "first");
        String otherToken = maker.token(A);
        String foreignToken = maker.tokenB;
        List<Maker.Result> refused = new ArrayList<>();
        assertThat(maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(first))
                        .status())
                .isEqualTo(201);
        // The challenge was answered already, by the same device or by another one.
        refused.add(maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(first)));
        refused.add(
                maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(new SoftAuthenticator().make(mine, "late"))));
        // Another session of the same person, and another person.
        refused.add(maker.post(
                otherToken,
                at(A, "/passkeys"),
                Json.write(new SoftAuthenticator().make(creation(maker.tokenA, A), "other"))));
        refused.add(maker.post(
                foreignToken,
                at(B, "/passkeys"),
                Json.write(new SoftAuthenticator().make(creation(maker.tokenA, A), "foreign"))));
        // One's own ceremony with a challenge of another's.
        ObjectNode mixed = new SoftAuthenticator().make(creation(otherToken, A), "mixed");
        mixed.put("ceremony", creation(maker.tokenA, A).path("ceremony").asText());
        refused.add(maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(mixed)));
        // A challenge that was given to sign in with.
        ObjectNode crossed = creation(maker.tokenA, A).deepCopy();
        crossed.put("ceremony", request().path("ceremony").asText());
        refused.add(maker.post(
                maker.tokenA, at(A, "/passkeys"), Json.write(new SoftAuthenticator().make(crossed, "crossed"))));
        refused.add(registered(device -> device.origin = "https://evil.example"));
        refused.add(registered(device -> device.origin = "http://localhost.evil.example"));
        refused.add(registered(device -> device.relyingParty = "evil.example"));
        refused.add(registered(device -> device.verified = false));
        refused.add(registered(device -> device.present = false));
        refused.add(registered(device -> device.framed = true));
        refused.add(register(maker.tokenA, A, new SoftAuthenticator(SoftAuthenticator.Algorithm.ES384), "es384"));
        // The same passkey a second time.
        refused.add(register(maker.tokenA, A, replayed, "twice"));
        JsonNode old = creation(maker.tokenA, A);
        clock.moveTo(Passkeys.CEREMONY);
        refused.add(maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(new SoftAuthenticator().make(old, "old"))));

        assertThat(refused).extracting(Maker.Result::code).containsOnly(NOT_REGISTERED);
        assertThat(refused.stream().map(Maker.Result::text).distinct()).hasSize(1);
        assertThat(maker.get(maker.tokenA, at(A, "/passkeys"))
                        .json()
                        .path("total")
                        .asInt())
                .isOne();
    }

    @Test
    void whateverIsWrongWithAPasskeyTheAnswerIsTheSame() {
        SoftAuthenticator device = new SoftAuthenticator();
        device.counter = 10;
        register(maker.tokenA, A, device, "key");
        String handle = device.userHandle();
        SoftAuthenticator others = new SoftAuthenticator();
        register(maker.tokenB, B, others, "others");
        SoftAuthenticator removed = new SoftAuthenticator();
        String removedId =
                register(maker.tokenA, A, removed, "removed").json().path("id").asText();
        maker.remoteAudit().passkeys().remove(removedId, "lost", STAFF);

        List<Maker.Result> refused = new ArrayList<>();
        refused.add(signIn(new SoftAuthenticator(), request()));
        refused.add(signIn(removed));
        device.counter = 11;
        JsonNode options = request();
        ObjectNode answer = device.sign(options);
        assertThat(post(SIGN_IN, answer).status()).isEqualTo(200);
        // The same answer again, and another answer to the same challenge.
        refused.add(post(SIGN_IN, answer));
        device.counter = 12;
        refused.add(post(SIGN_IN, device.sign(options)));
        // The challenge of one page with the ceremony of another.
        ObjectNode mixed = device.sign(request());
        mixed.put("ceremony", request().path("ceremony").asText());
        refused.add(post(SIGN_IN, mixed));
        // A challenge that was given to register with.
        ObjectNode crossed = creation(maker.tokenA, A).deepCopy();
        refused.add(post(SIGN_IN, device.sign(crossed)));
        refused.add(signedIn(device, one -> one.origin = "https://evil.example", "http://localhost:8080"));
        device.relyingParty = "evil.example";
        refused.add(signIn(device));
        device.relyingParty = "localhost";
        device.verified = false;
        refused.add(signIn(device));
        device.verified = true;
        device.present = false;
        refused.add(signIn(device));
        device.present = true;
        device.copyable = true;
        refused.add(signIn(device));
        device.copyable = false;
        refused.add(post(SIGN_IN, device.sign(request(), "webauthn.create")));
        // Another person's passkey under this device's signature, and this one's for another person.
        ObjectNode foreign = device.sign(request());
        foreign.put("credentialId", others.credentialId()).put("userHandle", others.userHandle());
        refused.add(post(SIGN_IN, foreign));
        device.takeFor(others.userHandle());
        refused.add(signIn(device));
        device.takeFor(handle);
        device.counter = 11;
        refused.add(signIn(device));
        device.counter = 3;
        refused.add(signIn(device));
        device.counter = 0;
        refused.add(signIn(device));
        JsonNode old = request();
        clock.moveTo(Passkeys.CEREMONY);
        device.counter = 20;
        refused.add(signIn(device, old));

        assertThat(refused).extracting(Maker.Result::code).containsOnly(REFUSED);
        assertThat(refused.stream().map(Maker.Result::text).distinct()).hasSize(1);
        assertThat(refused.stream()
                        .map(result -> result.answer().headers().toString())
                        .distinct())
                .hasSize(1);
        // None of it has harmed the device itself.
        assertThat(signIn(device).status()).isEqualTo(200);
    }

    @Test
    void counterThatGoesBackIsInTheTrail() {
        SoftAuthenticator device = new SoftAuthenticator();
        device.counter = 5;
        String id = register(maker.tokenA, A, device, "key").json().path("id").asText();
        device.counter = 4;
        assertThat(signIn(device).code()).isEqualTo(REFUSED);
        maker.settle();
        assertThat(trail(A))
                .filteredOn(access -> access.action().equals("passkey-counter-went-back"))
                .singleElement()
                .returns("aud-1", Access::auditorId)
                .returns(id, Access::credentialId);
    }

    @Test
    void ofFifteenWithOneAnswerOneComesIn() throws Exception {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        ObjectNode answer = device.sign(request());
        List<Callable<Maker.Result>> tries = IntStream.range(0, 15)
                .<Callable<Maker.Result>>mapToObj(i -> () -> post(SIGN_IN, answer))
                .toList();
        assertThat(EnrolmentTest.atOnce(tries))
                .extracting(Maker.Result::status)
                .filteredOn(status -> status == 200)
                .hasSize(1);
    }

    @Test
    void ofTwoCopiesThatCountTheSameOneComesIn() {
        SoftAuthenticator device = new SoftAuthenticator();
        device.counter = 1;
        register(maker.tokenA, A, device, "key");
        device.counter = 2;
        ObjectNode first = device.sign(request());
        ObjectNode second = device.sign(request());
        assertThat(post(SIGN_IN, first).status()).isEqualTo(200);
        assertThat(post(SIGN_IN, second).code()).isEqualTo(REFUSED);
    }

    @Test
    void addressThatTriesTooMuchWaitsAlsoWithTheRightPasskey() {
        maker.close();
        maker = new Maker(directory.resolve("strict"), EnrolmentTest.patient(10), clock);
        clock.stop();
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        SoftAuthenticator unknown = new SoftAuthenticator();
        unknown.takeFor("AAAA");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(unknown, request()).code()).isEqualTo(REFUSED);
        }
        assertThat(signIn(device).status()).isEqualTo(429);
        clock.moveTo(Duration.ofMinutes(1));
        assertThat(signIn(device).status()).isEqualTo(200);
    }

    @Test
    void noMangledAnswerBreaksTheServer() {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        Random random = new Random(20261128);
        for (int i = 0; i < 60; i++) {
            ObjectNode made = new SoftAuthenticator().make(creation(maker.tokenA, A), "mangled");
            mangle(made, i % 2 == 0 ? "attestationObject" : "clientDataJSON", random);
            assertThat(maker.post(maker.tokenA, at(A, "/passkeys"), Json.write(made))
                            .status())
                    .as(made.toString())
                    .isIn(201, 409);
            ObjectNode signed = device.sign(request());
            mangle(
                    signed,
                    List.of("authenticatorData", "clientDataJSON", "signature").get(i % 3),
                    random);
            assertThat(post(SIGN_IN, signed).status()).as(signed.toString()).isEqualTo(403);
            if (maker.get(maker.tokenA, at(A, "/passkeys")).json().path("total").asInt() > 1) {
                maker.remoteAudit().passkeys().of(A).stream()
                        .filter(passkey -> passkey.name().equals("mangled") && passkey.removedAt() == null)
                        .forEach(passkey -> maker.remoteAudit().passkeys().remove(passkey.id(), "mangled", STAFF));
            }
        }
    }

    private static void mangle(ObjectNode answer, String part, Random random) {
        byte[] bytes = Base64.getUrlDecoder().decode(answer.path(part).asText());
        if (random.nextInt(3) == 0) {
            byte[] cut = new byte[Math.max(1, random.nextInt(bytes.length))];
            System.arraycopy(bytes, 0, cut, 0, cut.length);
            bytes = cut;
        } else {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (bytes[at] ^ (1 + random.nextInt(255)));
        }
        answer.put(part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private Maker.Result registered(Consumer<SoftAuthenticator> change) {
        SoftAuthenticator device = new SoftAuthenticator();
        change.accept(device);
        return register(maker.tokenA, A, device, "wrong");
    }

    private Maker.Result signedIn(SoftAuthenticator device, Consumer<SoftAuthenticator> change, String origin) {
        change.accept(device);
        Maker.Result result = signIn(device);
        device.origin = origin;
        return result;
    }
}
