package io.remoteaudit.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.AttachmentTextState;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.AuditProblemException;
import io.remoteaudit.client.EngagementClient;
import io.remoteaudit.client.ExportOrder;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.client.SearchQuery;
import io.remoteaudit.export.Check;
import io.remoteaudit.export.ExportVerifier;
import io.remoteaudit.export.TrustSettings;
import io.remoteaudit.export.Verification;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionState;
import io.remoteaudit.search.Highlight;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, end to end, over real HTTP against the built example. */
class AuditIT {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void auditorSearchesAsksExportsAndVerifiesAndIsShutOutWhenRevoked() throws Exception {
        try (ExampleProcess example = ExampleProcess.start(directory, "--example.records=400")) {
            JsonNode access = example.access();
            JsonNode engagement = access.path("engagements").get(0);
            JsonNode other = access.path("engagements").get(1);
            try (AuditClient client = open(example, example.redeem(0))) {
                EngagementClient audit = client.engagement(engagement.path("id").asText());

                await().atMost(LONG)
                        .until(() -> audit.records().search(SearchQuery.of("")).total() > 0);
                FoundRecords found = audit.records().search(SearchQuery.of(""));
                RecordDocument record =
                        audit.records().record(found.items().get(0).hit().id());
                assertThat(audit.records()
                                .prove(record.id(), record.version())
                                .leaf()
                                .subject())
                        .isEqualTo(record.id());
                isolatedFromTheOther(example, audit, other);
                foundByTheTextOfItsFile(audit);

                Question question = audit.questions()
                        .ask(new NewQuestion(
                                "请说明本记录", "这条记录的依据是什么?", "zh-CN", List.of(new Pin(record.id(), record.version()))));
                answer(example, question.id());
                await().atMost(LONG)
                        .until(() -> audit.questions().question(question.id()).state() == QuestionState.ANSWERED);
                assertThat(audit.questions().question(question.id()).messages())
                        .last()
                        .satisfies(message -> assertThat(message.kind()).isEqualTo(MessageKind.ANSWER));

                Path export = export(audit);
                verify(export, access, client);
                flipOneByteAndSeeItRefused(export);

                revoke(example, engagement.path("id").asText());
                everyCallIsRefused(audit, record.id(), question.id());
            }
            tokensThatEndedOpenNothing(example, access, engagement.path("id").asText());
        }
    }

    private static AuditClient open(ExampleProcess example, String token) {
        return HeldHttp.open(AuditClient.builder(example.baseUrl(), token));
    }

    /** The reading process finds its class path also inside the one executable jar. */
    private static void foundByTheTextOfItsFile(EngagementClient audit) {
        SearchQuery query = SearchQuery.of("附件内容:certificate OR 附件内容:report");
        await().atMost(LONG).until(() -> audit.records().search(query).total() > 0);
        assertThat(audit.records().search(query).items().get(0)).satisfies(item -> {
            assertThat(item.hit().highlights()).extracting(Highlight::field).contains("attachmentText");
            assertThat(item.record().attachmentTexts())
                    .anyMatch(text ->
                            text.name().endsWith(".pdf") && text.searchable() == AttachmentTextState.Searchable.YES);
        });
    }

    /** What only the other certification body may see is not there, and neither is the other engagement. */
    private static void isolatedFromTheOther(ExampleProcess example, EngagementClient audit, JsonNode other)
            throws IOException {
        try (AuditClient otherClient = open(example, example.redeem(1))) {
            EngagementClient theirs = otherClient.engagement(other.path("id").asText());
            List<String> ours = ids(audit);
            List<String> foreign =
                    ids(theirs).stream().filter(id -> !ours.contains(id)).toList();
            assertThat(foreign).isNotEmpty();
            int hidden = 0;
            for (String id : foreign) {
                if (status(() -> audit.records().record(id)) == 404) {
                    hidden++;
                }
            }
            assertThat(hidden).isPositive();
            assertThat(status(() -> otherClient.engagement(audit.id()).records().search(SearchQuery.of(""))))
                    .isEqualTo(404);
        }
    }

    private static List<String> ids(EngagementClient engagement) {
        return engagement.records().search(SearchQuery.of("")).items().stream()
                .map(item -> item.hit().id())
                .toList();
    }

