package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.Question;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channel as both sides use it over HTTP. */
class ChannelTest {

    private static final int RACERS = 15;
    private static final String CANARY = "zqxwhisper";

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void questionIsPinnedToWhatIsInScopeAndUnmaskedAlone() {
        String pinned = pin("\"version\":2,\"field\":\"measurements/0\"") + "," + pin("\"version\":1") + ","
                + pin("\"version\":2,\"attachment\":\"" + Maker.FILE + "\",\"page\":3");
        JsonNode asked = ask("\"pins\":[" + pinned + "],\"lots\":[\"MB-NONE\"],\"due\":\"2020-01-01\","
                        + "\"category\":\"production\",\"priority\":\"urgent\",\"clauses\":[{\"edition\":\"ISO 13485:2016\","
                        + "\"number\":\"8.2.4\"}]")
                .json();
        assertThat(asked.path("pins").findValuesAsText("field")).containsExactly("measurements/0");
        assertThat(asked.path("pins").findValuesAsText("page")).containsExactly("3");
        assertThat(asked.path("pins").findValuesAsText("superseded")).containsExactly("false", "true", "false");
        assertThat(asked.path("lots").get(0).asText()).isEqualTo("MB-NONE");
        assertThat(asked.path("clauses").get(0).path("number").asText()).isEqualTo("8.2.4");
        String masked = ask("\"pins\":[" + pin("\"version\":2,\"field\":\"performedBy\"") + "]")
                .text();
        String absent = ask("\"pins\":[" + pin("\"version\":2,\"field\":\"nothingLike\"") + "]")
                .text();
        assertThat(masked).isEqualTo(absent).contains("/pins/0");
        for (String wrong : List.of(
                "\"pins\":[" + pin("\"version\":2,\"field\":\"title\",\"attachment\":\"x\"") + "]",
                "\"pins\":[" + pin("\"version\":2,\"page\":1") + "]",
                "\"pins\":[" + pin("\"version\":2,\"attachment\":\"other.pdf\"") + "]",
                "\"clauses\":[{\"edition\":\"No 1\",\"number\":\"1\"}]",
                "\"clauses\":[{\"edition\":\"ISO 13485:2016\",\"number\":\"?\"}]",
                "\"category\":\"gossip\"",
                "\"priority\":\"later\"",
                "\"due\":\"soon\"",
                "\"translation\":{\"text\":\"x\",\"by\":\"y\"}",
                "\"translation\":{\"text\":\"x\",\"language\":\"en\",\"by\":\"y\"}")) {
            assertThat(ask(wrong + ",\"language\":\"en\"").status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void whoeverAsksIsAnsweredWithTheQuestionAsItWasAskedHoweverQuicklyItIsAnswered() throws Exception {
        int wanted = 10;
        AnswerDesk desk = maker.remoteAudit().answers();
        ExecutorService inside = Executors.newSingleThreadExecutor();
        try {
            Future<?> answering = inside.submit(() -> {
                int answered = 0;
                while (answered < wanted && !Thread.interrupted()) {
                    for (Question question : desk.pending()) {
                        desk.draft(question.id(), 0, DraftContent.of("At once", "en"), "王芳");
                        desk.release(question.id(), 1, 1, "王芳");
                        answered++;
                    }
                }
            });
            for (int i = 0; i < wanted; i++) {
                JsonNode asked = ask("\"language\":\"en\"").json();
                assertThat(asked.path("state").asText()).isEqualTo("open");
                assertThat(asked.path("messages")).hasSize(1);
            }
            answering.get(1, TimeUnit.MINUTES);
        } finally {
            inside.shutdownNow();
        }
        assertThat(desk.all()).hasSize(wanted).allMatch(question -> question.version() == 2);
    }

    @Test
    void newerVersionOfARecordIsFlaggedOnItsQuestionsAndTheTagChangesWithIt() {
        Maker.Result asked = ask("\"pins\":[" + pin("\"version\":2") + "]");
        assertThat(asked.json().path("pinnedVersionSuperseded").asBoolean(true)).isFalse();
        String question = at(A, "/questions/" + asked.json().path("id").asText());
        String tag = maker.get(maker.tokenA, question).header("ETag");
        QualityRecord newest =
                maker.remoteAudit().records().find(Maker.RECORD_A).orElseThrow().record();
        maker.remoteAudit()
                .records()
                .save(newest.nextVersion("again", new Person("王芳", null)).build());
        maker.settle();
        Maker.Result seen =
                maker.send("GET", question, Maker.bearer(maker.tokenA).with("If-None-Match", tag), new byte[0]);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().path("pinnedVersionSuperseded").asBoolean()).isTrue();
        // Nothing was said meanwhile, so what was read before is no reason to refuse.
        assertThat(maker.post(maker.tokenA, question + "/messages", "{\"kind\":\"withdrawal\"}", "If-Match", tag)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void originalAndTranslationsAreBothKeptWithWhoTranslated() {
        Maker.Result asked =
                ask("\"language\":\"en\",\"translation\":{\"text\":\"为什么？\",\"language\":\"zh-CN\",\"by\":\"MT 1\"}");
        String id = asked.json().path("id").asText();
        assertThat(desk(
                                "POST",
                                "/" + id + "/messages",
                                "{\"kind\":\"translation\",\"about\":1,\"text\":\"Pourquoi ?\","
                                        + "\"language\":\"fr\"}",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);
        for (String wrong : List.of(
                "{\"kind\":\"translation\",\"about\":2,\"text\":\"x\",\"language\":\"de\"}",
                "{\"kind\":\"translation\",\"about\":9,\"text\":\"x\",\"language\":\"de\"}",
                "{\"kind\":\"translation\",\"about\":1,\"text\":\"x\",\"language\":\"en\"}")) {
            assertThat(desk("POST", "/" + id + "/messages", wrong, "If-Match", "\"2\"")
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        maker.settle();
        JsonNode seen = maker.get(maker.tokenA, at(A, "/questions/" + id)).json();
        assertThat(seen.path("state").asText()).isEqualTo("open");
        assertThat(seen.path("messages").findValuesAsText("text")).containsExactly("Why?", "为什么？", "Pourquoi ?");
        assertThat(seen.path("messages").get(0).path("translation").path("by").asText())
                .isEqualTo("MT 1");
        assertThat(seen.path("messages").get(1).path("by").asText()).isEqualTo("质量负责人");
        assertThat(maker.get(maker.tokenA, at(A, "/questions?q=Pourquoi"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void draftsOfSeveralPeopleAreKeptAndNobodyWritesOverWhatTheyHaveNotRead() {
        String id = ask("").json().path("id").asText();
        assertThat(draft(id, 0, "first").status()).isEqualTo(200);
        assertThat(draft(id, 0, "other").status()).isEqualTo(412);
        assertThat(draft(id, 1, "second").json().path("draft").path("version").asInt())
                .isEqualTo(2);
        assertThat(release(id, 1, 1).status()).isEqualTo(412);
        JsonNode released = release(id, 1, 2).json();
        assertThat(released.path("draft").isNull()).isTrue();
        assertThat(released.path("drafts").findValuesAsText("text")).containsExactly("first", "second");
        int version = released.path("draftVersion").asInt();
        draft(id, version, "corrected");
        JsonNode corrected = release(id, 2, version + 1).json();
        assertThat(corrected.path("state").asText()).isEqualTo("answered");
        assertThat(corrected.path("messages").get(2).path("about").asInt()).isEqualTo(2);
        assertThat(corrected.path("messages").findValuesAsText("text")).contains("second", "corrected");
    }

    @Test
    void fileOfAnAnswerIsReleasedWithItAndBecomesARecordsEvidenceWhenTheMakerSaysSo() {
        String id =
                ask("\"pins\":[" + pin("\"version\":2") + "]").json().path("id").asText();
        byte[] content = "calibrated".getBytes(StandardCharsets.UTF_8);
        Maker.Result stored = maker.send(
                "POST",
                AuditDesk.PATH + "/questions/" + id + "/files?name=cal.txt",
                Headers.none().with("Content-Type", "text/plain").with("X-Requested-With", "remote-audit-desk"),
                content);
        assertThat(stored.status()).isEqualTo(201);
        String unknown = stored.text().replaceFirst("\"sha256\":\"[0-9a-f]", "\"sha256\":\"x");
        String with = "{\"draftVersion\":0,\"text\":\"see file\",\"language\":\"en\",\"attachments\":[";
        assertThat(desk("PUT", "/" + id + "/draft", with + unknown + "]}").status())
                .isEqualTo(400);
        assertThat(desk("PUT", "/" + id + "/draft", with + stored.text() + "]}").status())
                .isEqualTo(200);
        String file = at(A, "/questions/" + id + "/messages/2/attachments/cal.txt");
        assertThat(maker.get(maker.tokenA, file).status()).isEqualTo(404);
        release(id, 1, 1);
        maker.settle();
        assertThat(maker.get(maker.tokenA, file).bytes()).isEqualTo(content);
        assertThat(maker.get(maker.tokenB, at(Maker.B, "/questions/" + id + "/messages/2/attachments/cal.txt"))
                        .status())
                .isEqualTo(404);
        String evidence = "{\"message\":2,\"attachment\":\"cal.txt\",\"recordId\":\"" + Maker.RECORD_A
                + "\",\"reason\":\"补充校准证明\"}";
        Maker.Result kept = desk("POST", "/" + id + "/evidence", evidence);
        assertThat(kept.json().path("pinnedVersionSuperseded").asBoolean()).isTrue();
        assertThat(maker.remoteAudit()
                        .records()
                        .find(Maker.RECORD_A)
                        .orElseThrow()
                        .record())
                .satisfies(record -> {
                    assertThat(record.version()).isEqualTo(3);
                    assertThat(record.attachments()).hasSize(2);
                    assertThat(record.change()).isNotNull();
                });
        assertThat(desk("POST", "/" + id + "/evidence", evidence).status()).isEqualTo(400);
        assertThat(maker.get(
                                maker.tokenA,
                                at(A, "/records/" + PathSegment.of(Maker.RECORD_A) + "/attachments/cal.txt?version=3"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fileThatIsTooLargeForAnAnswerIsRefused() {
        String id = ask("").json().path("id").asText();
        Headers own = Headers.none().with("Content-Type", "text/plain").with("X-Requested-With", "remote-audit-desk");
        String files = AuditDesk.PATH + "/questions/" + id + "/files";
        assertThat(maker.send("POST", files + "?name=large.txt", own, new byte[(25 << 20) + 1])
                        .status())
                .isEqualTo(413);
        assertThat(maker.send("POST", files, own, new byte[1]).status()).isEqualTo(400);
    }

    @Test
    void whatTheStaffSaysAmongThemselvesNeverLeaves() {
        String id =
                ask("\"pins\":[" + pin("\"version\":2") + "]").json().path("id").asText();
        String question = at(A, "/questions/" + id);
        desk("POST", "/" + id + "/notes", "{\"text\":\"" + CANARY + "note\"}");
        desk("POST", "/" + id + "/assignment", "{\"assignee\":\"" + CANARY + "person\"}");
        draft(id, 0, CANARY + "draft");
        assertThat(desk("GET", "/" + id, "").text()).contains(CANARY + "note", CANARY + "person", CANARY + "draft");
        maker.settle();
        List<String> outside = new ArrayList<>();
        for (String path : List.of(question, at(A, "/questions"), at(A, "/records"), at(A, "/access"))) {
            outside.add(maker.get(maker.tokenA, path).text());
        }
        for (String inside : List.of("note", "person", "draft")) {
            for (String list : List.of("/questions", "/records")) {
                JsonNode found = maker.get(maker.tokenA, at(A, list + "?q=" + CANARY + inside))
                        .json();
                assertThat(found.path("total").asInt(-1)).as(list + inside).isZero();
            }
        }
        assertThat(maker.get(maker.tokenA, at(A, "/suggestions?q=" + CANARY))
                        .json()
                        .path("items"))
                .isEmpty();
        outside.add(maker.post(maker.tokenA, question + "/messages", "{\"kind\":\"closing\"}", "If-Match", "\"1\"")
                .text());
        release(id, 1, 1);
        maker.settle();
        String seen = maker.get(maker.tokenA, question).text();
        assertThat(seen).contains(CANARY + "draft");
        outside.add(seen.replace(CANARY + "draft", ""));
        // The trail holds what the auditor looked for, above; everything else in the ledger holds none of it.
        maker.remoteAudit().ledger().sequenced(0, 1_000).stream()
                .filter(entry -> entry.kind() != EntryKind.ACCESS)
                .flatMap(entry -> entry.disclosures().stream())
                .forEach(disclosure -> outside.add(disclosure.value().toString().replace(CANARY + "draft", "")));
        assertThat(String.join("\n", outside)).doesNotContain(CANARY + "note", CANARY + "person");
    }

    @Test
    void deskShowsThatNoNoticeWasGivenUpAndSendsNoneThatIsNotThere() {
        Headers own =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        Maker.Result notices = maker.send("GET", AuditDesk.PATH + "/notices", own, new byte[0]);
        assertThat(notices.json().path("total").asInt(-1)).isZero();
        byte[] target = "{\"target\":\"hook\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(maker.send("POST", AuditDesk.PATH + "/notices/q-1/replay", own, target)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void inboxShowsOverdueQuestionsFirstAndThoseOfOneAssignee() {
        String later = ask("\"due\":\"2090-01-01\"").json().path("id").asText();
        String never = ask("").json().path("id").asText();
        String pressing = ask("\"priority\":\"urgent\"").json().path("id").asText();
        String overdue = ask("\"due\":\"2020-01-01\"").json().path("id").asText();
        JsonNode pending = desk("GET", "?state=pending", "").json();
        assertThat(pending.path("items").findValuesAsText("id")).containsExactly(overdue, later, pressing, never);
        assertThat(pending.path("items").get(0).path("overdue").asBoolean()).isTrue();
        desk("POST", "/" + never + "/assignment", "{\"assignee\":\"li\"}");
        assertThat(desk("GET", "?state=pending&assignee=li", "")
                        .json()
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly(never);
        assertThat(desk(
                                "POST",
                                "/" + later + "/messages",
                                "{\"kind\":\"decline\",\"text\":\"trade secret\"}",
                                "If-Match",
                                "\"1\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("declined");
        assertThat(desk("GET", "?state=pending", "").json().path("total").asInt())
                .isEqualTo(3);
        assertThat(desk("GET", "?state=all", "").json().path("total").asInt()).isEqualTo(4);
    }

    @Test
    void oneOfFifteenWhoCloseAtOnceByOneTagDoes() throws Exception {
        String id = ask("").json().path("id").asText();
        draft(id, 0, "because");
        release(id, 1, 1);
        String messages = at(A, "/questions/" + id + "/messages");
        assertThat(maker.post(maker.tokenA, messages, "{\"kind\":\"acceptance\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(201);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (Maker.Result result :
                atOnce(() -> maker.post(maker.tokenA, messages, "{\"kind\":\"closing\"}", "If-Match", "\"3\""))) {
            answers.merge(result.status(), 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of(201, 1, 412, RACERS - 1));
        maker.settle();
        JsonNode closed = maker.get(maker.tokenA, at(A, "/questions/" + id)).json();
        assertThat(closed.path("state").asText()).isEqualTo("closed");
        assertThat(closed.path("version").asInt()).isEqualTo(4);
    }

    @Test
    void fifteenWhoAskAtOnceByOneKeyAskOneQuestion() throws Exception {
        String body = "{\"title\":\"T\",\"text\":\"Why?\"}";
        List<String> ids = new ArrayList<>();
        for (Maker.Result result : atOnce(
                () -> maker.post(maker.tokenA, at(A, "/questions"), body, "Idempotency-Key", "one-key-for-all"))) {
            // Whoever comes while the first is under way is told so, and finds the answer by asking again.
            assertThat(result.status()).isIn(201, 409);
            if (result.status() == 201) {
                ids.add(result.json().path("id").asText());
            }
        }
        assertThat(ids).isNotEmpty();
        assertThat(ids.stream().distinct()).hasSize(1);
        maker.settle();
        assertThat(maker.get(maker.tokenA, at(A, "/questions"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(maker.post(maker.tokenA, at(A, "/questions"), body, "Idempotency-Key", "one-key-for-all")
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(ids.get(0));
    }

    private static List<Maker.Result> atOnce(Callable<Maker.Result> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        CyclicBarrier start = new CyclicBarrier(RACERS);
        try {
            List<Future<Maker.Result>> racing = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                racing.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Maker.Result> results = new ArrayList<>();
            for (Future<Maker.Result> racer : racing) {
                results.add(racer.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String pin(String place) {
        return "{\"recordId\":\"" + Maker.RECORD_A + "\"," + place + "}";
    }

    private Maker.Result ask(String members) {
        return maker.post(
                maker.tokenA,
                at(A, "/questions"),
                "{\"title\":\"T\",\"text\":\"Why?\"" + (members.isEmpty() ? "" : "," + members) + "}");
    }

    private Maker.Result draft(String id, int seen, String text) {
        return desk(
                "PUT",
                "/" + id + "/draft",
                Json.write(Json.object()
                        .put("draftVersion", seen)
                        .put("text", text)
                        .put("language", "en")));
    }

    private Maker.Result release(String id, int version, int draft) {
        return desk(
                "POST", "/" + id + "/release", "{\"draftVersion\":" + draft + "}", "If-Match", "\"" + version + "\"");
    }

    private Maker.Result desk(String method, String path, String json, String... headers) {
        Headers all =
                Headers.none().with("Content-Type", "application/json").with("X-Requested-With", "remote-audit-desk");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return maker.send(method, AuditDesk.PATH + "/questions" + path, all, json.getBytes(StandardCharsets.UTF_8));
    }
}
