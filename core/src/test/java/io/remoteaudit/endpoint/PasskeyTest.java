package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.access.Access;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Auditors come in by devices of theirs, and nobody else does. */
class PasskeyTest {

    private static final String SIGN_IN = "/audit/v1/passkeys/sign-in";
    private static final String REFUSED = "RA-0734";
    private static final String NOT_REGISTERED = "RA-0733";
    private static final String STAFF = "质量负责人";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory, EnrolmentTest.patient(10_000), clock);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void whoCameByInvitationRegistersADeviceAndComesInWithItAlone() {
        Instant end = clock.instant().plus(Duration.ofDays(20));
        IssuedInvitation issued = maker.remoteAudit().invitations().invite(A, "aud-1", end, STAFF);
        String token = maker.post(
                        "",
                        "/audit/v1/invitations/redemption",
                        "{\"invitation\":\"" + issued.secret() + "\",\"code\":\"" + issued.code() + "\"}")
                .json()
                .path("token")
                .asText();

        SoftAuthenticator device = new SoftAuthenticator();
        Maker.Result registered = register(token, A, device, "我的笔记本");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().path("name").asText()).isEqualTo("我的笔记本");
        assertThat(registered.json().path("lastUsedAt").isNull()).isTrue();

        Maker.Result signedIn = signIn(device);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.header("Cache-Control")).isEqualTo("no-store");
        assertThat(signedIn.json().path("engagement").asText()).isEqualTo(A);
        assertThat(Instant.parse(signedIn.json().path("expiresAt").asText()))
                .isBetween(
                        clock.instant().plus(Duration.ofHours(7)),
                        clock.instant().plus(Passkeys.SESSION));
        String session = signedIn.json().path("token").asText();
        assertThat(maker.get(session, at(A, "/records?q=BFE")).status()).isEqualTo(200);
        JsonNode listed = maker.get(session, at(A, "/passkeys")).json();
        assertThat(listed.path("total").asInt()).isOne();
        assertThat(listed.path("items").get(0).path("lastUsedAt").isTextual()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SoftAuthenticator.Algorithm.class,
            names = {"ES256", "EDDSA", "RS256"})
    void devicesSignWithEachAlgorithmThatIsOffered(SoftAuthenticator.Algorithm algorithm) {
        SoftAuthenticator device = new SoftAuthenticator(algorithm);
        assertThat(register(maker.tokenA, A, device, "key").status()).isEqualTo(201);
        assertThat(signIn(device).status()).isEqualTo(200);
        assertThat(signIn(device).status()).isEqualTo(200);
    }

    @Test
    void optionsAskForAVerifiedUserAndForNothingAboutTheDevice() {
        JsonNode options = creation(maker.tokenA, A).path("publicKey");
        assertThat(options.path("rp").path("id").asText()).isEqualTo("localhost");
        assertThat(options.path("attestation").asText()).isEqualTo("none");
        assertThat(options.path("authenticatorSelection")
                        .path("userVerification")
                        .asText())
                .isEqualTo("required");
        assertThat(Base64.getUrlDecoder().decode(options.path("challenge").asText()))
                .hasSize(32);
        assertThat(options.path("user").path("name").asText()).isEqualTo("Ann Auditor · " + A);
        assertThat(options.path("user").path("id").asText()).doesNotContain("aud-1");
        assertThat(options.path("excludeCredentials")).isEmpty();

        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        JsonNode again = creation(maker.tokenA, A).path("publicKey");
        assertThat(again.path("excludeCredentials").get(0).path("id").asText()).isEqualTo(device.credentialId());
        assertThat(again.path("excludeCredentials").get(0).path("transports").toString())
                .isEqualTo("[\"internal\",\"hybrid\"]");
        assertThat(again.path("user").path("id").asText()).isEqualTo(device.userHandle());
        JsonNode signIn = request().path("publicKey");
        assertThat(signIn.path("challenge").asText())
                .isNotEqualTo(again.path("challenge").asText());
        assertThat(signIn.has("allowCredentials")).isFalse();
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
    void removingAPasskeyEndsWhatItLetIn() {
        SoftAuthenticator device = new SoftAuthenticator();
        SoftAuthenticator spare = new SoftAuthenticator();
        String id = register(maker.tokenA, A, device, "key").json().path("id").asText();
        register(maker.tokenA, A, spare, "spare");
        String session = signIn(device).json().path("token").asText();
        String other = signIn(spare).json().path("token").asText();
        Body.Events stream = maker.get(session, at(A, "/questions/events")).events();

        Maker.Result removed =
                desk("POST", "/engagements/" + A + "/passkeys/" + id + "/removal", "{\"reason\":\"lost\"}");
        assertThat(removed.status()).isEqualTo(200);
        assertThat(maker.get(session, at(A, "")).status()).isEqualTo(401);
        assertThat(maker.get(other, at(A, "")).status()).isEqualTo(200);
        assertThat(maker.get(maker.tokenA, at(A, "")).status()).isEqualTo(200);
        assertThat(signIn(device).code()).isEqualTo(REFUSED);
        await().atMost(Duration.ofSeconds(5)).until(stream::ended);
    }

    @Test
    void nobodyComesInAnewWhileTheEngagementIsHaltedOrOver() {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        String session = signIn(device).json().path("token").asText();
        var audits = maker.remoteAudit().engagements();
        audits.suspend(A, Party.MAKER, "盘点", STAFF);
        assertThat(signIn(device).code()).isEqualTo("RA-0401");
        assertThat(maker.get(session, at(A, "/records?q=BFE")).status()).isEqualTo(403);
        assertThat(maker.post(session, at(A, "/passkeys/options"), "{}").code()).isEqualTo("RA-0401");
        audits.resume(A, Party.MAKER, STAFF);
        assertThat(signIn(device).status()).isEqualTo(200);
        audits.revoke(A, "over", STAFF);
        assertThat(signIn(device).code()).isEqualTo(REFUSED);
        assertThat(maker.get(session, at(A, "")).status()).isEqualTo(404);
    }

    @Test
    void sessionEndsAfterEightHoursAndWithItsEngagement() {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        String session = signIn(device).json().path("token").asText();
        clock.moveTo(Passkeys.SESSION.plusSeconds(5));
        assertThat(maker.get(session, at(A, "")).status()).isEqualTo(401);
        Instant end =
                maker.remoteAudit().engagements().find(A).orElseThrow().terms().accessTo();
        clock.moveTo(Duration.between(Instant.now(), end).minus(Duration.ofHours(1)));
        assertThat(signIn(device).json().path("expiresAt").asText()).isEqualTo(end.toString());
        clock.moveTo(Duration.between(Instant.now(), end).plusSeconds(5));
        assertThat(signIn(device).code()).isEqualTo("RA-0401");
    }

    @Test
    void auditorWhoIsNoMoreNamedDoesNotComeIn() {
        SoftAuthenticator device = new SoftAuthenticator();
        String token = maker.engage("ENG-C", terms -> terms);
        register(token, "ENG-C", device, "key");
        var audits = maker.remoteAudit().engagements();
        audits.amend(
                "ENG-C", without("aud-1", audits.find("ENG-C").orElseThrow().terms()), STAFF);
        assertThat(signIn(device).code()).isEqualTo(REFUSED);
    }

    @Test
    void auditorsSeeRenameAndRemoveTheirOwnPasskeysAlone() {
        SoftAuthenticator device = new SoftAuthenticator();
        String id = register(maker.tokenA, A, device, "key").json().path("id").asText();
        String path = at(A, "/passkeys/" + id);
        byte[] name = "{\"name\":\"电话\"}".getBytes(StandardCharsets.UTF_8);
        Headers json = Headers.none().with("Content-Type", "application/json");
        assertThat(maker.send("PUT", path, Maker.bearer(maker.tokenA).and(json), name)
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("电话");
        String foreign = at(B, "/passkeys/" + id);
        assertThat(maker.send("PUT", foreign, Maker.bearer(maker.tokenB).and(json), name)
                        .status())
                .isEqualTo(404);
        assertThat(maker.send("DELETE", foreign, Maker.bearer(maker.tokenB), new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(maker.get(maker.tokenB, at(B, "/passkeys"))
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(maker.send("DELETE", path, Maker.bearer(maker.tokenA), new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(maker.send("DELETE", path, Maker.bearer(maker.tokenA), new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(signIn(device).code()).isEqualTo(REFUSED);
    }

    @Test
    void signingOutEndsWhatAPasskeyBeganAndNoOtherToken() {
        SoftAuthenticator device = new SoftAuthenticator();
        register(maker.tokenA, A, device, "key");
        String session = signIn(device).json().path("token").asText();
        String path = at(A, "/session");
        assertThat(maker.send("DELETE", path, Maker.bearer(session), new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(maker.get(session, at(A, "")).status()).isEqualTo(401);
        assertThat(maker.send("DELETE", path, Maker.bearer(maker.tokenA), new byte[0])
                        .status())
                .isEqualTo(409);
        assertThat(maker.get(maker.tokenA, at(A, "")).status()).isEqualTo(200);
        assertThat(signIn(device).status()).isEqualTo(200);
    }

    @Test
    void auditorHasTwentyPasskeysAtMost() {
        for (int i = 0; i < Passkeys.MOST_PASSKEYS; i++) {
            assertThat(register(maker.tokenA, A, new SoftAuthenticator(), "key " + i)
                            .status())
                    .isEqualTo(201);
        }
        assertThat(maker.post(maker.tokenA, at(A, "/passkeys/options"), "{}").status())
                .isEqualTo(409);
    }

    @Test
    void everyStepIsInTheLedgerAndInTheTrail() {
        SoftAuthenticator device = new SoftAuthenticator();
        String id = register(maker.tokenA, A, device, "key").json().path("id").asText();
        signIn(device);
        device.verified = false;
        signIn(device);
        signIn(new SoftAuthenticator(), request());
        maker.remoteAudit().passkeys().rename(id, "other", "aud-1");
        maker.remoteAudit().passkeys().remove(id, "lost", STAFF);
        maker.remoteAudit().passkeys().remove(id, "lost", STAFF);
        maker.settle();

        assertThat(maker.remoteAudit().ledger().versions(EntryKind.PASSKEY, id))
                .extracting(entry -> text(entry, "event"))
                .containsExactly("registered", "renamed", "removed");
        assertThat(trail(A))
                .filteredOn(access -> access.action().equals("passkey-sign-in"))
                .allMatch(access -> access.credentialId().equals(id))
                .extracting(access -> access.served().status())
                .containsExactly(200, 403);
        assertThat(trail(A)).extracting(Access::action).contains("passkey-begin", "passkey-register");
        assertThat(trail("-")).extracting(Access::action).contains("refused-passkey");
        String session = maker.remoteAudit().ledger().subjects(EntryKind.CREDENTIAL).stream()
                .flatMap(subject -> maker.remoteAudit().ledger().versions(EntryKind.CREDENTIAL, subject).stream())
                .filter(entry -> entry.field("passkey").isPresent())
                .map(entry -> text(entry, "passkey"))
                .findFirst()
                .orElseThrow();
        assertThat(session).isEqualTo(id);
    }

    @Test
    void staffSeesEachPasskeyAndNotTheTokensTheyGave() {
        SoftAuthenticator device = new SoftAuthenticator();
        String id = register(maker.tokenA, A, device, "笔记本").json().path("id").asText();
        signIn(device);
        JsonNode shown = desk("GET", "/engagements/" + A, "").json();
        assertThat(shown.path("credentials")).hasSize(1);
        JsonNode passkey = shown.path("passkeys").get(0);
        assertThat(passkey.path("auditorId").asText()).isEqualTo("aud-1");
        assertThat(passkey.path("name").asText()).isEqualTo("笔记本");
        assertThat(passkey.path("state").asText()).isEqualTo("active");
        assertThat(passkey.has("lastUsedAt")).isTrue();
        JsonNode after = desk("POST", "/engagements/" + A + "/passkeys/" + id + "/removal", "{\"reason\":\"lost\"}")
                .json()
                .path("passkeys")
                .get(0);
        assertThat(after.path("state").asText()).isEqualTo("removed");
        assertThat(after.path("removedBy").asText()).isEqualTo(STAFF);
        assertThat(desk("POST", "/engagements/" + B + "/passkeys/" + id + "/removal", "{\"reason\":\"lost\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void addressThatTriesTooMuchWaitsAlsoWithTheRightPasskey() {
        maker.close();
        maker = new Maker(directory.resolve("strict"), EnrolmentTest.patient(10), clock);
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

    private static EngagementTerms without(String auditor, EngagementTerms terms) {
        ObjectNode json = terms.toJson();
        ((ObjectNode) json.path("auditors").get(0)).put("id", "aud-2");
        assertThat(terms.auditors().get(0).id()).isEqualTo(auditor);
        return EngagementTerms.fromJson(json);
    }

    private JsonNode creation(String token, String engagement) {
        Maker.Result options = maker.post(token, at(engagement, "/passkeys/options"), "{}");
        assertThat(options.status()).as(options.text()).isEqualTo(200);
        return options.json();
    }

    private JsonNode request() {
        return post(SIGN_IN + "/options", Json.object()).json();
    }

    private Maker.Result register(String token, String engagement, SoftAuthenticator device, String name) {
        ObjectNode made = device.make(creation(token, engagement), name);
        return maker.post(token, at(engagement, "/passkeys"), Json.write(made));
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

    private Maker.Result signIn(SoftAuthenticator device) {
        return signIn(device, request());
    }

    private Maker.Result signIn(SoftAuthenticator device, JsonNode options) {
        if (device.userHandle().isEmpty()) {
            device.takeFor("AAAA");
        }
        return post(SIGN_IN, device.sign(options));
    }

    private Maker.Result post(String path, JsonNode body) {
        return maker.post("", path, Json.write(body));
    }

    private List<Access> trail(String engagement) {
        return maker.remoteAudit()
                .accessTrail()
                .list(engagement, 0, 200, maker.remoteAudit().ledger().size())
                .items();
    }

    private Maker.Result desk(String method, String path, String body) {
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        return maker.send(method, AuditDesk.PATH + path, own, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Entry entry, String name) {
        return entry.field(name).orElseThrow().asText();
    }
}