    private static void answer(ExampleProcess example, String question) throws IOException {
        String path = "/audit-desk/api/questions/" + question;
        desk(example.http()
                .newCall(example.asStaff(path + "/draft")
                        .put(RequestBody.create(
                                "{\"draftVersion\":0,\"text\":\"依据检验规程 QP-08。\",\"language\":\"zh-CN\"}"
                                        .getBytes(StandardCharsets.UTF_8),
                                JSON))
                        .build()));
        desk(example.http()
                .newCall(example.asStaff(path + "/release")
                        .header("If-Match", "\"1\"")
                        .post(RequestBody.create("{\"draftVersion\":1}".getBytes(StandardCharsets.UTF_8), JSON))
                        .build()));
    }

    private static void revoke(ExampleProcess example, String engagement) throws IOException {
        desk(example.http()
                .newCall(example.asStaff("/audit-desk/api/engagements/" + engagement + "/revocation")
                        .post(RequestBody.create("{\"reason\":\"end of test\"}".getBytes(StandardCharsets.UTF_8), JSON))
                        .build()));
    }

    private static void desk(Call call) throws IOException {
        try (Response response = call.execute()) {
            assertThat(response.code()).as(response.body().string()).isEqualTo(200);
        }
    }

    private Path export(EngagementClient audit) {
        ExportStatus started = audit.exports().start(ExportOrder.of(""), "zh-CN");
        await().atMost(LONG)
                .until(() -> !List.of("queued", "running")
                        .contains(audit.exports().export(started.id()).state()));
        ExportStatus ended = audit.exports().export(started.id());
        assertThat(ended.failure()).isNull();
        Path file = directory.resolve("audit.asice");
        Hash digest = audit.exports().download(started.id(), file, (done, total) -> {});
        assertThat(digest).isEqualTo(ended.files().get(0).sha256());
        return file;
    }

    private static void verify(Path export, JsonNode access, AuditClient client) throws Exception {
        Path certificate = Path.of(access.path("signingCertificate").asText());
        Path timestamping = certificate.resolveSibling("demonstration-root.pem");
        assertThat(java(export, "--cert", certificate.toString(), "--tsa-cert", timestamping.toString()))
                .isZero();
        Verification verification;
        try (InputStream root = Files.newInputStream(timestamping)) {
            X509Certificate authority =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(root);
            verification = ExportVerifier.verify(
                    export,
                    new TrustSettings(List.of(), client.describe().keys().get(0), null)
                            .withTimestampCertificates(List.of(authority)));
        }
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.checks())
                .filteredOn(check -> check.outcome() == Check.Outcome.HOLDS)
                .extracting(Check::name)
                .contains("container", "signature", "entries", "inclusion", "views", "log-key", "timestamp");
    }

    private static void flipOneByteAndSeeItRefused(Path export) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(export.toFile(), "rw")) {
            long middle = file.length() / 2;
            file.seek(middle);
            int original = file.read();
            file.seek(middle);
            file.write(original ^ 1);
        }
        assertThat(java(export)).isEqualTo(1);
    }

    /** The command an auditor runs on the built jar. */
    private static int java(Path export, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ExampleProcess.jar().toString(),
                "verify",
                export.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static void everyCallIsRefused(EngagementClient audit, String record, String question) {
        assertThat(List.of(
                        status(audit::view),
                        status(() -> audit.records().search(SearchQuery.of(""))),
                        status(() -> audit.records().record(record)),
                        status(() -> audit.records().prove(record, 1)),
                        status(() -> audit.questions().question(question)),
                        status(() -> audit.questions().list(null)),
                        status(() -> audit.exports().list(null)),
                        status(() -> audit.access(null)),
                        status(audit.ledger()::checkpoint)))
                .allSatisfy(status -> assertThat(status).isIn(401, 404));
    }

    private static void tokensThatEndedOpenNothing(ExampleProcess example, JsonNode access, String engagement)
            throws IOException {
        for (String name : List.of("expiredToken", "revokedToken")) {
            try (AuditClient client = open(example, access.path(name).asText())) {
                assertThat(status(() -> client.engagement(engagement).records().search(SearchQuery.of(""))))
                        .isEqualTo(401);
            }
        }
        Request withoutToken = new Request.Builder()
                .url(example.baseUrl() + "/audit/v1/engagements")
                .build();
        try (Response response = example.http().newCall(withoutToken).execute()) {
            assertThat(response.code()).isEqualTo(401);
        }
    }

    private static int status(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (AuditProblemException e) {
            return e.status();
        }
    }
}
