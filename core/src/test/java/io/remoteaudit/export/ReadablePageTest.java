package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page shows of views that are made here line by line, also of those no library wrote. */
class ReadablePageTest {

    private static final int LONG_TITLE = 500_000;

    private final ObjectNode description = Json.object();
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();
    private final CatalogueNames names = new CatalogueNames(Catalogue.standard());

    ReadablePageTest() {
        description.put("id", "X1").put("createdAt", "2026-11-02T03:04:05.123Z");
        for (String name : List.of(
                Layout.RECORDS,
                Layout.QUESTIONS,
                Layout.FINDINGS,
                Layout.SAMPLES,
                Layout.CERTIFICATES,
                Layout.ORGANIZATION,
                Layout.PLAN,
                Layout.PREPARATION,
                Layout.ERASURES,
                Layout.ACCESS)) {
            files.put(name, new StringBuilder());
        }
    }

    @Test
    void recordThatOutgrowsThePageIsNotShownInAnOlderVersion() {
        add(record("SMALL-1", 1, "小记录"));
        for (int version = 1; version <= 20; version++) {
            add(record("LARGE", version, "版".repeat(LONG_TITLE)));
        }
        add(record("SMALL-2", 1, "另一份小记录"));
        add(record("SMALL-1", 2, "小记录的新版"));
        String page = page();
        assertThat(page).contains("小记录的新版").doesNotContain("版版版").doesNotContain(">LARGE</bdi></a>");
        assertThat(page)
                .contains("<td><bdi>LARGE</bdi></td><td>20</td>", "第 2 至 21 行", "lines 2 to 21", "records.jsonl")
                .contains("<td><bdi>SMALL-2</bdi></td><td>1</td>", "第 22 行", "line 22")
                .contains("本页不完整", "This page is not complete")
                .contains(
                        "本页完整显示 1 份记录；其余共 21 行",
                        "Number of records shown, each of them whole: 1. Lines not shown at all: 21;");
        assertThat(page.split("Only the records this page shows are listed here", -1))
                .as("first, by clause and by lot")
                .hasSize(4);
    }

    @Test
    void moreRecordsThanThePageShowsAreNamedWithWhereTheyAre() {
        int many = 2 * PageRecords.MOST + 500;
        for (int i = 1; i <= many; i++) {
            add(record("R-" + i, 1, "记录"));
        }
        add(record("R-1001", 2, "新版"));
        add(record("R-1", 2, "第一份的新版"));
        String page = page();
        assertThat(page.split("<article id=\"r", -1)).hasSize(PageRecords.MOST + 1);
        assertThat(page).contains("第一份的新版").doesNotContain("新版</bdi></h3><p class=\"id\"><bdi>R-1001");
        assertThat(page)
                .contains("<td><bdi>R-1001</bdi></td><td>2</td>", "第 1001 至 2501 行之间", "between lines 1001 and 2501")
                .contains("<td><bdi>R-2000</bdi></td><td>1</td>")
                .doesNotContain("<bdi>R-2001</bdi>")
                .contains("And more records, not listed one by one: </span>500 · ", "lines 2001 to 2500")
                .contains("其余共 1501 行", "Lines not shown at all: 1501");
    }

    @Test
    void pageThatShowsEverythingSaysNothingIsMissing() {
        for (int i = 1; i <= PageRecords.MOST; i++) {
            add(record("R-" + i, 1, "记录"));
        }
        assertThat(page()).doesNotContain("本页不完整", "not complete", "(not on this page)");
    }

    @Test
    void questionIsShownWithItsLastMessageOrNotAtAll() {
        for (int i = 1; i <= PageQuestions.MOST + 1; i++) {
            message("Q-" + i, "question", "正文");
        }
        message("Q-1001", "answer", "不显示的答复");
        message("Q-1", "answer", "显示的答复");
        assertThat(page())
                .contains("显示的答复", "<td><bdi>Q-1001</bdi></td><td>2</td>", "questions.jsonl")
                .doesNotContain("不显示的答复", "id=\"q1001\"");
    }

    @Test
    void questionsOfTooManyCharactersAreNamedToo() {
        for (int i = 1; i <= 9; i++) {
            message("Q-" + i, "question", "文".repeat(LONG_TITLE));
        }
        assertThat(page())
                .contains("<td><bdi>Q-9</bdi></td><td>1</td>", "第 9 行", "line 9")
                .doesNotContain("id=\"q8\"");
    }

