package io.remoteaudit.endpoint;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.IssuedInvitation;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.preparation.AuditPlans;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationLists;
import io.remoteaudit.preparation.PreparedItem;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.sampling.DrawMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each operation of the contract a request that is right in itself, whoever is allowed to make it. */
final class SampleRequests {

    private static final String RECORD = "/records/" + PathSegment.of(Maker.RECORD_A);
    private static final String FILE = PathSegment.of(Maker.FILE);
    private static final String QUESTION = "{\"title\":\"BFE\",\"text\":\"why?\"}";
    static final String FINDING =
            "{\"kind\":\"minor-nonconformity\",\"clause\":{\"edition\":\"ISO 13485:2016\",\"number\":\"8.2.6\"},"
                    + "\"text\":\"缺少原始数据\",\"respondBy\":\"2030-01-31\",\"evidence\":[{\"type\":\"record\",\"recordId\":\""
                    + Maker.RECORD_A + "\",\"version\":2}]}";
    private static final String CERTIFICATE =
            "{\"certificate\":\"Q-1\",\"outcome\":\"suspended\",\"date\":\"2030-02-01\",\"document\":\"D-1\"}";
    private static final String SEED = "0123456789abcdef".repeat(4);
    private static final String SAMPLE =
            "{\"method\":\"statistical\",\"objective\":\"进货检验\",\"q\":\"BFE\",\"size\":1,\"commitment\":\""
                    + DrawMethod.commitment(SEED).hex() + "\"}";
    private static final String AGENDA = "{\"items\":[{\"site\":\"S1\",\"process\":\"熔喷\",\"auditor\":\"Ann Auditor\","
            + "\"from\":\"2030-02-01T01:00:00Z\",\"to\":\"2030-02-01T03:00:00Z\"}]}";
    private static final String WANTED =
            "{\"items\":[{\"id\":\"P-1\",\"wanted\":\"进货检验记录\",\"owner\":\"李工\",\"due\":\"2030-01-31\"}]}";
    private static final String CONSENT = "{\"item\":{\"type\":\"capture\",\"what\":\"车间布局图\"},\"reason\":\"审核报告附图\"}";
    private static final String EXPORT = "{\"recordIds\":[\"" + Maker.RECORD_A + "\"]}";

    private final Maker maker;
    private final String engagement;
    private final String token;
    private final @Nullable PageVisitor visitor;
    private final long anchored;
    private boolean real;

    /** A request. */
    record Sample(String method, String path, String body, Map<String, String> headers) {

        static Sample get(String path) {
            return new Sample("GET", path, "", Map.of());
        }

        static Sample post(String path, String body) {
            return new Sample("POST", path, body, Map.of());
        }
    }

    /** What was made by a request before: where it is, and its version. */
    private record Made(String path, String etag) {}

    /**
     * Requests of one caller.
     *
     * @param token empty for none
     * @param anchored a ledger size that is time-stamped
     */
    SampleRequests(Maker maker, String engagement, String token, long anchored) {
        this.maker = maker;
        this.engagement = engagement;
        this.token = token;
        this.anchored = anchored;
        this.visitor = null;
    }

    /** Requests of one who is in the pages. */
    SampleRequests(Maker maker, String engagement, PageVisitor visitor, long anchored) {
        this.maker = maker;
        this.engagement = engagement;
        this.token = "";
        this.anchored = anchored;
        this.visitor = visitor;
    }

    /** A request about what there is, made before where it is needed. */
    Sample ofWhatThereIs(String operation) {
        real = true;
        return sample(operation);
    }

    /** The same about what need not be there, for a caller who must not come so far. */
    Sample ofAnything(String operation) {
        real = false;
        return sample(operation);
    }

