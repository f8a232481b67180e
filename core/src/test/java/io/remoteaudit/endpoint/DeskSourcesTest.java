package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedProgress;
import io.remoteaudit.feed.FileFormat;
import io.remoteaudit.feed.TestFeed;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What staff sees and does of the sources records are taken from. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeskSourcesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final StaffMember CHEN = StaffMember.withAllRoles("陈静");
    private static final StaffMember VIEWER = new StaffMember("看客", Set.of(StaffRole.VIEW, StaffRole.RELEASE));
    private static final String EARLY = "2026-04-15 17:00:00";
    private static final String LIMS = "/sources/lims";
    private static final String BENCH = "/sources/bench";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private TestDatabase lims;
    private Maker maker;

    @BeforeEach
    void open(TestDatabase database) {
        lims = database;
        TestFeed.makeTable(lims);
        for (int no = 1; no <= 9; no++) {
            TestFeed.insert(lims, no, EARLY);
        }
        maker = new Maker(
                directory.resolve("maker"),
                Limits.standard(),
                clock,
                builder -> builder.sources(List.of(TestFeed.source(lims.pool())
                                .mapping(TestFeed.mapping().build())
                                .build()))
                        .fileSources(List.of(TestFeed.bench(FileFormat.CSV)
                                .largestUpload(2_000)
                                .build())));
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void sourceIsReadWhenStaffAsksAndItsReportSaysWho() {
        assertThat(get("/session").path("sources").asInt()).isEqualTo(2);
        JsonNode before = get("/sources");
        assertThat(before.path("items").findValuesAsText("name")).containsExactly("bench", "lims");
        assertThat(before.path("items").findValuesAsText("kind")).containsExactly("files", "table");
        assertThat(before.at("/items/0/readable").asBoolean()).as("no folder").isFalse();
        assertThat(before.at("/items/1").has("last")).isFalse();

        run();
        JsonNode after = get(LIMS);
        assertThat(after.at("/last/saved").asInt()).isEqualTo(9);
        assertThat(after.at("/last/by").asText()).isEqualTo("陈静");
        assertThat(after.has("note")).isFalse();
        JsonNode report = get(LIMS + "/reports/" + after.at("/last/number").asInt());
        assertThat(report.at("/texts/zh").asText()).contains("操作人：陈静", "新增 9");
        assertThat(report.at("/texts/en").asText()).contains("9 records saved");
        assertThat(get(LIMS + "/reports").path("total").asInt()).isEqualTo(1);
        assertThat(send("GET", LIMS + "/reports/77", "", CHEN).status()).isEqualTo(404);
        assertThat(send("GET", LIMS + "/reports/last", "", CHEN).status()).isEqualTo(404);
        assertThat(maker.remoteAudit().records().find("IQC-9")).isPresent();
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void progressIsShownAndASecondRunRefusedWhileOneIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Feed feed = maker.remoteAudit().feed();
        CompletableFuture<?> running = CompletableFuture.runAsync(() -> feed.run("lims", heldUp(begun, goOn)::accept));
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            JsonNode progress = get("/sources").path("items").get(1).path("progress");
            assertThat(progress.path("read").asInt()).isEqualTo(7);
            assertThat(progress.path("total").asInt()).isEqualTo(9);
            assertThat(progress.has("perSecond")).isTrue();
            assertThat(progress.has("remainingSeconds")).isTrue();
            Maker.Result refused = send("POST", LIMS + "/runs", "", CHEN);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("RA-1007");
            assertThat(refused.json().at("/errors/0/detail").asText()).contains("正在读取");
        } finally {
            goOn.countDown();
        }
        running.get(60, TimeUnit.SECONDS);
        assertThat(get("/sources").at("/items/1").has("progress")).isFalse();
    }

    private static Consumer<FeedProgress> heldUp(CountDownLatch begun, CountDownLatch goOn) {
        return progress -> {
            begun.countDown();
            try {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void tableIsTriedWithoutSavingAnything() {
        lims.update("UPDATE inspection SET qty = -1 WHERE no = 2");
        JsonNode report =
                send("POST", LIMS + "/rehearsals", "{\"records\":5}", CHEN).json();
        assertThat(report.path("rehearsal").asBoolean()).isTrue();
        assertThat(report.path("saved").asInt()).isEqualTo(4);
        assertThat(report.path("examples").findValuesAsText("id")).contains("IQC-1");
        assertThat(report.at("/refusals/0/reason/zh").asText()).isNotBlank();
        assertThat(report.at("/texts/zh").asText()).contains("试运行，未保存");
        assertThat(maker.remoteAudit().records().find("IQC-1")).isEmpty();
        assertThat(get(LIMS).path("refused").asInt()).isZero();
        lims.update("ALTER TABLE inspection RENAME COLUMN lot TO charge");
        JsonNode broken =
                send("POST", LIMS + "/rehearsals", "{\"records\":5}", CHEN).json();
        assertThat(broken.at("/failure/en").asText()).contains("RA-1004", "charge");
        assertThat(send("POST", LIMS + "/rehearsals", "{\"records\":1001}", CHEN)
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", BENCH + "/rehearsals", "{\"records\":5}", CHEN).status())
                .isEqualTo(404);
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void refusedRowsAreListedPageByPageAndDismissedByAPersonWithAReason() {
        lims.update("UPDATE inspection SET qty = -1 WHERE no IN (2, 4, 6)");
        run();
        JsonNode first = get(LIMS + "/refused?limit=2");
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("items").findValuesAsText("row")).containsExactly("2", "4");
        assertThat(first.at("/items/0/reason/en").asText()).contains("sampleSize");
        String after = first.path("nextCursor").asText();
        JsonNode second = get(LIMS + "/refused?limit=2&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
        assertThat(second.path("items").findValuesAsText("row")).containsExactly("6");
        assertThat(second.path("nextCursor").isNull()).isTrue();

        String key = second.at("/items/0/key").asText();
        String dismissal = "{\"key\":\"" + key + "\",\"reason\":\"试验数据\"}";
        assertThat(send("POST", LIMS + "/dismissals", "{\"key\":\"" + key + "\"}", CHEN)
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", LIMS + "/dismissals", dismissal, CHEN)
                        .json()
                        .path("refused")
                        .asInt())
                .isEqualTo(2);
        JsonNode dismissed = get(LIMS + "/refused").path("items").get(2).path("dismissal");
        assertThat(dismissed.path("by").asText()).isEqualTo("陈静");
        assertThat(dismissed.path("reason").asText()).isEqualTo("试验数据");
        assertThat(send("POST", LIMS + "/dismissals", dismissal, CHEN).status()).isEqualTo(404);
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void rowsThatWereDeletedAreListedAndARewoundSourceIsReadFromItsBeginning() {
        run();
        lims.update("DELETE FROM inspection WHERE no IN (3, 8)");
        clock.moveTo(Duration.ofDays(1));
        run();
        JsonNode missing = get(LIMS + "/missing");
        assertThat(missing.path("total").asInt()).isEqualTo(2);
        assertThat(missing.path("items").findValuesAsText("record")).containsExactly("IQC-3", "IQC-8");
        assertThat(get(LIMS).path("missing").asInt()).isEqualTo(2);

        assertThat(send("POST", LIMS + "/rewind", "", CHEN).status()).isEqualTo(200);
        run();
        assertThat(get(LIMS).at("/last/unchanged").asInt()).isEqualTo(7);
        assertThat(send("POST", BENCH + "/rewind", "", CHEN).status()).isEqualTo(404);
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void fileIsTriedFirstAndThenTakenInOnceAndTheSameOnceMoreChangesNothing() throws IOException {
        JsonNode file = hand(TestFeed.HEADER + TestFeed.FIRST + "x,MB-2,98.7,maybe,李娜,2026/4/15 16:30\n");
        String one = BENCH + "/files/" + file.path("id").asText();
        JsonNode tried = get(one);
        assertThat(tried.path("name").asText()).isEqualTo("四月 1.csv");
        assertThat(tried.at("/report/saved").asInt()).isEqualTo(1);
        assertThat(tried.at("/report/refused").asInt()).isEqualTo(1);
        assertThat(maker.remoteAudit().records().find("IQC-1")).isEmpty();

        Maker.Result taking = send("POST", one + "/intake", "", CHEN);
        assertThat(taking.status()).isEqualTo(202);
        awaitState(one, "taken");
        assertThat(maker.remoteAudit().records().find("IQC-1")).isPresent();
        assertThat(send("POST", one + "/intake", "", CHEN).code()).isEqualTo("RA-1011");
        assertThat(held()).as("content is deleted once it is taken in").isEmpty();
        JsonNode last = get(BENCH).path("last");
        assertThat(last.path("file").asText()).isEqualTo("四月 1.csv");
        assertThat(last.path("by").asText()).isEqualTo("陈静");
        assertThat(get(BENCH).path("refused").asInt()).isEqualTo(1);

        String again = BENCH + "/files/"
                + hand(TestFeed.HEADER + TestFeed.FIRST + "x,MB-2,98.7,maybe,李娜,2026/4/15 16:30\n")
                        .path("id")
                        .asText();
        JsonNode known = get(again).path("report");
        assertThat(known.path("takenBefore").asBoolean()).isTrue();
        assertThat(known.path("saved").asInt()).isZero();
        assertThat(known.at("/texts/zh").asText()).contains("此前已采集");
        send("POST", again + "/intake", "", CHEN);
        awaitState(again, "taken");
        assertThat(get(again).at("/report/unchanged").asInt()).isEqualTo(1);
        assertThat(maker.remoteAudit().records().versions("IQC-1")).hasSize(1);
        assertThat(get(BENCH + "/files").path("total").asInt()).isEqualTo(2);
        assertThat(send("POST", again + "/removal", "", CHEN)
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(send("GET", again, "", CHEN).status()).isEqualTo(404);
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void fileThatCannotBeReadIsNotTakenIn() throws IOException {
        Maker.Result received = hand("单号,批号\n1,MB-1\n", CHEN);
        String one = BENCH + "/files/" + received.json().path("id").asText();
        awaitState(one, "failed");
        assertThat(get(one).at("/report/failure/en").asText()).contains("does not name the columns");
        assertThat(send("POST", one + "/intake", "", CHEN).code()).isEqualTo("RA-1011");
        assertThat(held()).isEmpty();
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void filesThatAreTooLargeOrTooManyAreRefusedAndLeaveNothing() throws IOException {
        Maker.Result large = hand("x".repeat(2_001), CHEN);
        assertThat(large.status()).isEqualTo(413);
        assertThat(held()).isEmpty();
        assertThat(send("POST", BENCH + "/files", "a", CHEN).status())
                .as("without a name")
                .isEqualTo(400);
        assertThat(send("POST", LIMS + "/files?name=a.csv", "a", CHEN).status())
                .as("to a table")
                .isEqualTo(404);
        for (int i = 0; i < 5; i++) {
            hand(TestFeed.HEADER + TestFeed.FIRST);
        }
        Maker.Result sixth = hand(TestFeed.HEADER, CHEN);
        assertThat(sixth.status()).isEqualTo(409);
        assertThat(sixth.code()).isEqualTo("RA-1010");
        JsonNode files = get(BENCH + "/files");
        String one = BENCH + "/files/" + files.at("/items/0/id").asText();
        assertThat(send("POST", one + "/removal", "", CHEN).status()).isEqualTo(200);
        assertThat(held()).hasSize(4);
        assertThat(hand(TestFeed.HEADER + TestFeed.FIRST).path("state").asText())
                .isIn("rehearsing", "rehearsed");
        maker.close();
        assertThat(held()).as("nothing stays when the module closes").isEmpty();
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void onlyWhoManagesMayChangeAnythingAndOnlyWhoViewsMaySee() {
        StaffMember nobody = new StaffMember("nobody", Set.of(StaffRole.ANSWER));
        for (String path :
                List.of("/sources", LIMS, LIMS + "/reports", LIMS + "/refused", LIMS + "/missing", BENCH + "/files")) {
            assertThat(send("GET", path, "", VIEWER).status()).as(path).isEqualTo(200);
            assertThat(send("GET", path, "", nobody).code()).as(path).isEqualTo("RA-0724");
        }
        for (String path : List.of(
                LIMS + "/runs",
                LIMS + "/rehearsals",
                LIMS + "/dismissals",
                LIMS + "/rewind",
                BENCH + "/files?name=a.csv",
                BENCH + "/files/f/intake",
                BENCH + "/files/f/removal")) {
            assertThat(send("POST", path, "{}", VIEWER).code()).as(path).isEqualTo("RA-0724");
        }
        assertThat(send("POST", BENCH + "/runs", "", CHEN).code()).isEqualTo("RA-1008");
        for (String path : List.of("/sources/none", "/sources/none/refused", BENCH + "/files/f")) {
            assertThat(send("GET", path, "", CHEN).status()).as(path).isEqualTo(404);
        }
    }

    @EachDatabase(TestDatabase.Kind.SQLITE)
    void makerWithoutSourcesHasNone() {
        try (Maker other = new Maker(directory.resolve("other"))) {
            Headers headers = Headers.none();
            assertThat(other.send("GET", AuditDesk.PATH + "/session", headers, new byte[0])
                            .json()
                            .path("sources")
                            .asInt(-1))
                    .isZero();
            assertThat(other.send("GET", AuditDesk.PATH + "/sources", headers, new byte[0])
                            .json()
                            .path("total")
                            .asInt(-1))
                    .isZero();
        }
    }

    private void run() {
        Maker.Result asked = send("POST", LIMS + "/runs", "", CHEN);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        await().atMost(LONG).until(() -> !get("/sources").at("/items/1/asked").asBoolean());
    }

    /** Hands over a file and waits until it was tried. */
    private JsonNode hand(String content) {
        Maker.Result received = hand(content, CHEN);
        assertThat(received.status()).as(received.text()).isEqualTo(201);
        awaitState(BENCH + "/files/" + received.json().path("id").asText(), "rehearsed");
        return received.json();
    }

    private Maker.Result hand(String content, StaffMember staff) {
        return send(
                "POST", BENCH + "/files?name=" + URLEncoder.encode("四月 1.csv", StandardCharsets.UTF_8), content, staff);
    }

    private void awaitState(String file, String state) {
        await().atMost(LONG).until(() -> get(file).path("state").asText().equals(state));
    }

    private List<Path> held() throws IOException {
        Path held = directory.resolve("maker/handed-files");
        if (!Files.exists(held)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(held)) {
            return files.toList();
        }
    }

    private JsonNode get(String path) {
        Maker.Result result = send("GET", path, "", CHEN);
        assertThat(result.status()).as(path + " " + result.text()).isEqualTo(200);
        return result.json();
    }

    private Maker.Result send(String method, String path, String body, StaffMember staff) {
        int mark = path.indexOf('?');
        return Maker.Result.of(maker.remoteAudit()
                .desk()
                .handle(
                        new Request(
                                method,
                                AuditDesk.PATH + (mark < 0 ? path : path.substring(0, mark)),
                                mark < 0 ? null : path.substring(mark + 1),
                                Headers.none()
                                        .with("Content-Type", "application/json")
                                        .with("Accept-Language", "zh-CN")
                                        .with("X-Requested-With", "remote-audit-desk"),
                                "192.0.2.1",
                                false,
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                        staff));
    }
}