    @Test
    void moreErasuresThanThePageShowsAreNamedWithWhereTheyAre() {
        for (int i = 1; i <= PageErasures.MOST + 1; i++) {
            erasure("R-" + i, "理由");
        }
        assertThat(page())
                .contains("id=\"e500\"", "<td><bdi>R-501</bdi></td><td>1</td>", "第 501 行", "line 501", "erasures.jsonl")
                .contains("本页完整显示 500 份有擦除的记录；其余共 1 行", "Lines not shown at all: 1;")
                .doesNotContain("id=\"e501\"");
    }

    @Test
    void erasuresOfTooManyCharactersAreNamedToo() {
        for (int i = 1; i <= 6; i++) {
            erasure("R-" + i, "理".repeat(LONG_TITLE));
        }
        assertThat(page())
                .contains("id=\"e3\"", "<td><bdi>R-6</bdi></td><td>1</td>")
                .doesNotContain("id=\"e4\"");
    }

    @Test
    void moreRequestsThanThePageShowsAreCounted() {
        for (int i = 1; i <= PageAccess.MOST + 7; i++) {
            access("A-" + i, true);
        }
        assertThat(page())
                .contains("本页完整显示 1000 次访问；其余共 14 行", "access.jsonl")
                .contains("Number of requests shown, each of them whole: 1000. Lines not shown at all: 14;");
    }

