package io.remoteaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.remoteaudit.endpoint.Limits;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Question;
import io.remoteaudit.standard.ClauseReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    private static final ClauseReference CLAUSE = new ClauseReference("ISO 13485:2016", "8.2.6");
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private Maker maker;
    private Findings findings;
    private Certificates certificates;
    private Ledger ledger;
    private Admission a;
    private Admission b;

    @BeforeEach
    void open() {
        maker = new Maker(directory, Limits.standard().withRequests(1_000_000, 1_000_000), Clock.systemUTC());
        findings = maker.remoteAudit().findings();
        certificates = maker.remoteAudit().certificates();
        ledger = maker.remoteAudit().ledger();
        a = admit(maker.tokenA);
        b = admit(maker.tokenB);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void nonconformityGoesFromRaisedOverReturnedAndNotEffectiveToClosedWithEachStepInTheLedger() {
        Finding raised = findings.raise(a, statement(FindingKind.MAJOR_NONCONFORMITY));
        String id = raised.id();
        assertThat(raised.waitsFor()).contains(Party.MAKER);
        inside(id, 1, FindingAction.RESPOND, response(today.plusDays(30)));
        step(id, 2, FindingAction.RETURN, FindingRemark.of("原因未查到根源", "zh-CN"));
        inside(id, 3, FindingAction.RESPOND, response(today.plusDays(60)));
        step(id, 4, FindingAction.ACCEPT, FindingRemark.of("", "en"));
        inside(id, 5, FindingAction.REPORT, new FindingRemark("已培训", "zh-CN", List.of(record()), null));
        step(id, 6, FindingAction.NOT_EFFECTIVE, FindingRemark.of("It happened again", "en"));
        inside(id, 7, FindingAction.RESPOND, response(today.plusDays(90)));
        step(id, 8, FindingAction.ACCEPT, FindingRemark.of("", "en"));
        step(id, 9, FindingAction.VERIFY, FindingRemark.of("Three lots without it", "en"));
        Finding closed = step(id, 10, FindingAction.CLOSE, FindingRemark.of("", "en"));
        assertThat(closed.state()).isEqualTo(FindingState.CLOSED);
        assertThat(closed.waitsFor()).isEmpty();
        maker.settle();
        Finding found = findings.find(a, id, ledger.size()).orElseThrow();
        assertThat(found.states())
                .containsExactly(
                        FindingState.RAISED,
                        FindingState.RESPONDED,
                        FindingState.RETURNED,
                        FindingState.RESPONDED,
                        FindingState.ACCEPTED,
                        FindingState.ACCEPTED,
                        FindingState.RETURNED,
                        FindingState.RESPONDED,
                        FindingState.ACCEPTED,
                        FindingState.VERIFIED,
                        FindingState.CLOSED);
        assertThat(found.steps()).allMatch(step -> step.leafIndex().isPresent());
        assertThat(found.closedAt()).contains(found.steps().get(10).at());
        assertThat(found.steps().get(1).by()).isEqualTo("王芳");
        assertThat(found.steps().get(10).by()).isEqualTo("Ann Auditor");
        List<Entry> entries = ledger.versions(EntryKind.FINDING, id);
        assertThat(entries).hasSize(11).allMatch(entry -> Maker.A.equals(entry.context()));
    }

    @Test
    void whatIsReadIsWhatWasSaid() {
        Question asked = maker.remoteAudit().questions().ask(a, new NewQuestion("t", "text", "en", List.of()));
        FindingStatement said = new FindingStatement(
                FindingKind.MINOR_NONCONFORMITY,
                new ClauseReference("YY 0469-2011", "5.6.1"),
                "Result entered late\n<b>&",
                "en",
                List.of(record(), new Evidence.OfQuestion(asked.id(), 1)),
                today.plusDays(14),
                "");
        Finding raised = findings.raise(a, said);
        assertThat(raised.statement()).isEqualTo(said);
        FindingResponse answer = response(today.plusDays(30));
        assertThat(inside(raised.id(), 1, FindingAction.RESPOND, answer).response())
                .contains(answer);
        FindingStatement amended = new FindingStatement(
                FindingKind.OPPORTUNITY_FOR_IMPROVEMENT, CLAUSE, "Better so", "en", List.of(), null, "Regraded");
        Finding after = step(raised.id(), 2, FindingAction.AMEND, amended);
        assertThat(after.statement()).isEqualTo(amended);
        assertThat(after.state()).isEqualTo(FindingState.RAISED);
        assertThat(after.steps().get(0).content()).isEqualTo(said);
        assertThat(after.waitsFor()).contains(Party.BODY);
        assertThat(step(raised.id(), 3, FindingAction.CLOSE, FindingRemark.of("", "en"))
                        .state())
                .isEqualTo(FindingState.CLOSED);
    }

    @Test
    void disputeIsAnsweredByReturningOrWithdrawing() {
        Finding upheld = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        inside(upheld.id(), 1, FindingAction.DISPUTE, FindingRemark.of("条款不适用", "zh-CN"));
        assertThat(step(upheld.id(), 2, FindingAction.RETURN, FindingRemark.of("It applies", "en"))
                        .state())
                .isEqualTo(FindingState.RETURNED);
        Finding dropped = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        inside(dropped.id(), 1, FindingAction.DISPUTE, FindingRemark.of("条款不适用", "zh-CN"));
        Finding withdrawn = step(dropped.id(), 2, FindingAction.WITHDRAW, FindingRemark.of("You are right", "en"));
        assertThat(withdrawn.state()).isEqualTo(FindingState.WITHDRAWN);
        assertThat(withdrawn.closedAt()).isEmpty();
    }

    @Test
    void dueIsTheDayToRespondByAndThenTheDayTheMakerNamed() {
        FindingStatement statement = new FindingStatement(
                FindingKind.MINOR_NONCONFORMITY, CLAUSE, "s", "en", List.of(), today.plusDays(14), "");
        String id = findings.raise(a, statement).id();
        assertThat(findings.inside(id).orElseThrow().due()).contains(today.plusDays(14));
        assertThat(inside(id, 1, FindingAction.RESPOND, response(today.plusDays(60)))
                        .due())
                .isEmpty();
        FindingRemark reason = new FindingRemark("Not enough", "en", List.of(), today.plusDays(21));
        Finding returned = step(id, 2, FindingAction.RETURN, reason);
        assertThat(returned.due()).contains(today.plusDays(21));
        assertThat(returned.overdue(today.plusDays(21))).isFalse();
        assertThat(returned.overdue(today.plusDays(22))).isTrue();
        inside(id, 3, FindingAction.RESPOND, response(today.plusDays(60)));
        assertThat(step(id, 4, FindingAction.ACCEPT, FindingRemark.of("", "en")).due())
                .contains(today.plusDays(60));
    }

    @Test
    void makersListBeginsWithWhatIsOverdue() {
        Finding waitsForBody = findings.raise(a, statement(FindingKind.CONFORMITY));
        Finding withoutDay = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        Finding late = findings.raise(b, dueOn(today.minusDays(1), b));
        Finding later = findings.raise(a, dueOn(today.plusDays(9), a));
        Finding soon = findings.raise(a, dueOn(today.plusDays(2), a));
        Finding over = findings.raise(a, statement(FindingKind.CONFORMITY));
        step(over.id(), 1, FindingAction.WITHDRAW, FindingRemark.of("Wrong audit", "en"));
        maker.settle();
        assertThat(findings.all())
                .extracting(Finding::id)
                .containsExactly(late.id(), soon.id(), later.id(), withoutDay.id(), waitsForBody.id(), over.id());
    }

    @Test
    void evidenceOutsideTheScopeFailsAsOneThatDoesNotExistForBothSides() {
        Question foreign = maker.remoteAudit().questions().ask(b, new NewQuestion("t", "text", "en", List.of()));
        Finding raised = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        for (Evidence piece : List.of(
                new Evidence.OfRecord(Maker.RECORD_B, 1),
                new Evidence.OfRecord("IQC/2026/9", 1),
                new Evidence.OfRecord(Maker.RECORD_A, 3),
                new Evidence.OfQuestion(foreign.id(), 1),
                new Evidence.OfQuestion("Q-none", 1))) {
            FindingRemark remark = new FindingRemark("x", "en", List.of(piece), null);
            assertThatThrownBy(() -> inside(raised.id(), 1, FindingAction.DISPUTE, remark))
                    .isInstanceOf(InvalidFindingException.class)
                    .hasMessageContaining("scope");
            FindingStatement statement =
                    new FindingStatement(FindingKind.CONFORMITY, CLAUSE, "s", "en", List.of(piece), null, "");
            assertThatThrownBy(() -> findings.raise(a, statement)).isInstanceOf(InvalidFindingException.class);
        }
        assertThat(findings.inside(raised.id()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void anotherEngagementsFindingIsAsOneThatDoesNotExist() {
        Finding raised = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        maker.settle();
        assertThat(findings.find(b, raised.id(), ledger.size())).isEmpty();
        assertThat(findings.list(b, FindingFilter.all(), 0, 10, ledger.size()).total())
                .isZero();
        Throwable foreign = catchThrowable(
                () -> findings.step(b, raised.id(), 1, FindingAction.WITHDRAW, FindingRemark.of("x", "en")));
        Throwable absent = catchThrowable(
                () -> findings.step(b, "F-none", 1, FindingAction.WITHDRAW, FindingRemark.of("x", "en")));
        assertThat(foreign).isInstanceOf(UnknownFindingException.class).hasSameClassAs(absent);
        assertThat(foreign.getMessage().replace(raised.id(), "?"))
                .isEqualTo(absent.getMessage().replace("F-none", "?"));
    }

    @Test
    void listIsFilteredCountedExactlyAndTheSameAtAnEarlierLedgerSize() {
        for (int i = 0; i < 3; i++) {
            findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
            findings.raise(a, statement(FindingKind.CONFORMITY));
        }
        maker.settle();
        long size = ledger.size();
        FindingFilter minor =
                new FindingFilter(Set.of(), Set.of(FindingKind.MINOR_NONCONFORMITY), "ISO 13485:2016", "8.2");
        FindingPage page = findings.list(a, minor, 0, 2, size);
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.next()).hasValue(2);
        assertThat(findings.list(a, minor, 2, 2, size).items()).hasSize(1);
        assertThat(findings.list(a, minor, 2, 2, size).next()).isEmpty();
        FindingFilter clause = new FindingFilter(Set.of(), Set.of(), null, "8.2.60");
        assertThat(findings.list(a, clause, 0, 2, size).total()).isZero();
        inside(page.items().get(0).id(), 1, FindingAction.RESPOND, response(today));
        maker.settle();
        FindingFilter raised = new FindingFilter(Set.of(FindingState.RAISED), Set.of(), null, null);
        assertThat(findings.list(a, raised, 0, 200, size).total()).isEqualTo(6);
        assertThat(findings.list(a, raised, 0, 200, ledger.size()).total()).isEqualTo(5);
    }

    @Test
    void oneOfFifteenStepsAtOnceWins() throws Exception {
        Finding raised = findings.raise(a, statement(FindingKind.CONFORMITY));
        ExecutorService threads = Executors.newFixedThreadPool(15);
        try {
            List<Future<Boolean>> closing = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                closing.add(threads.submit(() -> {
                    try {
                        findings.step(a, raised.id(), 1, FindingAction.CLOSE, FindingRemark.of("", "en"));
                        return true;
                    } catch (FindingConflictException e) {
                        return false;
                    }
                }));
            }
            int won = 0;
            for (Future<Boolean> one : closing) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
            assertThat(findings.inside(raised.id()).orElseThrow().version()).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusalsSayWhatIsPossible() {
        Finding raised = findings.raise(a, statement(FindingKind.MINOR_NONCONFORMITY));
        assertThatThrownBy(() -> step(raised.id(), 1, FindingAction.CLOSE, FindingRemark.of("", "en")))
                .isInstanceOf(FindingConflictException.class)
                .hasMessageContaining("is raised")
                .hasMessageContaining("it can do amend, withdraw");
        assertThatThrownBy(() -> step(raised.id(), 2, FindingAction.WITHDRAW, FindingRemark.of("x", "en")))
                .isInstanceOf(FindingConflictException.class)
                .hasMessageContaining("has 1 steps, not the 2");
        assertThatThrownBy(() -> inside(raised.id(), 1, FindingAction.RESPOND, FindingRemark.of("x", "en")))
                .isInstanceOf(InvalidFindingException.class)
                .hasMessageContaining("needs a FindingResponse");
    }

    @Test
    void textsClausesAndLanguagesAreBounded() {
        for (String wrong : List.of("", " \n", "x".repeat(20_001), "a\u0000b", "a\ud83d")) {
            assertThatThrownBy(() -> findings.raise(a, statement(CLAUSE, wrong, "en")))
                    .isInstanceOf(InvalidFindingException.class);
        }
        assertThatThrownBy(() -> findings.raise(a, statement(CLAUSE, "text", "not a tag")))
                .isInstanceOf(InvalidFindingException.class);
        for (ClauseReference wrong : List.of(
                new ClauseReference("ISO 1:1900", "8"),
                new ClauseReference("ISO 13485:2016", ""),
                new ClauseReference("ISO 13485:2016", "8;2"),
                new ClauseReference("ISO 13485:2016", "8".repeat(41)))) {
            assertThatThrownBy(() -> findings.raise(a, statement(wrong, "text", "en")))
                    .isInstanceOf(InvalidFindingException.class);
        }
        assertThat(findings.raise(a, statement(new ClauseReference("ISO 9001:2015", "8.4"), "文", "zh-CN"))
                        .version())
                .isEqualTo(1);
    }

    @Test
    void revokedEngagementTakesNoMoreSteps() {
        Finding raised = findings.raise(a, statement(FindingKind.CONFORMITY));
        maker.remoteAudit().engagements().revoke(Maker.A, "over", "王芳");
        assertThatThrownBy(() -> findings.raise(a, statement(FindingKind.CONFORMITY)))
                .isInstanceOf(NotAdmittedException.class);
        assertThatThrownBy(() -> step(raised.id(), 1, FindingAction.CLOSE, FindingRemark.of("", "en")))
                .isInstanceOf(NotAdmittedException.class);
        assertThatThrownBy(() -> certificates.report(a, decision(null))).isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void certificatesReportIsKeptAsItWasMadeAndReplacedOnlyByNaming() {
        CertificateReport first = certificates.report(a, decision(null));
        CertificateReport second = certificates.report(a, decision(first.id()));
        maker.settle();
        CertificatePage page = certificates.list(a, 0, 1, ledger.size());
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).extracting(CertificateReport::id).containsExactly(first.id());
        assertThat(certificates
                        .list(a, page.nextLeaf().orElseThrow(), 5, ledger.size())
                        .items())
                .extracting(CertificateReport::decision)
                .containsExactly(decision(first.id()));
        assertThat(certificates.all()).extracting(CertificateReport::id).containsExactly(second.id(), first.id());
        assertThat(certificates.find(b, first.id(), ledger.size())).isEmpty();
        assertThatThrownBy(() -> certificates.report(b, decision(first.id())))
                .isInstanceOf(InvalidFindingException.class)
                .hasMessageContaining("to replace");
    }

    private Finding step(String id, int version, FindingAction action, StepContent content) {
        return findings.step(a, id, version, action, content);
    }

    private Finding inside(String id, int version, FindingAction action, StepContent content) {
        return findings.stepInside(id, version, action, content, "王芳");
    }

    private static FindingStatement statement(FindingKind kind) {
        return new FindingStatement(kind, CLAUSE, "复测结果未留原始数据", "zh-CN", List.of(record()), null, "");
    }

    private static FindingStatement statement(ClauseReference clause, String text, String language) {
        return new FindingStatement(FindingKind.CONFORMITY, clause, text, language, List.of(), null, "");
    }

    private static FindingStatement dueOn(LocalDate day, Admission admission) {
        String record = admission.engagement().id().equals(Maker.A) ? Maker.RECORD_A : Maker.RECORD_B;
        return new FindingStatement(
                FindingKind.MINOR_NONCONFORMITY, CLAUSE, "s", "en", List.of(new Evidence.OfRecord(record, 1)), day, "");
    }

    private static Evidence record() {
        return new Evidence.OfRecord(Maker.RECORD_A, 2);
    }

    private static FindingResponse response(LocalDate due) {
        return new FindingResponse("已补录", "无复核", "增加双人复核", due, "zh-CN", List.of(record()));
    }

    private CertificateDecision decision(@Nullable String replaces) {
        return new CertificateDecision(
                "Q-2026-001",
                CertificateOutcome.MAINTAINED,
                today,
                "DEC-2026-17",
                Hash.sha256("decision".getBytes(StandardCharsets.UTF_8)),
                "Surveillance passed",
                "en",
                replaces);
    }

    private Admission admit(String token) {
        Engagements engagements = maker.remoteAudit().engagements();
        return engagements.admit(engagements.authenticate(token).orElseThrow());
    }
}
