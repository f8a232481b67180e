package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.FindingJson;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingRules;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.finding.StepContent;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.ClauseReference;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state × every action × everyone who may try, over HTTP. */
class FindingStepsTest {

    private static final ClauseReference CLAUSE = new ClauseReference("ISO 13485:2016", "8.2.6");

    /** The actions that lead to each state of a nonconformity. */
    private static final Map<FindingState, List<FindingAction>> WAYS = Map.of(
            FindingState.RAISED, List.of(),
            FindingState.RESPONDED, List.of(FindingAction.RESPOND),
            FindingState.DISPUTED, List.of(FindingAction.DISPUTE),
            FindingState.RETURNED, List.of(FindingAction.RESPOND, FindingAction.RETURN),
            FindingState.ACCEPTED, List.of(FindingAction.RESPOND, FindingAction.ACCEPT),
            FindingState.VERIFIED, List.of(FindingAction.RESPOND, FindingAction.ACCEPT, FindingAction.VERIFY),
            FindingState.CLOSED,
                    List.of(FindingAction.RESPOND, FindingAction.ACCEPT, FindingAction.VERIFY, FindingAction.CLOSE),
            FindingState.WITHDRAWN, List.of(FindingAction.WITHDRAW));

    /** And of what needs no response. */
    private static final Map<FindingState, List<FindingAction>> SHORT_WAYS = Map.of(
            FindingState.RAISED, List.of(),
            FindingState.CLOSED, List.of(FindingAction.CLOSE),
            FindingState.WITHDRAWN, List.of(FindingAction.WITHDRAW));

    @TempDir
    private Path directory;

    private final ContractChecker checker = new ContractChecker();
    private Maker maker;
    private Findings findings;
    private Admission admission;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
        findings = maker.remoteAudit().findings();
        Engagements engagements = maker.remoteAudit().engagements();
        admission = engagements.admit(engagements.authenticate(maker.tokenA).orElseThrow());
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void auditorsAndStaffDoWhatTheTableSaysAndNothingElse() {
        for (FindingKind kind : FindingKind.values()) {
            for (FindingState state : ways(kind).keySet()) {
                for (FindingAction action : FindingAction.values()) {
                    String what = kind.wireName() + " " + state.wireName() + " " + action.wireName();
                    Optional<FindingState> after = FindingRules.after(kind, state, action);
                    Finding forBody = in(kind, state);
                    Maker.Result body = atEndpoint(maker.tokenA, forBody, action);
                    expect(what + " by the body", body, action, Party.BODY, after);
                    requireStep(forBody, body);
                    Finding forMaker = in(kind, state);
                    Maker.Result makers = atDesk(StaffMember.withAllRoles("质量负责人"), forMaker, action);
                    expect(what + " by the maker", makers, action, Party.MAKER, after);
                    requireStep(forMaker, makers);
                }
            }
        }
    }

    @Test
    void nobodyElseCanDoAnything() {
        StaffMember looksOn = new StaffMember("内审员", EnumSet.of(StaffRole.VIEW, StaffRole.ANSWER, StaffRole.MANAGE));
        List<Finding> all = new ArrayList<>();
        for (FindingKind kind : FindingKind.values()) {
            ways(kind).keySet().forEach(state -> all.add(in(kind, state)));
        }
        String without = withoutFind();
        for (Finding finding : all) {
            for (FindingAction action : FindingAction.values()) {
                String what = finding.state() + " " + action;
                assertThat(atEndpoint(maker.tokenB, finding, action).status())
                        .as(what)
                        .isEqualTo(404);
                assertThat(atEndpoint(null, finding, action).status()).as(what).isEqualTo(401);
                assertThat(atDesk(looksOn, finding, action).status()).as(what).isEqualTo(403);
                Maker.Result refused = atEndpoint(without, finding, action);
                assertThat(refused.status()).as(what).isEqualTo(403);
                assertThat(refused.json().path("type").asText())
                        .isEqualTo("urn:remote-audit:problem:right-not-granted");
            }
            assertThat(findings.inside(finding.id()).orElseThrow().version()).isEqualTo(finding.version());
        }
        assertThat(maker.post(without, at(A, "/findings"), raising()).status()).isEqualTo(403);
        assertThat(maker.post(without, at(A, "/certificates"), "{}").status()).isEqualTo(403);
        assertThat(maker.get(without, at(A, "/findings")).json().path("total").asInt())
                .isEqualTo(all.size());
    }

