package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.LedgerTimestamp;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingFilter;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.SignedNote;
import io.remoteaudit.ledger.TlogProof;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionEvent;
import io.remoteaudit.question.QuestionState;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.standard.ClauseReference;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the real endpoint over real HTTP. */
class AuditClientTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Maker maker;
    private TinyServer server;
    private AuditClient client;
    private EngagementClient audit;

    @BeforeEach
    void open() throws IOException {
        maker = new Maker(directory.resolve("maker"));
        server = new TinyServer(maker.remoteAudit().endpoint());
        client = builder(maker.tokenA).open();
        audit = client.engagement(Maker.A);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        maker.close();
    }

    @Test
    void queryInJsonFindsWhatItsTextFinds() {
        FoundRecords byJson = audit.records()
                .search(
                        Json.parse("{\"op\":\"numbers\",\"field\":\"BFE\",\"gte\":\"95\"}"),
                        SearchQuery.of("").facets(Facet.SITE).filter(Facet.SITE, "S1", "S2"));
        FoundRecords byText = audit.records()
                .search(SearchQuery.of("BFE>=95").facets(Facet.SITE).at(byJson.ledgerSize()));
        assertThat(byJson.total()).isPositive();
        assertThat(byJson.query()).isEqualTo("BFE>=95");
        assertThat(byJson.facets()).isEqualTo(byText.facets());
        assertThat(byJson.items()).isEqualTo(byText.items());
    }

    @Test
    void clientCompletesWhatIsTyped() {
        Suggestions suggestions = audit.records().suggest("id:IQC 口罩", 6, 5);
        assertThat(suggestions.complete()).isTrue();
        assertThat(suggestions.items())
                .containsExactly(new Suggestion(
                        Suggestion.Kind.IDENTIFIER,
                        3,
                        6,
                        Maker.RECORD_A,
                        new LocalizedText(Maker.RECORD_A, Maker.RECORD_A),
                        new LocalizedText("记录编号", "Record number"),
                        OptionalLong.of(1)));
        assertThat(audit.records().suggest("BFE", 1, 5).items())
                .extracting(Suggestion::text)
                .contains("BFE");
    }

    @Test
    void auditorSearchesReadsAndProves() {
        assertThat(client.describe().organizationName()).isEqualTo("示例口罩有限公司");
        assertThat(client.engagements().items()).hasSize(1);
        assertThat(audit.view().state()).isEqualTo(EngagementState.ACTIVE);
        FoundRecords found = audit.records().search(SearchQuery.of("BFE>=95").facets(Facet.SITE));
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.facets().get("site")).containsExactly(new FacetCount("S1", 1));
        RecordDocument record = found.items().get(0).record();
        assertThat(record.id()).isEqualTo(Maker.RECORD_A);
        assertThat(record.measurements().get(0).characteristic()).isEqualTo("BFE");
        assertThat(audit.records()
                        .record(Maker.RECORD_A, 1)
                        .measurements()
                        .get(0)
                        .value())
                .hasToString("94.2");
        assertThat(audit.records().versions(Maker.RECORD_A, null).items().get(1).changes())
                .extracting(change -> change.field())
                .containsExactly("measurements/0");
        assertThat(audit.records().prove(Maker.RECORD_A, 2).disclosures()).isNotEmpty();
        Checkpoint first = audit.ledger().checkpoint();
        maker.settle();
        assertThat(audit.ledger().checkpoint().size()).isGreaterThanOrEqualTo(first.size());
        assertThat(audit.access(null).total()).isPositive();
    }

    @Test
    void auditorAsksHearsTheAnswerAcceptsItAndCloses() {
        List<QuestionEvent> heard = new CopyOnWriteArrayList<>();
        AtomicReference<RemoteAuditException> end = new AtomicReference<>();
        QuestionSubscription subscription = audit.questions().follow(OptionalLong.of(0), listener(heard, end));
        Question asked =
                audit.questions().ask(new NewQuestion("BFE", "为何复测？", "zh-CN", List.of(new Pin(Maker.RECORD_A, 2))));
        maker.remoteAudit().answers().draft(asked.id(), 0, DraftContent.of("校准后复测", "zh-CN"), "李娜");
        maker.remoteAudit().answers().release(asked.id(), 1, 1, "王芳");
        await().atMost(LONG).until(() -> heard.size() == 2);
        assertThat(heard.get(1).message().text()).isEqualTo("校准后复测");
        Question answered = audit.questions().question(asked.id());
        assertThat(answered.state()).isEqualTo(QuestionState.ANSWERED);
        assertThatThrownBy(() -> audit.questions().add(asked, MessageKind.FOLLOW_UP, "And?", "en"))
                .isInstanceOfSatisfying(
                        AuditProblemException.class,
                        problem -> assertThat(problem.type()).contains(ProblemType.PRECONDITION_FAILED));
        QuestionsClient channel = audit.questions();
        Question accepted = channel.add(answered, MessageKind.ACCEPTANCE, "", "en");
        Question closed = channel.add(accepted, MessageKind.CLOSING, "", "en");
        assertThat(closed.state()).isEqualTo(QuestionState.CLOSED);
        assertThat(audit.questions().list(null).items()).containsExactly(closed);
        subscription.close();
        assertThat(end.get()).isNull();
    }

    @Test
    void auditorRaisesAFindingJudgesTheResponseClosesItAndReportsTheCertificate() {
        FindingsClient findings = audit.findings();
        FindingStatement statement = new FindingStatement(
                FindingKind.MINOR_NONCONFORMITY,
                new ClauseReference("ISO 13485:2016", "8.2.6"),
                "No raw data",
                "en",
                List.of(new Evidence.OfRecord(Maker.RECORD_A, 2)),
                LocalDate.of(2030, 1, 31),
                "");
        Finding raised = findings.raise(statement);
        assertThat(raised.statement()).isEqualTo(statement);
        FindingResponse response =
                new FindingResponse("已补录", "无复核", "双人复核", LocalDate.of(2030, 2, 28), "zh-CN", List.of());
        maker.remoteAudit().findings().stepInside(raised.id(), 1, FindingAction.RESPOND, response, "王芳");
        maker.settle();
        assertThatThrownBy(() -> findings.step(raised, FindingAction.WITHDRAW, FindingRemark.of("x", "en")))
                .isInstanceOfSatisfying(
                        AuditProblemException.class,
                        problem -> assertThat(problem.type()).contains(ProblemType.PRECONDITION_FAILED));
        Finding responded = findings.finding(raised.id());
        assertThat(responded.response()).contains(response);
        Finding accepted = findings.step(responded, FindingAction.ACCEPT, FindingRemark.of("", "en"));
        Finding verified = findings.step(accepted, FindingAction.VERIFY, FindingRemark.of("Seen", "en"));
        Finding closed = findings.step(verified, FindingAction.CLOSE, FindingRemark.of("Thanks", "en"));
        assertThat(closed.closedAt()).isPresent();
        FindingFilter filter = new FindingFilter(
                Set.of(FindingState.CLOSED), Set.of(FindingKind.MINOR_NONCONFORMITY), "ISO 13485:2016", "8.2");
        assertThat(findings.list(filter, null).items()).containsExactly(closed);
        CertificateDecision decision = new CertificateDecision(
                "Q-1", CertificateOutcome.MAINTAINED, LocalDate.of(2030, 3, 1), "D-1", null, "", "en", null);
        CertificateReport report = findings.report(decision);
        assertThat(report.decision()).isEqualTo(decision);
        assertThat(findings.certificate(report.id())).isEqualTo(report);
        assertThat(findings.certificates(null).items()).containsExactly(report);
    }

    @Test
    void subscriptionConnectsAgainAndMissesNothing() {
        List<QuestionEvent> heard = new CopyOnWriteArrayList<>();
        AtomicReference<RemoteAuditException> end = new AtomicReference<>();
        server.dropBefore.set(1);
        try (QuestionSubscription subscription = audit.questions().follow(OptionalLong.of(0), listener(heard, end))) {
            await().atMost(LONG).until(() -> server.dropBefore.get() == 0);
            for (int i = 0; i < 3; i++) {
                audit.questions().ask(new NewQuestion("T" + i, "text", "en", List.of()));
            }
            await().atMost(LONG).until(() -> heard.size() == 3);
            assertThat(heard).extracting(QuestionEvent::leafIndex).isSorted().doesNotHaveDuplicates();
            maker.remoteAudit().engagements().revoke(Maker.A, "over", "maker");
            await().atMost(LONG).until(() -> end.get() != null);
            assertThat(((AuditProblemException) end.get()).status()).isIn(401, 404);
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void questionIsAskedOnceAlsoWhenTheAnswerIsLost() {
        server.dropAfter.set(1);
        audit.questions().ask(new NewQuestion("Once", "only", "en", List.of()));
        assertThat(server.dropAfter.get()).isZero();
        assertThat(audit.questions().list(null).total()).isEqualTo(1);
    }

    @Test
    void downloadGoesOnWhereItBrokeOff() throws IOException {
        server.breakOff.set(2);
        Path file = directory.resolve("report.pdf");
        List<Long> progress = new ArrayList<>();
        Hash digest =
                audit.records().download(Maker.RECORD_A, 2, Maker.FILE, file, (done, total) -> progress.add(done));
        assertThat(Files.readAllBytes(file)).isEqualTo(Maker.CONTENT);
        assertThat(digest).isEqualTo(Hash.sha256(Maker.CONTENT));
        assertThat(progress).isSorted().contains((long) Maker.CONTENT.length);
        assertThat(directory.resolve("report.pdf.part")).doesNotExist();
    }

    @Test
    void exportIsOrderedWatchedAndTakenAway() {
        ExportStatus started = audit.exports().start(ExportOrder.ofRecords(List.of(Maker.RECORD_A)), "zh-CN");
        await().atMost(LONG).until(() -> audit.exports().export(started.id()).ended());
        ExportStatus done = audit.exports().export(started.id());
        assertThat(done.done()).as(String.valueOf(done.failure())).isTrue();
        Path file = directory.resolve("export.asice");
        assertThat(audit.exports().download(done.id(), file, Progress.ignored()))
                .isEqualTo(done.files().get(0).sha256());
        assertThat(file).hasSize(done.bytes());
    }

    @Test
    void problemsAreTypedAndSpeakTheLanguageAskedFor() {
        try (AuditClient chinese =
                builder(maker.tokenA).language(Locale.SIMPLIFIED_CHINESE).open()) {
            assertThatThrownBy(() -> chinese.engagement(Maker.A).records().search(SearchQuery.of("nosuch:1")))
                    .isInstanceOfSatisfying(AuditProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(400);
                        assertThat(problem.type()).contains(ProblemType.QUERY_SYNTAX);
                        assertThat(problem.code()).isEqualTo("RA-0301");
                        assertThat(problem.errors().get(0).position()).isPresent();
                        assertThat(problem.detail()).contains("检索式");
                    });
        }
        try (AuditClient stranger = builder("ra_unknown").open()) {
            assertThatThrownBy(stranger::engagements)
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(401));
        }
    }

    @Test
    void passingFailuresAreRepeatedAndLastingOnesReported() {
        server.dropBefore.set(2);
        assertThat(audit.view().id()).isEqualTo(Maker.A);
        server.dropBefore.set(100);
        assertThatThrownBy(() -> audit.view()).isInstanceOf(AuditConnectionException.class);
        assertThat(100 - server.dropBefore.get()).isBetween(3, 8);
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", server.url());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        elsewhere.start();
        int before = server.requests.get();
        try (AuditClient misled = AuditClient.builder(
                        "http://127.0.0.1:" + elsewhere.getAddress().getPort(), maker.tokenA)
                .open()) {
            assertThatThrownBy(misled::engagements)
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(302));
        } finally {
            elsewhere.stop(0);
        }
        assertThat(server.requests.get()).isEqualTo(before);
    }

    @Test
    void tokenIsNeverSentInTheClear() {
        assertThatThrownBy(() -> AuditClient.builder("http://qms.example.com", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(AuditClient.builder("https://qms.example.com/qms/", "t")).isNotNull();
    }

    @Test
    void changeOfTheLedgersKeyIsFollowedFromTheKeySeenAndFromTheOneGiven() {
        CheckpointStore kept = CheckpointStore.inDirectory(directory.resolve("seen"));
        LogKey old = maker.remoteAudit().ledger().key();
        try (AuditClient visit = builder(maker.tokenA).checkpoints(kept).open()) {
            visit.engagement(Maker.A).ledger().checkpoint();
        }
        maker.remoteAudit().ledger().rotateKey("yearly change");
        maker.settle();
        try (AuditClient visit = builder(maker.tokenA).checkpoints(kept).open()) {
            EngagementClient engagement = visit.engagement(Maker.A);
            engagement.ledger().checkpoint();
            maker.settle();
            assertThat(engagement.ledger().checkpoint().size()).isPositive();
            assertThat(engagement.records().prove(Maker.RECORD_A, 2).disclosures())
                    .isNotEmpty();
        }
        LogKey fresh = maker.remoteAudit().ledger().key();
        assertThat(kept.last(old.name()).orElseThrow().key()).isEqualTo(fresh.vkey());
        maker.remoteAudit().ledger().rotateKey("once more");
        maker.settle();
        try (AuditClient visit =
                        builder(maker.tokenA).checkpoints(kept).logKey(old).open();
                AuditClient stranger = builder(maker.tokenA)
                        .logKey(new LogSigner(old.name(), new byte[32]).key())
                        .open()) {
            assertThat(visit.engagement(Maker.A).ledger().checkpoint().size()).isPositive();
            assertThatThrownBy(() -> stranger.engagement(Maker.A).ledger().checkpoint())
                    .isInstanceOf(LedgerForkException.class);
        }
    }

    @Test
    void cosignedCheckpointIsKeptShownToItsOwnEngagementAndCarriedByProofs() {
        WitnessKey key = new WitnessKey("body.example/witness", new byte[32]);
        String cosigned = audit.ledger().cosign(key, Clock.systemUTC());
        assertThat(audit.ledger().cosigned()).containsExactly(cosigned);
        assertThat(key.key().verify(SignedNote.parse(cosigned))).isPresent();
        try (AuditClient other = builder(maker.tokenB).open()) {
            assertThat(other.engagement(Maker.B).ledger().cosigned()).isEmpty();
        }
        long size = Checkpoint.parse(SignedNote.parse(cosigned).text()).size();
        Maker.Result proof = maker.get(
                maker.tokenA,
                "/audit/v1/engagements/" + Maker.A + "/records/" + PathSegment.of(Maker.RECORD_A)
                        + "/proof?version=2&ledgerSize=" + size);
        assertThat(proof.json().path("checkpoint").asText()).isEqualTo(cosigned);
    }

    @Test
    void timestampsAreListedGivenAndPendingAndEachIsCheckedByWhomTheAuditorTrusts() throws Exception {
        DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC());
        DemonstrationAuthority stranger = DemonstrationAuthority.start(Clock.systemUTC());
        TimestampAuthority tsa = TimestampAuthority.overHttp(
                "tsa", authority.timestampAddress(), List.of(authority.root()), Clock.systemUTC());
        try (Maker stamped = new Maker(directory.resolve("stamped"), tsa);
                TinyServer other = new TinyServer(stamped.remoteAudit().endpoint());
                AuditClient opened = AuditClient.builder(other.url(), stamped.tokenA)
                        .attempts(1, Duration.ofMillis(1), Duration.ofMillis(1))
                        .open()) {
            EngagementClient auditor = opened.engagement(Maker.A);
            Ledger ledger = stamped.remoteAudit().ledger();
            stamped.remoteAudit().anchors().anchor(ledger.checkpoint());
            long size = ledger.size();
            LedgerTimestamp given = auditor.ledger().timestamps().newestGiven().orElseThrow();
            assertThat(auditor.ledger().timestamps().authorities()).containsExactly("tsa");
            assertThat(given.ledgerSize()).isEqualTo(size);
            Timestamp timestamp = auditor.ledger().timestamp(given, List.of(authority.root()));
            assertThat(timestamp.at()).isEqualTo(given.since());
            assertThatThrownBy(() -> auditor.ledger().timestamp(given, List.of(stranger.root())))
                    .isInstanceOf(TimestampException.class)
                    .hasMessageStartingWith("RA-0241");
            String otherNote = ledger.checkpoint(ledger.size()).orElseThrow().note();
            LedgerTimestamp swapped = new LedgerTimestamp(size + 1, "tsa", false, given.since(), otherNote);
            assertThatThrownBy(() -> auditor.ledger().timestamp(swapped, List.of(authority.root())))
                    .isInstanceOf(RemoteAuditException.class);

            authority.close();
            stamped.remoteAudit().anchors().anchor(ledger.checkpoint());
            LedgerTimestamp pending = auditor.ledger().timestamps().items().get(0);
            assertThat(pending.pending()).isTrue();
            assertThat(pending.ledgerSize()).isGreaterThan(size);
            assertThat(auditor.ledger().timestamps().newestGiven()).contains(given);
            assertThat(auditor.ledger().timestamps().total()).isGreaterThanOrEqualTo(2);
            assertThatThrownBy(() -> auditor.ledger().timestamp(pending, List.of(authority.root())))
                    .isInstanceOf(AuditProblemException.class);
        } finally {
            authority.close();
            stranger.close();
        }
        assertThat(audit.ledger().timestamps().authorities()).isEmpty();
        assertThat(audit.ledger().timestamps().newestGiven()).isEmpty();
    }

    @Test
    void cosignatureThatDoesNotHoldIsRefused() {
        WitnessKey key = new WitnessKey("body.example/witness", new byte[32]);
        Ledger ledger = maker.remoteAudit().ledger();
        String note = ledger.checkpoint().note();
        Instant now = Instant.now();
        WitnessKey stranger = new WitnessKey("other.example/witness", new byte[32]);
        String other = new LogSigner(ledger.key().name(), new byte[32]).sign(1, Hash.sha256());
        for (String wrong : List.of(
                note, stranger.cosign(note, now), key.cosign(note, now.plusSeconds(3_600)), key.cosign(other, now))) {
            Maker.Result refused = maker.post(
                    maker.tokenA,
                    "/audit/v1/engagements/" + Maker.A + "/ledger/cosignatures",
                    Json.write(CosignatureJson.write(key.key(), wrong)));
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void proofFileIsCheckedHereAndStandsAlone() {
        TlogProof proof =
                TlogProof.parse(audit.records().proofFile(Maker.RECORD_A, 2).format());
        LogKey key = maker.remoteAudit().ledger().key();
        assertThat(proof.verify(Leaf.parse(proof.extra()).hash(), List.of(key)).size())
                .isPositive();
        assertThat(proof.extra()).doesNotContain("BFE");
    }

    @Test
    void rule5LedgerThatDoesNotContinueWhatWasSeenIsCaught() {
        CheckpointStore kept = CheckpointStore.inDirectory(directory.resolve("seen"));
        try (AuditClient first = builder(maker.tokenA).checkpoints(kept).open()) {
            first.engagement(Maker.A).ledger().checkpoint();
        }
        String origin = maker.remoteAudit().ledger().key().name();
        CheckpointStore.Seen seen = kept.last(origin).orElseThrow();
        try (AuditClient again = builder(maker.tokenA).checkpoints(kept).open()) {
            assertThat(again.engagement(Maker.A).ledger().checkpoint().size()).isPositive();
        }
        // The maker comes back with another key under the old name.
        kept.remember(
                origin,
                new CheckpointStore.Seen(
                        new LogSigner(origin, new byte[32]).key().vkey(), seen.note()));
        try (AuditClient misled = builder(maker.tokenA).checkpoints(kept).open()) {
            assertThatThrownBy(() -> misled.engagement(Maker.A).ledger().checkpoint())
                    .isInstanceOf(LedgerForkException.class)
                    .hasMessageContaining("key");
        }
    }

    private AuditClient.Builder builder(String token) {
        return AuditClient.builder(server.url(), token)
                .attempts(4, Duration.ofMillis(20), Duration.ofMillis(100))
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    private static QuestionListener listener(List<QuestionEvent> heard, AtomicReference<RemoteAuditException> end) {
        return new QuestionListener() {
            @Override
            public void onMessage(QuestionEvent event) {
                heard.add(event);
            }

            @Override
            public void onEnd(RemoteAuditException failure) {
                end.set(failure);
            }
        };
    }
}