    @Test
    void requestAndWhatCameOfItAreOneRow() {
        access("A-1", true);
        access("A-2", false);
        assertThat(page())
                .contains("检索</span>", "Search</span>", "<code><bdi>search</bdi></code>")
                .contains("已答复</span>", "Answered</span>", "<code><bdi>200</bdi></code>")
                .contains("没有结果条目", "No entry of an outcome");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void recordOfThousandsOfLotsTakesWorkInProportionToItsLength() {
        ObjectNode record = record("SHIP-1", 1, "发".repeat(500));
        ArrayNode lots = record.putArray("lots");
        for (int i = 0; i < 20_000; i++) {
            lots.add("L" + i);
        }
        add(record);
        String page = page();
        assertThat(page).contains("<strong><bdi>L19999</bdi></strong>");
        assertThat(page.split("<li><a href=\"#r1\">", -1))
                .as("under each lot, and under no clause")
                .hasSize(20_000 + 1 + 1);
        assertThat(page.length()).isLessThan(20_000 * 500);
        for (int i = 20_000; i < 40_000; i++) {
            lots.add("L" + i);
        }
        files.get(Layout.RECORDS).setLength(0);
        add(record);
        assertThat(page()).contains("<td><bdi>SHIP-1</bdi></td><td>1</td>").doesNotContain("id=\"r1\"", "L39999");
    }

    @Test
    void codesStandBesideTheNamesBothLanguagesHaveForThem() {
        ObjectNode record = record("IQC-1", 1, "进货检验");
        record.putArray("clauses").add("ISO 13485:2016 7.4.3").add("ISO 99999:2040 1");
        record.putArray("standards").add("YY 0469-2011");
        record.putObject("attributes").put("verdict", "concession").put("own", "x");
        ObjectNode measurement = record.putArray("measurements").addObject();
        measurement
                .put("characteristic", "BFE")
                .put("value", "98.70")
                .put("unit", "%")
                .put("statistic", "min");
        measurement.putObject("limit").put("operator", ">=").put("value", "95");
        measurement.put("verdict", "not-judged");
        add(record);
        assertThat(page())
                .contains(both("进货检验", "Incoming inspection") + " <code><bdi>incoming-inspection</bdi></code>")
                .contains(both("采购", "Purchasing"))
                .contains(both("判定", "Verdict") + " <code><bdi>verdict</bdi></code>")
                .contains(both("让步接收", "Accepted by concession") + " <code><bdi>concession</bdi></code>")
                .contains(both("未判定", "Not judged") + " <code><bdi>not-judged</bdi></code>")
                .contains(both("最小值", "Minimum") + " <code><bdi>min</bdi></code> <bdi>98.70\u00A0%</bdi>")
                .contains("<bdi>≥\u00A095\u00A0%</bdi>", "<dt><bdi>own</bdi></dt><dd><bdi>x</bdi></dd>")
                .contains("<bdi>YY 0469-2011</bdi> <span lang=\"zh\">")
                .contains("<strong><bdi>ISO 13485:2016 7.4.3</bdi></strong> <span lang=\"zh\">")
                .contains("<strong><bdi>ISO 99999:2040 1</bdi></strong> <span class=\"count\">");
    }

    @Test
    void historyNamesWhatChangedAndDoesNotTakeAHiddenValueForNone() {
        ObjectNode first = record("IQC-1", 1, "旧标题");
        first.put("hidden", 1);
        first.putObject("attributes").put("verdict", "accepted");
        first.putArray("measurements").addObject().put("characteristic", "BFE").put("value", "98.7");
        add(first);
        ObjectNode fourth = record("IQC-1", 4, "新标题");
        fourth.put("site", "S2");
        fourth.putObject("attributes").put("verdict", "rejected");
        fourth.putArray("measurements").addObject().put("characteristic", "BFE").put("value", "97.8");
        fourth.putObject("change").put("reason", "抄录错误").putObject("changedBy").put("name", "王芳");
        add(fourth);
        assertThat(page())
                .contains("本导出不含版次：2–3", "Versions not in this export: 2–3", "抄录错误", "王芳")
                .contains(both("检验数据", "Measurement") + " · <bdi>1</bdi> · " + both("数值", "Value"))
                .contains("<del><bdi>98.7</bdi></del></td><td><ins><bdi>97.8</bdi></ins>")
                .contains("<del>" + both("接收", "Accepted") + " <code><bdi>accepted</bdi></code></del>")
                .contains("<del>" + both("未披露，或没有", "not shown, or none") + "</del></td><td><ins><bdi>S2</bdi>")
                .contains("First entered");
    }

    @Test
    void recordsToLookAtFirstAreListedByWhatMarksThem() {
        add(record("IQC-1", 1, "合格的检验"));
        ObjectNode bad = record("IQC-2", 2, "不合格的检验");
        bad.putArray("measurements").addObject().put("verdict", "nonconforming");
        add(bad);
        assertThat(page())
                .contains(both("检验数据或判定不合格", "A measurement or verdict does not conform")
                        + " <span class=\"count\">1</span></summary><ul>" + "<li><a href=\"#r2\"><bdi>IQC-2</bdi></a>")
                .contains(both("有更正", "Corrected since entered") + " <span class=\"count\">1</span>")
                .contains(both("有未披露字段", "With fields not shown") + " <span class=\"count\">0</span>");
    }

    @Test
    void partOfSeveralSaysWhereOtherVersionsOfARecordAre() {
        add(record("IQC-1", 1, "检验"));
        description.putObject("part").put("number", 1).put("of", 2);
        assertThat(page())
                .contains("请勿将本卷所见视为现行版次", "do not take what you see here as current")
                .contains("本分卷内的最新版", "the newest in this part");
        files.get(Layout.RECORDS).setLength(0);
        add(record("IQC-1", 2, "检验"));
        description.putObject("part").put("number", 2).put("of", 2);
        assertThat(page())
                .contains("Versions not in this part: 1", "本分卷不含版次：1")
                .doesNotContain("the newest in this part");
    }

    @Test
    void partOfSeveralDoesNotCallAQuestionUnansweredOrARequestWithoutOutcome() {
        message("Q-1", "question", "请说明");
        access("A-1", false);
        description.putObject("part").put("number", 1).put("of", 2);
        assertThat(page())
                .contains("后续消息可能在后面的分卷", "later messages may be in later parts")
                .contains("结果可能在后面的分卷", "Its outcome may be in a later part")
                .doesNotContain("awaiting an answer", "No entry of an outcome");
    }

    @Test
    void recordQuestionAndErasureLeadToEachOther() {
        add(record("IQC-1", 1, "检验"));
        message("Q-1", "question", "请说明");
        erasure("IQC-1", "理由");
        erasure("IQC-2", "理由");
        assertThat(page())
                .contains("<a href=\"#q1\">", "<a href=\"#e1\">", "<h3><a href=\"#r1\"><bdi>IQC-1</bdi></a></h3>")
                .contains("<a href=\"#r1\"><bdi>IQC-1</bdi></a><span lang=\"zh\">（第 1 版）")
                .contains("<h3><bdi>IQC-2</bdi><span lang=\"zh\">（不在本页）")
                .contains("awaiting an answer");
    }

    @Test
    void nothingOfAHostileExportBecomesMarkup() {
        String hostile = "\"><script>alert(1)</script><b lang='en'>";
        ObjectNode record = record(hostile, 1, hostile);
        record.put("type", hostile).put("occurredAt", hostile).put("site", hostile);
        record.putArray("lots").add(hostile);
        record.putArray("clauses").add(hostile);
        record.putObject("attributes").put(hostile, hostile);
        record.putArray("attachments")
                .addObject()
                .put("name", hostile)
                .put("mediaType", hostile)
                .put("size", 1)
                .put("sha256", hostile);
        add(record);
        message(hostile, hostile, hostile);
        step(hostile, hostile, hostile);
        certificate(hostile);
        erasure(hostile, hostile);
        access(hostile, true);
        description.put("query", hostile).put("auditor", hostile);
        String page = page();
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "<b ");
        assertThat(unbalanced(page)).isEmpty();
    }