    @Test
    void stepNeedsTheVersionItIsBasedOnAndIsTakenOnce() {
        Finding finding = in(FindingKind.CONFORMITY, FindingState.RAISED);
        String steps = at(A, "/findings/" + finding.id() + "/steps");
        String close = "{\"action\":\"close\"}";
        assertThat(maker.post(maker.tokenA, steps, close).status()).isEqualTo(428);
        assertThat(maker.post(maker.tokenA, steps, close, "If-Match", "\"2\"").status())
                .isEqualTo(412);
        String[] once = {"If-Match", "\"1\"", "Idempotency-Key", "k-1"};
        Maker.Result closed = maker.post(maker.tokenA, steps, close, once);
        assertThat(closed.status()).isEqualTo(201);
        assertThat(closed.header("ETag")).isEqualTo("\"2\"");
        assertThat(maker.post(maker.tokenA, steps, close, once).text()).isEqualTo(closed.text());
        assertThat(maker.post(maker.tokenA, steps, close, "If-Match", "\"2\"").status())
                .isEqualTo(409);
        String[] raiseOnce = {"Idempotency-Key", "k-2"};
        String first = maker.post(maker.tokenA, at(A, "/findings"), raising(), raiseOnce)
                .json()
                .path("id")
                .asText();
        assertThat(maker.post(maker.tokenA, at(A, "/findings"), raising(), raiseOnce)
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(first);
        assertThat(maker.get(maker.tokenA, at(A, "/findings"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void ofFifteenAtOnceWithOneTagOneClosesAndWithOneKeyOneIsRaised() throws Exception {
        Finding finding = in(FindingKind.CONFORMITY, FindingState.RAISED);
        String steps = at(A, "/findings/" + finding.id() + "/steps");
        List<Integer> closing =
                atOnce(() -> maker.post(maker.tokenA, steps, "{\"action\":\"close\"}", "If-Match", "\"1\""));
        assertThat(closing)
                .containsOnlyOnce(201)
                .filteredOn(status -> status != 201)
                .containsOnly(412);
        List<Integer> raising =
                atOnce(() -> maker.post(maker.tokenA, at(A, "/findings"), raising(), "Idempotency-Key", "once"));
        assertThat(raising).contains(201).isSubsetOf(201, 409);
        maker.settle();
        assertThat(maker.get(maker.tokenA, at(A, "/findings"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    private static List<Integer> atOnce(Callable<Maker.Result> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(15);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Maker.Result> result : threads.invokeAll(Collections.nCopies(15, call))) {
                statuses.add(result.get().status());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void everyPlaceThatIsWrongIsNamedAndForeignEvidenceIsAbsentEvidence() {
        String wrong = "{\"kind\":\"grave\",\"clause\":{\"edition\":\"ISO 1:1900\",\"number\":\"8;1\",\"x\":1},"
                + "\"respondBy\":\"31.1.2030\",\"evidence\":[{\"type\":\"record\",\"recordId\":\"" + Maker.RECORD_B
                + "\",\"version\":1},{\"type\":\"record\",\"recordId\":\"IQC/2026/9\",\"version\":1},{\"type\":\"rumour\"}]}";
        Maker.Result refused = maker.post(maker.tokenA, at(A, "/findings"), wrong);
        assertThat(refused.status()).isEqualTo(400);
        List<String> pointers = new ArrayList<>();
        List<String> details = new ArrayList<>();
        refused.json().path("errors").forEach(error -> {
            pointers.add(error.path("pointer").asText());
            details.add(error.path("detail").asText());
        });
        assertThat(pointers)
                .containsExactlyInAnyOrder(
                        "/kind",
                        "/clause/x",
                        "/clause/edition",
                        "/clause/number",
                        "/text",
                        "/evidence/0",
                        "/evidence/1",
                        "/evidence/2/type",
                        "/respondBy");
        assertThat(details.get(pointers.indexOf("/evidence/0")))
                .isEqualTo(details.get(pointers.indexOf("/evidence/1")));
        Finding finding = in(FindingKind.MINOR_NONCONFORMITY, FindingState.RAISED);
        Maker.Result atDesk = atDesk(
                StaffMember.withAllRoles("质量负责人"),
                finding,
                "{\"action\":\"dispute\",\"text\":\"x\",\"evidence\":[{\"type\":\"record\",\"recordId\":\""
                        + Maker.RECORD_B + "\",\"version\":1}]}");
        assertThat(atDesk.status()).isEqualTo(400);
        assertThat(findings.inside(finding.id()).orElseThrow().version()).isEqualTo(finding.version());
    }

    @Test
    void anotherEngagementsFindingAnswersExactlyAsNone() {
        Finding finding = in(FindingKind.CONFORMITY, FindingState.RAISED);
        maker.settle();
        Maker.Result foreign = maker.get(maker.tokenB, at(Maker.B, "/findings/" + finding.id()));
        Maker.Result absent = maker.get(maker.tokenB, at(Maker.B, "/findings/F-none"));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.bytes()).isEqualTo(absent.bytes());
        assertThat(foreign.header("ETag")).isEmpty();
        assertThat(maker.get(maker.tokenB, at(Maker.B, "/findings"))
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void everyRequestIsInTheTrailAndBothSidesReadTheSame() {
        Maker.Result raised = maker.post(maker.tokenA, at(A, "/findings"), raising());
        String finding = at(A, "/" + raised.header("Location"));
        maker.get(maker.tokenA, finding);
        maker.get(maker.tokenA, at(A, "/findings"));
        maker.post(maker.tokenA, finding + "/steps", "{\"action\":\"close\"}", "If-Match", "\"1\"");
        maker.post(maker.tokenA, at(A, "/certificates"), "{}");
        maker.get(maker.tokenA, at(A, "/certificates"));
        maker.get(maker.tokenA, at(A, "/certificates/C-none"));
        maker.settle();
        List<String> trail = new ArrayList<>();
        maker.get(maker.tokenA, at(A, "/access"))
                .json()
                .path("items")
                .forEach(access -> trail.add(access.path("action").asText() + " "
                        + access.path("served").path("status").asText()));
        assertThat(trail)
                .contains(
                        "finding-raise 201",
                        "finding 200",
                        "findings 200",
                        "finding-step 201",
                        "certificate-report 400",
                        "certificates 200",
                        "certificate 404");
    }

    @Test
    void pagesHoldTogetherWhileFindingsAreRaisedAndACursorFitsItsFilterOnly() {
        for (int i = 0; i < 5; i++) {
            in(FindingKind.CONFORMITY, FindingState.RAISED);
        }
        maker.settle();
        Maker.Result first = maker.get(maker.tokenA, at(A, "/findings?limit=3&kind=conformity"));
        assertThat(first.json().path("total").asInt()).isEqualTo(5);
        String cursor = first.json().path("nextCursor").asText();
        in(FindingKind.CONFORMITY, FindingState.RAISED);
        maker.settle();
        Maker.Result second = maker.get(maker.tokenA, at(A, "/findings?limit=3&kind=conformity&cursor=" + cursor));
        assertThat(second.json().path("total").asInt()).isEqualTo(5);
        assertThat(second.json().path("items")).hasSize(2);
        assertThat(second.json().path("nextCursor").isNull()).isTrue();
        assertThat(maker.get(maker.tokenA, at(A, "/findings?limit=3&cursor=" + cursor))
                        .code())
                .isEqualTo("RA-0302");
    }

    @Test
    void deskFindsRecordsToNameAsEvidenceInsideTheScopeAndShowsWhatIsDue() {
        Finding finding = in(FindingKind.MINOR_NONCONFORMITY, FindingState.RETURNED);
        maker.settle();
        String path = AuditDesk.PATH + "/findings/" + finding.id();
        Maker.Result found = maker.send("GET", path + "/evidence?record=" + Maker.RECORD_A, desk(), new byte[0]);
        assertThat(found.json().path("version").asInt()).isEqualTo(2);
        assertThat(maker.send("GET", path + "/evidence?record=" + Maker.RECORD_B, desk(), new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(maker.send("GET", path + "/evidence", desk(), new byte[0]).status())
                .isEqualTo(400);
        Maker.Result list = maker.send("GET", AuditDesk.PATH + "/findings", desk(), new byte[0]);
        assertThat(list.json().path("items").get(0).path("overdue").asBoolean()).isTrue();
        assertThat(maker.send("GET", AuditDesk.PATH + "/session", desk(), new byte[0])
                        .json()
                        .path("waitingFindings")
                        .asInt())
                .isEqualTo(1);
        assertThat(list.json().path("items").get(0).path("engagement").asText()).isEqualTo(A);
        assertThat(list.json().path("items").get(0).path("actions").toString()).isEqualTo("[\"respond\",\"dispute\"]");
        maker.post(
                maker.tokenA,
                at(A, "/certificates"),
                "{\"certificate\":\"Q-1\",\"outcome\":\"maintained\",\"date\":\"2030-02-01\",\"document\":\"D-1\"}");
        assertThat(maker.send("GET", AuditDesk.PATH + "/certificates", desk(), new byte[0])
                        .json()
                        .path("items")
                        .get(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("maintained");
    }

    private static void expect(
            String what, Maker.Result result, FindingAction action, Party party, Optional<FindingState> after) {
        // Whoever names the other side's action names none at all.
        boolean own = action.by() == party && action != FindingAction.RAISE;
        int done = party == Party.BODY ? 201 : 200;
        assertThat(result.status())
                .as(what + " " + result.text())
                .isEqualTo(own ? after.isPresent() ? done : 409 : 400);
        if (result.status() == done) {
            assertThat(result.json().path("state").asText())
                    .as(what)
                    .isEqualTo(after.orElseThrow().wireName());
        }
    }

    private void requireStep(Finding before, Maker.Result result) {
        int steps = before.version() + (result.status() < 300 ? 1 : 0);
        assertThat(findings.inside(before.id()).orElseThrow().version()).isEqualTo(steps);
    }

    private Finding in(FindingKind kind, FindingState state) {
        Finding finding = findings.raise(admission, (FindingStatement) content(FindingAction.RAISE, kind));
        for (FindingAction action : ways(kind).get(state)) {
            StepContent content = content(action, kind);
            finding = action.by() == Party.BODY
                    ? findings.step(admission, finding.id(), finding.version(), action, content)
                    : findings.stepInside(finding.id(), finding.version(), action, content, "王芳");
        }
        assertThat(finding.state()).isEqualTo(state);
        return finding;
    }

    private static Map<FindingState, List<FindingAction>> ways(FindingKind kind) {
        return kind.nonconformity() ? WAYS : SHORT_WAYS;
    }

    private static StepContent content(FindingAction action, FindingKind kind) {
        if (action.content() == FindingStatement.class) {
            return new FindingStatement(
                    kind,
                    CLAUSE,
                    "缺少原始数据",
                    "zh-CN",
                    List.of(new Evidence.OfRecord(Maker.RECORD_A, 1)),
                    LocalDate.of(2026, 1, 31),
                    action == FindingAction.AMEND ? "措辞" : "");
        }
        if (action.content() == FindingResponse.class) {
            return new FindingResponse("补录", "无复核", "复核", LocalDate.of(2030, 1, 31), "zh-CN", List.of());
        }
        return FindingRemark.of("说明", "zh-CN");
    }

    private static ObjectNode request(FindingAction action, FindingKind kind) {
        StepContent content = content(action, kind);
        ObjectNode json = Json.object().put("action", action.wireName()).put("language", "zh-CN");
        FindingJson.addTo(json, content);
        return json;
    }

    private static String raising() {
        ObjectNode json = request(FindingAction.RAISE, FindingKind.CONFORMITY);
        json.remove("action");
        return Json.write(json);
    }

    private Maker.Result atEndpoint(@Nullable String token, Finding finding, FindingAction action) {
        String path = at(A, "/findings/" + finding.id() + "/steps");
        String json = Json.write(request(action, finding.statement().kind()));
        Headers headers = (token == null ? Headers.none() : bearer(token))
                .with("Content-Type", "application/json")
                .with("If-Match", "\"" + finding.version() + "\"");
        Maker.Result result = maker.send("POST", path, headers, json.getBytes(StandardCharsets.UTF_8));
        assertThat(checker.check("POST", path, result)).as(result.text()).isEmpty();
        return result;
    }

    private Maker.Result atDesk(StaffMember staff, Finding finding, FindingAction action) {
        return atDesk(
                staff, finding, Json.write(request(action, finding.statement().kind())));
    }

    private Maker.Result atDesk(StaffMember staff, Finding finding, String json) {
        return Maker.Result.of(maker.remoteAudit()
                .desk()
                .handle(
                        new Request(
                                "POST",
                                AuditDesk.PATH + "/findings/" + finding.id() + "/steps",
                                null,
                                desk().with("Content-Type", "application/json")
                                        .with("If-Match", "\"" + finding.version() + "\""),
                                "127.0.0.1",
                                false,
                                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))),
                        staff));
    }

    private static Headers desk() {
        return Headers.none().with("X-Requested-With", "remote-audit-desk");
    }

    /** Changes A's terms so that they no longer give the right, and lets the same auditor in again. */
    private String withoutFind() {
        Engagements engagements = maker.remoteAudit().engagements();
        EngagementTerms terms = engagements.find(A).orElseThrow().terms();
        Set<Right> rights = EnumSet.complementOf(EnumSet.of(Right.FIND));
        Engagement amended = engagements.amend(
                A,
                new EngagementTerms(
                        terms.body(),
                        terms.client(),
                        terms.purpose(),
                        terms.auditors(),
                        terms.criteria(),
                        terms.scope(),
                        rights,
                        terms.accessFrom(),
                        terms.accessTo()),
                "质量负责人");
        engagements.accept(A, Party.MAKER, amended.digest(), "质量负责人");
        engagements.accept(A, Party.BODY, amended.digest(), "Ann Auditor");
        String token = maker.token(A);
        assertThat(maker.send("GET", at(A, ""), bearer(token), new byte[0]).status())
                .isEqualTo(200);
        return token;
    }
}
