package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.access.Access;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Auditors come in by devices of theirs, which they and the maker take away again. */
class PasskeyTest extends PasskeyCase {

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
        await().atMost(Duration.ofSeconds(60)).until(stream::ended);
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

    private static EngagementTerms without(String auditor, EngagementTerms terms) {
        ObjectNode json = terms.toJson();
        ((ObjectNode) json.path("auditors").get(0)).put("id", "aud-2");
        assertThat(terms.auditors().get(0).id()).isEqualTo(auditor);
        return EngagementTerms.fromJson(json);
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