    @Test
    void pageIsReadInOneLanguageWithoutScriptAndByAssistiveTools() {
        add(record("IQC-1", 1, "检验"));
        message("Q-1", "question", "请说明");
        step("F-1", "raise", "未复核");
        certificate("保持");
        access("A-1", true);
        String page = page();
        assertThat(page.split("<span lang=\"zh\">", -1)).hasSameSizeAs(page.split("<span lang=\"en\">", -1));
        assertThat(page.split("<h1", -1)).hasSize(2);
        assertThat(page)
                .contains("<html lang=\"zh-CN\">", "default-src 'none'", "<main>", "<nav aria-label=")
                .contains("id=\"zh\" checked", "id=\"en\"", "<div class=\"message\" lang=\"zh-CN\">")
                .contains("2026-11-02T03:04:05.123Z\">2026-11-02 03:04:05 UTC</time>")
                .doesNotContain("<th>", "<script", "http://", "https://", " style=", " on");
        assertThat(unbalanced(page)).isEmpty();
    }

    @Test
    void findingStandsWithItsNewestStatementItsStepsAndWhereItStands() {
        add(record("IQC-1", 1, "检验"));
        step("F-1", "raise", "第一稿");
        ObjectNode amended =
                Json.object().put("id", "F-1").put("action", "amend").put("text", "第二稿");
        amended.put("kind", "opportunity-for-improvement")
                .put("edition", "ISO 9001:2015")
                .put("clause", "8.4");
        line(Layout.FINDINGS, amended);
        assertThat(page())
                .contains("Opportunity for improvement", "<bdi>ISO 9001:2015 8.4</bdi>", "第一稿", "第二稿", "not closed")
                .contains("<a href=\"#r1\"><bdi>IQC-1</bdi></a>");
        line(Layout.FINDINGS, Json.object().put("id", "F-1").put("action", "close"));
        assertThat(page()).contains("已关闭").doesNotContain("not closed");
    }

    /**
     * Verifiers in the field make the page again in the form they know. If this fails, the page is made otherwise now: once
     * a version was published with this form, raise {@link ReadablePage#FORM}; then put the new digest here.
     */
    @Test
    void pageOfOneFormNeverChanges() {
        ObjectNode record = record("IQC-1", 2, "检验");
        record.putArray("lots").add("MB-1");
        record.putArray("clauses").add("ISO 9001:2015 8.6");
        record.putObject("attributes").put("verdict", "accepted");
        ObjectNode measurement = record.putArray("measurements").addObject();
        measurement.put("characteristic", "BFE").put("value", "98.70").put("verdict", "conforming");
        add(record);
        add(record.deepCopy().put("version", 3).put("title", "更正后的检验"));
        message("Q-1", "question", "请说明");
        step("F-1", "raise", "未复核");
        sample();
        certificate("保持");
        erasure("IQC-1", "理由");
        access("A-1", true);
        files.put(
                Layout.NAMES,
                new StringBuilder("{\"characteristics\":{\"BFE\":{\"zh\":\"细菌过滤效率\",\"en\":\"Filtration\"}}}\n"));
        assertThat(Hash.sha256(page().getBytes(StandardCharsets.UTF_8)).hex())
                .isEqualTo("08386d40e170289c135aa7a9000d97c36d77cf9bbbcdc92fc976d922b86153a1");
    }

    @Test
    void sampleStandsWithItsPopulationItsMembersAndWhatTheyShowed() {
        add(record("IQC-1", 3, "检验"));
        sample();
        assertThat(page())
                .contains("记录的完整性", "type:incoming-inspection", "ab12", "cd34", "ef56", "更正未经复核")
                .contains(both("不符合", "Not conforming"))
                .doesNotContain("never drawn");
    }

    @Test
    void pageWithoutNamesIsNotMade() {
        files.put(Layout.NAMES, new StringBuilder("[]\n"));
        assertThatThrownBy(this::page).isInstanceOf(MalformedException.class).hasMessageContaining("names.json");
    }

    private static String both(String chinese, String english) {
        return "<span lang=\"zh\">" + chinese + "</span><span lang=\"en\">" + english + "</span>";
    }

