package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.Contract;
import io.remoteaudit.api.LedgerTimestamp;
import io.remoteaudit.api.TrailFormat;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.endpoint.SoftAuthenticator;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingFilter;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.ledger.TileId;
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.preparation.AgendaItem;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionEvent;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.standard.ClauseReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds the client to the contract: each operation of {@code openapi.yaml} is asked for by a method of the client, seen on
 * the wire. Who adds an operation adds a method, and a line here.
 */
class ContractCoverageTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** What only a person's browser asks for, with no use for a body's system. */
    private static final Set<String> PAGES_ONLY = Set.of("getSession", "openSession", "endSession");

    private static final ClauseReference CLAUSE = new ClauseReference("ISO 13485:2016", "8.2.6");

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
        client = AuditClient.builder(server.url(), maker.tokenA)
                .attempts(1, Duration.ofMillis(1), Duration.ofMillis(1))
                .open();
        audit = client.engagement(Maker.A);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        maker.close();
    }

    @Test
    void everyOperationOfTheContractHasAMethodOfTheClient() {
        Map<String, Pattern> operations = operations();
        Map<String, Runnable> calls = calls();
        assertThat(calls.keySet())
                .as("operations of openapi.yaml, each with a call of the client")
                .containsExactlyInAnyOrderElementsOf(operations.keySet().stream()
                        .filter(id -> !PAGES_ONLY.contains(id))
                        .toList());
        calls.forEach((id, call) -> {
            server.asked.clear();
            try {
                call.run();
            } catch (RemoteAuditException refused) {
                // What counts here is what was asked for; what comes of it is shown by other tests.
                assertThat(refused).as(id).isInstanceOf(AuditProblemException.class);
            }
            Pattern operation = operations.get(id);
            Awaitility.await(id)
                    .atMost(LONG)
                    .until(() -> server.asked.stream()
                            .anyMatch(asked -> operation.matcher(asked).matches()));
        });
    }

    /** Each operation's method and path, as a pattern of a request line. */
    private static Map<String, Pattern> operations() {
        Map<String, Pattern> operations = new LinkedHashMap<>();
        Map<String, Map<String, Object>> paths = new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Map<String, Map<String, Map<String, Object>>>>load(
                        new String(Contract.openapi(), StandardCharsets.UTF_8))
                .get("paths");
        paths.forEach((path, item) -> item.forEach((method, declared) -> {
            if (declared instanceof Map<?, ?> operation && operation.get("operationId") instanceof String id) {
                String line = method.toUpperCase(Locale.ROOT) + " " + path;
                // A tile's name is a path of its own; every other parameter is one segment.
                String pattern =
                        line.replace(".", "\\.").replace("{tile}", "[^?]+").replaceAll("\\{[a-z]+}", "[^/]+");
                operations.put(id, Pattern.compile(pattern));
            }
        }));
        return operations;
    }

    private Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("discover", client::describe);
        calls.put("contract", client::contract);
        calls.put("redeemInvitation", () -> client.redeem("ri_unknown", "00000000"));
        calls.put("bindIdentity", () -> client.bindIdentity("ri_unknown", "00000000"));
        calls.put("listEngagements", client::engagements);
        calls.put("getEngagement", audit::view);
        calls.put("listAccess", () -> audit.access(null));
        calls.put(
                "getAccessContent",
                () -> audit.access(
                        TrailFormat.CSV,
                        audit.ledger().checkpoint().size(),
                        directory.resolve("trail.csv"),
                        Progress.ignored()));
        addPasskeys(calls);
        addRecords(calls);
        addLedger(calls);
        addExports(calls);
        addConsents(calls);
        addSamples(calls);
        addPreparation(calls);
        addQuestions(calls);
        addFindings(calls);
        addAgreement(calls);
        return calls;
    }

    private void addPasskeys(Map<String, Runnable> calls) {
        PasskeysClient passkeys = audit.passkeys();
        SoftAuthenticator device = new SoftAuthenticator();
        calls.put("beginPasskeySignIn", client::passkeySignInOptions);
        calls.put("signInWithPasskey", () -> client.signIn(device.sign(client.passkeySignInOptions())));
        calls.put("beginPasskey", passkeys::options);
        calls.put("registerPasskey", () -> passkeys.register(device.make(passkeys.options(), "laptop")));
        calls.put("listPasskeys", passkeys::list);
        calls.put("renamePasskey", () -> passkeys.rename("none", "desk"));
        calls.put("removePasskey", () -> passkeys.remove("none"));
        calls.put("signOut", passkeys::signOut);
    }

    private void addRecords(Map<String, Runnable> calls) {
        RecordsClient records = audit.records();
        Path file = directory.resolve("file");
        calls.put("searchRecords", () -> records.search(SearchQuery.of("BFE")));
        calls.put(
                "searchRecordsByBody",
                () -> records.search(
                        Json.parse("{\"op\":\"numbers\",\"field\":\"BFE\",\"gte\":\"95\"}"), SearchQuery.of("")));
        calls.put("suggest", () -> records.suggest("BF", 2, 5));
        calls.put("traceLot", () -> audit.lots().trace("MB-20260401-03"));
        calls.put("getDossier", () -> audit.lots().dossier("MB-20260401-03"));
        calls.put("getRecord", () -> records.record(Maker.RECORD_A));
        calls.put("listVersions", () -> records.versions(Maker.RECORD_A, null));
        calls.put("getProof", () -> records.prove(Maker.RECORD_A, 2));
        calls.put("getAttachment", () -> records.download(Maker.RECORD_A, 2, Maker.FILE, file, Progress.ignored()));
    }

    private void addLedger(Map<String, Runnable> calls) {
        LedgerClient ledger = audit.ledger();
        calls.put("getCheckpoint", ledger::checkpoint);
        calls.put("getLedgerKeys", ledger::keys);
        calls.put("getTile", () -> {
            Checkpoint checkpoint = ledger.checkpoint();
            int width = (int) Math.min(checkpoint.size(), TileId.FULL);
            assertThat(ledger.tile(new TileId(0, 0, width))).hasSize(width);
        });
        calls.put("getConsistency", () -> {
            long size = ledger.checkpoint().size();
            assertThat(ledger.consistency(1, size).toSize()).isEqualTo(size);
        });
        calls.put(
                "addCosignature", () -> ledger.cosign(new WitnessKey("body.example", new byte[32]), Clock.systemUTC()));
        calls.put("getCosignatures", ledger::cosigned);
        calls.put("getTimestamps", ledger::timestamps);
        calls.put("getTimestamp", () -> {
            // Size and note of one checkpoint: the ledger grows by every request.
            SignedCheckpoint checkpoint = maker.remoteAudit().ledger().checkpoint();
            ledger.timestamp(
                    new LedgerTimestamp(checkpoint.size(), "tsa", false, Instant.now(), checkpoint.note()), List.of());
        });
    }

    private void addExports(Map<String, Runnable> calls) {
        ExportsClient exports = audit.exports();
        calls.put("startExport", () -> exports.start(ExportOrder.ofRecords(List.of(Maker.RECORD_A)), "en"));
        calls.put("listExports", () -> exports.list(null));
        calls.put("getExport", () -> exports.export("X"));
        calls.put(
                "cancelExport",
                () -> exports.cancel(exports.list(null).items().get(0).id()));
        calls.put("getExportContent", () -> exports.download("X", directory.resolve("x.asice"), Progress.ignored()));
    }

    private void addConsents(Map<String, Runnable> calls) {
        ConsentsClient consents = audit.consents();
        calls.put("askForConsent", () -> consents.ask(new ConsentItem.OfCapture("车间布局图"), "审核报告附图"));
        calls.put("listConsents", () -> consents.list(null));
        calls.put("getConsent", () -> consents.consent("K-1"));
    }

    private void addSamples(Map<String, Runnable> calls) {
        SamplesClient samples = audit.samples();
        String seed = SamplesClient.newSeed();
        SampleOrder order = new SampleOrder(
                "原始数据齐全",
                "zh-CN",
                "",
                false,
                List.of(),
                OptionalLong.empty(),
                SampleOrder.ByChance.of(1, DrawMethod.commitment(seed)));
        calls.put("freezeSample", () -> samples.freeze(order));
        calls.put("listSamples", () -> samples.list(null));
        calls.put("getSample", () -> samples.sample("S-1"));
        calls.put("getSampleProof", () -> samples.requireFrozen(samples.freeze(order)));
        calls.put("addSampleStep", () -> samples.draw(samples.freeze(order), seed));
        calls.put(
                "getPopulation",
                () -> samples.population(samples.freeze(order), directory.resolve("population"), Progress.ignored()));
    }

    private void addPreparation(Map<String, Runnable> calls) {
        PreparationClient preparation = audit.preparation();
        PreparationContent.Agenda agenda = new PreparationContent.Agenda(
                List.of(new AgendaItem(
                        "S1",
                        "熔喷",
                        CLAUSE,
                        "Ann Auditor",
                        Instant.parse("2030-02-01T01:00:00Z"),
                        Instant.parse("2030-02-01T03:00:00Z"))),
                "");
        PreparationContent.Wanted wanted = new PreparationContent.Wanted(
                List.of(new WantedItem("P-1", "检验记录", null, CLAUSE, "李工", LocalDate.parse("2030-01-31"))), "");
        calls.put("getOrganization", preparation::organization);
        calls.put("getPlan", preparation::plan);
        calls.put("proposePlan", () -> preparation.propose(preparation.plan(), agenda));
        calls.put("confirmPlan", () -> {
            AuditPlan plan = preparation.plan();
            maker.remoteAudit().preparation().plans().write(Maker.A, plan.version(), Party.MAKER, agenda, "质量负责人");
            maker.settle();
            preparation.confirm(preparation.plan(), "");
        });
        calls.put("getPreparation", preparation::list);
        calls.put("proposePreparation", () -> preparation.propose(preparation.list(), wanted));
        calls.put("confirmPreparation", () -> {
            PreparationList list = preparation.list();
            preparation.confirm(list, "");
        });
    }

    private void addQuestions(Map<String, Runnable> calls) {
        QuestionsClient questions = audit.questions();
        calls.put("ask", () -> questions.ask(new NewQuestion("BFE", "?", "en", List.of())));
        calls.put("listQuestions", () -> questions.list(null));
        calls.put("getQuestion", () -> questions.question(only().id()));
        calls.put("addMessage", () -> questions.add(only(), MessageKind.WITHDRAWAL, "", "en"));
        calls.put(
                "getAnswerAttachment",
                () -> questions.download(only(), 2, "a.pdf", directory.resolve("a.pdf"), Progress.ignored()));
        calls.put(
                "followQuestions",
                () -> questions.follow(OptionalLong.empty(), new QuestionListener() {
                    @Override
                    public void onMessage(QuestionEvent event) {
                        throw new AssertionError("Nobody has said anything since");
                    }

                    @Override
                    public void onEnd(RemoteAuditException failure) {
                        assertThat(failure).isNotNull();
                    }
                }));
    }

    private Question only() {
        return audit.questions().list(null).items().get(0);
    }

    private void addFindings(Map<String, Runnable> calls) {
        FindingsClient findings = audit.findings();
        FindingStatement statement = new FindingStatement(
                FindingKind.MINOR_NONCONFORMITY,
                CLAUSE,
                "No raw data",
                "en",
                List.of(new Evidence.OfRecord(Maker.RECORD_A, 2)),
                LocalDate.of(2030, 1, 31),
                "");
        FindingFilter all = new FindingFilter(Set.of(), Set.of(), null, null);
        calls.put("raiseFinding", () -> findings.raise(statement));
        calls.put("listFindings", () -> findings.list(all, null));
        calls.put(
                "getFinding",
                () -> findings.finding(findings.list(all, null).items().get(0).id()));
        calls.put("addFindingStep", () -> {
            Finding raised = findings.list(all, null).items().get(0);
            findings.step(raised, FindingAction.WITHDRAW, FindingRemark.of("x", "en"));
        });
        CertificateDecision decision = new CertificateDecision(
                "Q-1", CertificateOutcome.MAINTAINED, LocalDate.of(2030, 3, 1), "D-1", null, "", "en", null);
        calls.put("reportCertificate", () -> findings.report(decision));
        calls.put("listCertificates", () -> findings.certificates(null));
        calls.put(
                "getCertificate",
                () -> findings.certificate(
                        findings.certificates(null).items().get(0).id()));
    }

    private void addAgreement(Map<String, Runnable> calls) {
        AgreementClient agreement = audit.agreement();
        calls.put("getIctStatement", agreement::ictStatement);
        calls.put(
                "noteOutage",
                () -> agreement.noteOutage(
                        Instant.now().minusSeconds(120), Instant.now().minusSeconds(60), "line"));
        calls.put("acceptEngagement", () -> agreement.accept(audit.view().digest()));
        calls.put("suspendEngagement", () -> agreement.suspend("pause"));
        calls.put("resumeEngagement", agreement::resume);
        calls.put("agreeToEndEngagement", () -> agreement.agreeToEnd("done"));
    }
}
