package io.remoteaudit.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.standard.ClauseReference;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices to real listeners and a real HTTP server, over the maker's own database. */
class NoticesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_" + "QUFB".repeat(8);

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final List<Notices> opened = new ArrayList<>();
    private HttpServer server;
    private HikariDataSource source;
    private Database database;
    private Maker maker;
    private Questions questions;
    private AnswerDesk desk;
    private Admission auditor;

    private record Received(String id, String timestamp, String signature, String body) {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        maker = new Maker(directory);
        source = EmbeddedDatabase.open(maker.database());
        database = Database.of(source, HostTransactions.none());
        questions = maker.remoteAudit().questions();
        desk = maker.remoteAudit().answers();
        Engagements engagements = maker.remoteAudit().engagements();
        auditor = engagements.admit(engagements.authenticate(maker.tokenA).orElseThrow());
    }

    @AfterEach
    void close() {
        opened.forEach(Notices::close);
        server.stop(0);
        source.close();
        maker.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        Integer status = answers.poll();
        int answer = status == null ? 204 : status;
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (answer == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @Test
    void webhookGetsEachNoticeSignedAndWithoutAWordOfTheQuestion() {
        start(hooked());
        Question asked = ask(null, QuestionPriority.URGENT);
        AnswerDraft draft = desk.draft(asked.id(), 0, DraftContent.of("secret answer", "en"), "王芳");
        desk.release(asked.id(), 1, draft.version(), "王芳");
        await().atMost(LONG).until(() -> received.size() == 2);
        Received first = received.get(0);
        assertThat(Json.parse(first.body()).path("type").asText()).isEqualTo("question.asked");
        assertThat(Json.parse(first.body()).path("data").path("questionId").asText())
                .isEqualTo(asked.id());
        assertThat(Json.parse(first.body()).path("data").path("priority").asText())
                .isEqualTo("urgent");
        assertThat(Json.parse(received.get(1).body()).path("type").asText()).isEqualTo("question.answered");
        assertThat(received)
                .extracting(Received::body)
                .noneMatch(body -> body.contains("secret") || body.contains("Why"));
        assertThat(received).extracting(Received::id).doesNotHaveDuplicates();
        long seconds = Long.parseLong(first.timestamp());
        assertThat(first.signature())
                .isEqualTo(WebhookSender.sign(Webhook.key("h", SECRET), first.id(), seconds, first.body()) + " "
                        + WebhookSender.sign(Webhook.key("h", OLD_SECRET), first.id(), seconds, first.body()));
    }

    @Test
    void failedDeliveryIsRepeatedUnderItsIdAndThenGivenUpUntilTheDeskSendsItAgain() {
        answers.addAll(List.of(500, 503, 302));
        Notices notices = start(hooked().withBackOff(List.of(Duration.ZERO, Duration.ofMillis(50))));
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> notices.dead().size() == 1);
        assertThat(received)
                .hasSize(3)
                .extracting(Received::id)
                .containsOnly(received.get(0).id());
        assertThat(elsewhere).hasValue(0);
        Delivery dead = notices.dead().get(0);
        assertThat(dead.failure()).contains("302");
        assertThat(dead.target()).isEqualTo("hook");
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(notices.replay(dead.notice().id(), "other")).isFalse();
        assertThat(notices.replay(dead.notice().id(), "hook")).isTrue();
        await().atMost(LONG).until(() -> received.size() == 4);
        assertThat(notices.dead()).isEmpty();
        assertThat(received.get(3).id()).isEqualTo(dead.notice().id());
    }

    @Test
    void receiverThatIsGoneIsNotAskedAgain() {
        answers.add(410);
        Notices notices = start(hooked());
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> notices.dead().size() == 1);
        assertThat(received).hasSize(1);
    }

    @Test
    void nothingIsSentToThisMachineUnlessThatIsAllowed() {
        Webhook inside =
                new Webhook("hook", URI.create("https://localhost:" + port() + "/hook"), List.of(SECRET), false);
        Notices notices =
                start(NoticeSettings.standard().withWebhooks(List.of(inside)).withBackOff(List.of()));
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> notices.dead().size() == 1);
        assertThat(notices.dead().get(0).failure()).contains("127.0.0.1");
        assertThat(received).isEmpty();
    }

    @Test
    void restartLosesNothingAndSeveralNodesTellEachNoticeOnce() {
        List<String> heard = new CopyOnWriteArrayList<>();
        NoticeListener listener = notice -> heard.add(notice.id());
        NoticeSettings settings = hooked().withListeners(List.of(listener));
        start(settings).close();
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            asked.add(ask(null, QuestionPriority.NORMAL).id());
        }
        for (int node = 0; node < 3; node++) {
            start(settings);
        }
        for (int i = 0; i < 5; i++) {
            asked.add(ask(null, QuestionPriority.NORMAL).id());
        }
        await().atMost(LONG).until(() -> heard.size() >= 10 && received.size() >= 10);
        maker.settle();
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> heard.size() >= 11 && received.size() >= 11);
        assertThat(heard).hasSize(11).doesNotHaveDuplicates();
        assertThat(received).hasSize(11).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(received)
                .extracting(one ->
                        Json.parse(one.body()).path("data").path("questionId").asText())
                .containsAll(asked);
    }

    @Test
    void listenerThatFailsIsToldAgain() {
        AtomicInteger calls = new AtomicInteger();
        List<Notice> heard = new CopyOnWriteArrayList<>();
        start(NoticeSettings.standard().withBackOff(List.of(Duration.ZERO)).withListeners(List.of(notice -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
            heard.add(notice);
        })));
        Question asked = ask(null, QuestionPriority.HIGH);
        await().atMost(LONG).until(() -> heard.size() == 1);
        assertThat(heard.get(0).subjectId()).isEqualTo(asked.id());
        assertThat(heard.get(0).kind()).isEqualTo(NoticeKind.ASKED);
    }

    @Test
    void openQuestionIsRemindedOfOnceWhenItWillSoonBeDueAndOnceWhenItIsOverdue() {
        List<Notice> heard = new CopyOnWriteArrayList<>();
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Question overdue = ask(today.minusDays(1), QuestionPriority.NORMAL);
        Question soon = ask(today.plusDays(1), QuestionPriority.NORMAL);
        ask(today.plusDays(30), QuestionPriority.NORMAL);
        desk.assign(soon.id(), "李娜", "王芳");
        maker.settle();
        NoticeSettings settings = NoticeSettings.standard().withListeners(List.of(heard::add));
        start(settings);
        await().atMost(LONG).until(() -> heard.size() == 2);
        start(settings);
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> heard.size() == 3);
        assertThat(heard)
                .extracting(notice -> notice.kind() + " " + notice.subjectId())
                .contains("OVERDUE " + overdue.id(), "DUE_SOON " + soon.id());
        assertThat(heard)
                .filteredOn(notice -> notice.kind() == NoticeKind.DUE_SOON)
                .extracting(Notice::assignee)
                .containsExactly("李娜");
    }

    @Test
    void findingsPlansListsAndRequestsForConsentAreToldOfWithoutAWordOfTheirs() {
        List<Notice> heard = new CopyOnWriteArrayList<>();
        start(NoticeSettings.standard().withListeners(List.of(heard::add)));
        Finding finding = maker.remoteAudit()
                .findings()
                .raise(
                        auditor,
                        new FindingStatement(
                                FindingKind.MINOR_NONCONFORMITY,
                                new ClauseReference("ISO 13485:2016", "8.2.6"),
                                "secret statement",
                                "en",
                                List.of(),
                                null,
                                ""));
        maker.remoteAudit()
                .preparation()
                .lists()
                .write(
                        Maker.A,
                        0,
                        Party.BODY,
                        new PreparationContent.Wanted(
                                List.of(new WantedItem("P-1", "secret", null, null, "李工", LocalDate.of(2030, 1, 31))),
                                ""),
                        "Ann");
        await().atMost(LONG).until(() -> heard.size() == 2);
        assertThat(heard)
                .extracting(notice -> notice.kind().wireName() + " " + notice.subjectId() + " " + notice.number())
                .containsExactlyInAnyOrder(
                        "finding.raised " + finding.id() + " 1", "preparation.proposed " + Maker.A + " 1");
        assertThat(heard)
                .extracting(Notice::content)
                .noneMatch(content -> content.contains("secret"))
                .anyMatch(content -> content.contains("\"findingId\":\"" + finding.id() + "\""));
        assertThat(heard)
                .allMatch(notice -> Notice.read(notice.id(), notice.content()).equals(notice));
    }

    @Test
    void whatElseIsDueIsRemindedOfOnce() {
        List<Notice> heard = new CopyOnWriteArrayList<>();
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Deadlines deadlines = () -> List.of(
                new Deadlines.Deadline(
                        NoticeKind.FINDING_DUE_SOON, NoticeKind.FINDING_OVERDUE, "E", "F-1", 2, today.minusDays(3)),
                new Deadlines.Deadline(
                        NoticeKind.PREPARATION_DUE_SOON,
                        NoticeKind.PREPARATION_OVERDUE,
                        "E",
                        "P-1",
                        1,
                        today.plusDays(1)),
                new Deadlines.Deadline(
                        NoticeKind.PREPARATION_DUE_SOON,
                        NoticeKind.PREPARATION_OVERDUE,
                        "G",
                        "P-1",
                        1,
                        today.plusDays(1)),
                new Deadlines.Deadline(
                        NoticeKind.FINDING_DUE_SOON, NoticeKind.FINDING_OVERDUE, "E", "F-2", 1, today.plusDays(90)));
        NoticeSettings settings = NoticeSettings.standard().withListeners(List.of(heard::add));
        start(settings, deadlines);
        await().atMost(LONG).until(() -> heard.size() == 3);
        start(settings, deadlines);
        ask(null, QuestionPriority.NORMAL);
        await().atMost(LONG).until(() -> heard.size() == 4);
        assertThat(heard)
                .extracting(notice -> notice.kind().wireName() + " " + notice.engagement() + " " + notice.subjectId())
                .contains("finding.overdue E F-1", "preparation.due-soon E P-1", "preparation.due-soon G P-1");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private NoticeSettings hooked() {
        URI address = URI.create("http://127.0.0.1:" + port() + "/hook");
        return NoticeSettings.standard()
                .withWebhooks(List.of(new Webhook("hook", address, List.of(SECRET, OLD_SECRET), true)));
    }

    private Notices start(NoticeSettings settings) {
        return start(settings, List::of);
    }

    private Notices start(NoticeSettings settings, Deadlines deadlines) {
        Notices notices =
                Notices.open(maker.remoteAudit().ledger(), database, desk, deadlines, settings, Clock.systemUTC());
        opened.add(notices);
        return notices;
    }

    private Question ask(@Nullable LocalDate due, QuestionPriority priority) {
        Topic topic = new Topic(List.of(), List.of(), List.of(), QuestionCategory.INSPECTION, priority, due);
        return questions.ask(auditor, new NewQuestion("Why", "Why?", "en", null, topic));
    }
}