    /** The elements that are not closed in the order in which they were opened. */
    private static List<String> unbalanced(String page) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*>").matcher(page);
        while (tag.find()) {
            String name = tag.group(2);
            if (tag.group(1).isEmpty() && !List.of("meta", "input").contains(name)) {
                open.push(name);
            } else if (!tag.group(1).isEmpty() && !open.pop().equals(name)) {
                return List.of(name + " at " + tag.start());
            }
        }
        return List.copyOf(open);
    }

    private static ObjectNode record(String id, int version, String title) {
        return Json.object()
                .put("id", id)
                .put("version", version)
                .put("recordedAt", "2026-11-01T00:00:00Z")
                .put("leafIndex", 1)
                .put("hidden", 0)
                .put("type", "incoming-inspection")
                .put("title", title);
    }

    private void add(ObjectNode record) {
        names.add(record);
        line(Layout.RECORDS, record);
    }

    private void message(String id, String kind, String text) {
        ObjectNode message = Json.object().put("id", id).put("kind", kind).put("text", text);
        message.put("language", "zh-CN").put("by", "张伟").put("at", "2026-11-01T00:00:00Z");
        message.putArray("pins").addObject().put("id", "IQC-1").put("version", 1);
        line(Layout.QUESTIONS, message);
    }

    private void step(String id, String action, String text) {
        ObjectNode step = Json.object().put("id", id).put("action", action).put("text", text);
        step.put("kind", "minor-nonconformity").put("edition", "ISO 13485:2016").put("clause", "8.2.6");
        step.put("reason", text).put("correction", text).put("dueDate", text).put("respondBy", "2030-01-31");
        step.put("language", "zh-CN").put("by", "张伟").put("at", "2026-11-01T00:00:00Z");
        step.putArray("evidence")
                .addObject()
                .put("type", "record")
                .put("id", "IQC-1")
                .put("version", 1);
        step.withArray("evidence").addObject().put("type", action).put("id", id).put("version", 2);
        line(Layout.FINDINGS, step);
    }

    private void certificate(String text) {
        ObjectNode report =
                Json.object().put("id", "C-1").put("certificate", text).put("outcome", "maintained");
        report.put("date", "2030-02-01").put("document", text).put("text", text).put("replaces", text);
        line(Layout.CERTIFICATES, report.put("by", "张伟").put("at", "2026-11-01T00:00:00Z"));
    }

    private void sample() {
        ObjectNode frozen = Json.object().put("id", "S-1").put("number", 1).put("at", "2026-11-01T00:00:00Z");
        frozen.put("action", "freeze").put("objective", "记录的完整性").put("by", "张伟");
        frozen.put("query", "type:incoming-inspection").put("ledgerSize", 9).put("populationSize", 7);
        line(Layout.SAMPLES, frozen.put("populationDigest", "ab12").put("commitment", "cd34"));
        ObjectNode drawn = Json.object().put("id", "S-1").put("number", 2).put("at", "2026-11-01T00:00:01Z");
        drawn.put("action", "draw").put("by", "张伟").put("seed", "ef56").put("key", "0178");
        drawn.putArray("members").addObject().put("recordId", "IQC-1").put("version", 3);
        line(Layout.SAMPLES, drawn);
        ObjectNode examined = Json.object().put("id", "S-1").put("number", 3).put("at", "2026-11-01T00:00:02Z");
        examined.put("action", "examine").put("by", "张伟");
        examined.putArray("results")
                .addObject()
                .put("recordId", "IQC-1")
                .put("result", "nonconforming")
                .put("note", "更正未经复核");
        line(Layout.SAMPLES, examined);
    }

    private void erasure(String id, String reason) {
        ObjectNode erasure = Json.object().put("id", id).put("reason", reason).put("at", "2026-11-01T00:00:00Z");
        erasure.putArray("erased").addObject().put("name", "title").put("version", 1);
        line(Layout.ERASURES, erasure);
    }

    private void access(String id, boolean served) {
        line(
                Layout.ACCESS,
                Json.object()
                        .put("id", id)
                        .put("number", 1)
                        .put("at", "2026-11-01T00:00:00Z")
                        .put("action", "search")
                        .put("auditor", "a1"));
        if (served) {
            line(Layout.ACCESS, Json.object().put("id", id).put("number", 2).put("status", 200));
        }
    }

    private void line(String file, ObjectNode line) {
        files.get(file).append(Json.write(line)).append('\n');
    }

    private String page() {
        files.putIfAbsent(Layout.NAMES, new StringBuilder(Json.write(names.toJson())).append('\n'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ReadablePage.write(
                    description,
                    name -> new JsonLines(
                            new ByteArrayInputStream(files.get(name).toString().getBytes(StandardCharsets.UTF_8))),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