    Maker.Result send(Sample sample) {
        Headers headers = token.isEmpty() ? Headers.none() : Maker.bearer(token);
        if (visitor != null) {
            headers = visitor.own(sample.method()).and(visitor.proven());
        }
        for (Map.Entry<String, String> header : sample.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        if (!sample.body().isEmpty()) {
            headers = headers.with("Content-Type", "application/json");
        }
        return maker.send(sample.method(), sample.path(), headers, sample.body().getBytes(StandardCharsets.UTF_8));
    }

    private Sample sample(String operation) {
        return switch (operation) {
            case "discover" -> Sample.get("/.well-known/remote-audit");
            case "contract" -> Sample.get("/audit/v1/openapi.yaml");
            case "redeemInvitation" -> Sample.post("/audit/v1/invitations/redemption", invitation());
            case "bindIdentity" -> Sample.post("/audit/v1/invitations/binding", invitation());
            case "beginPasskeySignIn" -> Sample.post("/audit/v1/passkeys/sign-in/options", "{}");
            case "signInWithPasskey" -> Sample.post("/audit/v1/passkeys/sign-in", Json.write(assertion(device())));
            case "beginPasskey" -> Sample.post(at("/passkeys/options"), "{}");
            case "registerPasskey" -> Sample.post(at("/passkeys"), Json.write(made(new SoftAuthenticator())));
            case "listPasskeys" -> Sample.get(at("/passkeys"));
            case "renamePasskey" -> new Sample("PUT", at("/passkeys/" + passkey()), "{\"name\":\"key\"}", Map.of());
            case "removePasskey" -> new Sample("DELETE", at("/passkeys/" + passkey()), "", Map.of());
            case "signOut" -> new Sample("DELETE", at("/session"), "", session());
            case "getSession" -> Sample.get(PageVisitor.SESSION);
            case "openSession" ->
                new Sample(
                        "POST",
                        PageVisitor.SESSION,
                        "{}",
                        Map.of("Origin", PageVisitor.ORIGIN, "Host", "localhost:8080"));
            case "endSession" -> new Sample("DELETE", PageVisitor.SESSION, "", Map.of());
            case "listEngagements" -> Sample.get("/audit/v1/engagements");
            case "getEngagement" -> Sample.get(at(""));
            case "acceptEngagement" -> Sample.post(at("/acceptance"), digest());
            case "suspendEngagement" -> Sample.post(at("/suspension"), "{\"reason\":\"break\"}");
            case "resumeEngagement" -> Sample.post(at("/resumption"), "{}");
            case "agreeToEndEngagement" -> Sample.post(at("/ending"), "{\"reason\":\"all seen\"}");
            case "noteOutage" -> Sample.post(at("/outages"), outage());
            case "getIctStatement" -> Sample.get(at("/ict-statement"));
            case "getOrganization" -> Sample.get(at("/organization"));
            case "getPlan" -> Sample.get(at("/plan"));
            case "proposePlan" -> preparing("PUT", "/plan", AGENDA, 0);
            case "confirmPlan" -> preparing("POST", "/plan/confirmation", "{}", planChangedByMaker());
            case "getPreparation" -> Sample.get(at("/preparation"));
            case "proposePreparation" -> preparing("PUT", "/preparation", WANTED, 0);
            case "confirmPreparation" -> preparing("POST", "/preparation/confirmation", "{}", listChangedByMaker());
            case "searchRecords" -> Sample.get(at("/records?q=BFE"));
            case "searchRecordsByBody" -> Sample.post(at("/search"), "{\"q\":\"BFE\"}");
            case "suggest" -> Sample.get(at("/suggestions?q=lots:2"));
            case "getRecord" -> Sample.get(at(RECORD));
            case "listVersions" -> Sample.get(at(RECORD + "/versions"));
            case "getProof" -> Sample.get(at(RECORD + "/proof"));
            case "getAttachment" -> Sample.get(at(RECORD + "/attachments/" + FILE));
            case "traceLot" -> Sample.get(at("/lots/MB-20260401-03/trace"));
            case "getDossier" -> Sample.get(at("/lots/MB-20260401-03/dossier"));
            case "listQuestions" -> Sample.get(at("/questions"));
            case "ask" -> Sample.post(at("/questions"), QUESTION);
            case "getQuestion" -> Sample.get(at(made("/questions", QUESTION).path()));
            case "addMessage" ->
                step("/questions", QUESTION, "/messages", "{\"kind\":\"follow-up\",\"text\":\"And?\"}");
            case "getAnswerAttachment" -> Sample.get(at(answerWithFile()));
            case "followQuestions" -> Sample.get(at("/questions/events"));
            case "listFindings" -> Sample.get(at("/findings"));
            case "raiseFinding" -> Sample.post(at("/findings"), FINDING);
            case "getFinding" -> Sample.get(at(made("/findings", FINDING).path()));
            case "addFindingStep" ->
                step("/findings", FINDING, "/steps", "{\"action\":\"withdraw\",\"text\":\"none\"}");
            case "listSamples" -> Sample.get(at("/samples"));
            case "freezeSample" -> Sample.post(at("/samples"), SAMPLE);
            case "getSample" -> Sample.get(at(made("/samples", SAMPLE).path()));
            case "getPopulation" -> Sample.get(at(made("/samples", SAMPLE).path() + "/population"));
            case "getSampleProof" -> Sample.get(at(made("/samples", SAMPLE).path() + "/proof"));
            case "addSampleStep" ->
                step("/samples", SAMPLE, "/steps", "{\"action\":\"draw\",\"seed\":\"" + SEED + "\"}");
            case "listCertificates" -> Sample.get(at("/certificates"));
            case "reportCertificate" -> Sample.post(at("/certificates"), CERTIFICATE);
            case "getCertificate" ->
                Sample.get(at(made("/certificates", CERTIFICATE).path()));
            case "listConsents" -> Sample.get(at("/consents"));
            case "askForConsent" -> Sample.post(at("/consents"), CONSENT);
            case "getConsent" -> Sample.get(at(made("/consents", CONSENT).path()));
            case "listExports" -> Sample.get(at("/exports"));
            case "startExport" -> Sample.post(at("/exports"), EXPORT);
            case "getExport" -> Sample.get(at(export()));
            case "cancelExport" -> new Sample("DELETE", at(export()), "", Map.of());
            case "getExportContent" -> Sample.get(at(export() + "/content"));
            case "listAccess" -> Sample.get(at("/access"));
            case "getAccessContent" -> Sample.get(at("/access/content?format=csv"));
            case "getCheckpoint" -> Sample.get(at("/ledger/checkpoint"));
            case "getTile" -> Sample.get(at("/ledger/tile/0/000.p/2"));
            case "getConsistency" -> Sample.get(at("/ledger/consistency?from=1"));
            case "getCosignatures" -> Sample.get(at("/ledger/cosignatures"));
            case "addCosignature" -> Sample.post(at("/ledger/cosignatures"), cosignature());
            case "getTimestamps" -> Sample.get(at("/ledger/timestamps"));
            case "getTimestamp" -> Sample.get(at("/ledger/timestamps/" + anchored + "/tsa"));
            case "getLedgerKeys" -> Sample.get(at("/ledger/keys"));
            default -> throw new AssertionError("Add a request for the operation '" + operation + "', and its row");
        };
    }

    private String at(String rest) {
        return Maker.at(engagement, rest);
    }

    private String invitation() {
        if (!real) {
            return "{\"invitation\":\"ri_" + "a".repeat(49) + "\",\"code\":\"ABCD2345\"}";
        }
        Instant end = maker.remoteAudit()
                .engagements()
                .find(engagement)
                .orElseThrow()
                .terms()
                .accessTo();
        IssuedInvitation issued = maker.remoteAudit().invitations().invite(engagement, "aud-1", end, "质量负责人");
        return "{\"invitation\":\"" + issued.secret() + "\",\"code\":\"" + issued.code() + "\"}";
    }

    private ObjectNode made(SoftAuthenticator device) {
        JsonNode options = real
                ? send(Sample.post(at("/passkeys/options"), "{}")).json()
                : Json.parse(
                        "{\"ceremony\":\"none\",\"publicKey\":{\"challenge\":\"AAAA\",\"user\":{\"id\":\"AAAA\"}}}");
        return device.make(options, "key");
    }

    /** A device that holds a passkey of the caller's, or of nobody. */
    private SoftAuthenticator device() {
        SoftAuthenticator device = new SoftAuthenticator();
        ObjectNode made = made(device);
        if (real) {
            send(Sample.post(at("/passkeys"), Json.write(made)));
        }
        return device;
    }

    private ObjectNode assertion(SoftAuthenticator device) {
        return device.sign(
                send(Sample.post("/audit/v1/passkeys/sign-in/options", "{}")).json());
    }

    private String passkey() {
        return real
                ? send(Sample.post(at("/passkeys"), Json.write(made(new SoftAuthenticator()))))
                        .json()
                        .path("id")
                        .asText()
                : "none";
    }

    /** The way of a caller who came in with a passkey, if the caller may come so far. */
    private Map<String, String> session() {
        if (!real) {
            return Map.of();
        }
        String signedIn = Json.write(assertion(device()));
        String token = send(Sample.post("/audit/v1/passkeys/sign-in", signedIn))
                .json()
                .path("token")
                .asText();
        return Map.of("Authorization", "Bearer " + token);
    }

    private String digest() {
        String digest = maker.remoteAudit()
                .engagements()
                .find(engagement)
                .map(found -> found.digest().hex())
                .orElse("0".repeat(64));
        return "{\"digest\":\"" + digest + "\"}";
    }

    private String outage() {
        Instant now = maker.remoteAudit()
                .engagements()
                .find(Maker.A)
                .orElseThrow()
                .terms()
                .accessFrom();
        return "{\"from\":\"" + now + "\",\"to\":\"" + now.plusSeconds(60) + "\",\"description\":\"视频中断\"}";
    }

    private String cosignature() {
        WitnessKey witness = new WitnessKey("body.example/witness", new byte[32]);
        String note = maker.remoteAudit().ledger().checkpoint().note();
        return Json.write(CosignatureJson.write(witness.key(), witness.cosign(note, Instant.now())));
    }

    private Made made(String list, String body) {
        if (!real) {
            return new Made(list + "/X-1", "\"1\"");
        }
        Maker.Result result = send(Sample.post(at(list), body));
        if (result.status() >= 300) {
            throw new AssertionError(list + ": " + result.text());
        }
        return new Made(list + result.header("Location").replaceFirst(".*(?=/)", ""), result.header("ETag"));
    }

    private Sample step(String list, String body, String steps, String step) {
        Made made = made(list, body);
        return new Sample("POST", at(made.path() + steps), step, Map.of("If-Match", made.etag()));
    }

    /** Where the file of an answer is. */
    private String answerWithFile() {
        String question = made("/questions", QUESTION).path();
        if (real) {
            String id = question.substring(question.lastIndexOf('/') + 1);
            try {
                Attachment file = maker.remoteAudit()
                        .attachments()
                        .store("cal.txt", "text/plain", new ByteArrayInputStream(new byte[] {1}));
                AnswerDesk desk = maker.remoteAudit().answers();
                desk.draft(id, 0, new DraftContent("see file", "en", null, List.of(file)), "maker");
                desk.release(id, 1, 1, "maker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            maker.settle();
        }
        return question + "/messages/2/attachments/cal.txt";
    }

    private Sample preparing(String method, String path, String body, int version) {
        return new Sample(method, at(path), body, Map.of("If-Match", "\"" + version + "\""));
    }

    private int planChangedByMaker() {
        if (!real) {
            return 0;
        }
        send(preparing("PUT", "/plan", AGENDA, 0));
        AuditPlans plans = maker.remoteAudit().preparation().plans();
        PreparationContent.Agenda agenda = new PreparationContent.Agenda(
                plans.of(engagement, Long.MAX_VALUE).items(), "later");
        return plans.write(engagement, 1, Party.MAKER, agenda, "质量负责人").version();
    }

    private int listChangedByMaker() {
        if (!real) {
            return 0;
        }
        send(preparing("PUT", "/preparation", WANTED, 0));
        PreparationLists lists = maker.remoteAudit().preparation().lists();
        PreparationContent.Wanted wanted = new PreparationContent.Wanted(
                lists.of(engagement, Long.MAX_VALUE).items().stream()
                        .map(PreparedItem::item)
                        .toList(),
                "later");
        return lists.write(engagement, 1, Party.MAKER, wanted, "质量负责人").version();
    }

    private String export() {
        String path = made("/exports", EXPORT).path();
        if (real) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> send(Sample.get(at(path)))
                            .json()
                            .path("state")
                            .asText()
                            .equals("done"));
        }
        return path;
    }
}
