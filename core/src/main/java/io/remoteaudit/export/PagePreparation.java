package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came before the audit: who the maker is, the audit plan, the preparation list. For one page. */
final class PagePreparation {

    private static final int MOST = 10;
    private static final long MOST_CHARACTERS = 2_000_000;
    private static final String ITEMS = "items";
    private static final String NUMBER = "number";

    private final WholeSubjects organization = new WholeSubjects(Layout.ORGANIZATION, MOST, MOST_CHARACTERS);
    private final WholeSubjects plan = new WholeSubjects(Layout.PLAN, MOST, MOST_CHARACTERS);
    private final WholeSubjects preparation = new WholeSubjects(Layout.PREPARATION, MOST, MOST_CHARACTERS);

    private PagePreparation() {}

    static PagePreparation read(ReadablePage.Views views) throws IOException {
        PagePreparation page = new PagePreparation();
        take(views, Layout.ORGANIZATION, page.organization);
        take(views, Layout.PLAN, page.plan);
        take(views, Layout.PREPARATION, page.preparation);
        return page;
    }

    private static void take(ReadablePage.Views views, String file, WholeSubjects subjects) throws IOException {
        views.each(file, (text, json, number) -> subjects.add(json.path("id").asText(), text, number, 0));
    }

    void write(Html html, PageRecords shown) throws IOException {
        begin(html, "organization", "企业概况", "The maker");
        for (JsonNode profile : lines(organization)) {
            writeProfile(html, profile);
        }
        end(html, organization, "企业概况", "profiles");
        begin(html, "plan", "审核计划", "Audit plan");
        writeSteps(html, lines(plan), PagePreparation::writeAgenda);
        end(html, plan, "审核计划", "plans");
        begin(html, "preparation", "准备清单", "Preparation list");
        Map<String, JsonNode> fulfilled = fulfilled(lines(preparation));
        writeSteps(html, lines(preparation), (page, items) -> writeWanted(page, items, fulfilled, shown));
        end(html, preparation, "准备清单", "preparation lists");
    }

    private static void begin(Html html, String id, String chinese, String english) throws IOException {
        html.raw("<section id=\"" + id + "\"><h2>").both(chinese, english).raw("</h2>");
    }

    private static void end(Html html, WholeSubjects subjects, String chinese, String english) throws IOException {
        subjects.writeAbsentOrNone(html, "份", chinese, english, true);
        html.raw("</section>\n");
    }

    private static List<JsonNode> lines(WholeSubjects subjects) {
        return subjects.kept().stream()
                .flatMap(subject -> subject.lines().stream())
                .map(Json::parse)
                .toList();
    }

    private static void writeProfile(Html html, JsonNode profile) throws IOException {
        html.raw("<article><dl>");
        html.fact("名称", "Legal name", profile.path("legalName").asText());
        html.fact(
                "统一社会信用代码",
                "Unified social credit code",
                profile.path("creditCode").asText());
        html.fact("负责人", "Head", profile.path("head").asText());
        html.fact("电话", "Phone", profile.path("phone").asText());
        for (JsonNode address : profile.path("addresses")) {
            html.fact("地址", "Address", join(address, "use", "text"));
        }
        for (JsonNode site : profile.path("sites")) {
            html.fact("场所", "Site", join(site, "name", "address"));
        }
        for (JsonNode person : profile.path("responsible")) {
            html.fact("责任人", "Responsible", join(person, "name", "role", "contact"));
        }
        for (JsonNode held : profile.path("certificates")) {
            html.fact(
                    "证书",
                    "Certificate",
                    join(held, "number", "standard", "issuer", "scope", "validFrom", "validTo", "state"));
        }
        html.moment("更新时间", "Kept", profile.path("at").asText());
        html.raw("</dl></article>\n");
    }

    private static String join(JsonNode json, String... members) {
        List<String> given = new ArrayList<>();
        for (String member : members) {
            if (!json.path(member).asText().isBlank()) {
                given.add(json.path(member).asText());
            }
        }
        return String.join(" · ", given);
    }

    /** Writes the items of a version. */
    @FunctionalInterface
    private interface Items {
        void write(Html html, JsonNode items) throws IOException;
    }

    /** Who said what, and whether both agree; the newest version with its items, and those before beneath it. */
    private static void writeSteps(Html html, List<JsonNode> steps, Items items) throws IOException {
        JsonNode newest = null;
        boolean confirmed = false;
        for (JsonNode step : steps) {
            if (step.has(ITEMS)) {
                newest = step;
                confirmed = false;
            } else if (step.path("action").asText().equals("confirm")) {
                confirmed = true;
            }
        }
        if (newest != null) {
            html.raw("<p>");
            if (confirmed) {
                html.badge("", "双方已确认", "confirmed by both");
            } else {
                html.badge(" warn", "尚未确认", "not confirmed");
            }
            html.raw("</p>");
            items.write(html, newest.path(ITEMS));
        }
        for (JsonNode step : steps) {
            writeStep(html, step, newest, items);
        }
    }

    private static void writeStep(Html html, JsonNode step, @Nullable JsonNode newest, Items items) throws IOException {
        html.raw("<p class=\"id\">");
        switch (step.path("action").asText()) {
            case "confirm" -> html.both("确认", "Confirmed");
            case "fulfil" -> html.both("落实", "Fulfilled");
            default -> html.both("编写", "Written");
        }
        html.raw(" · ");
        if (step.path("party").asText().equals("maker")) {
            html.both("企业", "maker");
        } else {
            html.both("机构", "body");
        }
        html.raw(" · ")
                .foreign(step.path("by").asText())
                .raw(" · ")
                .time(step.path("at").asText());
        if (step.has("item")) {
            html.raw(" · ").foreign(step.path("item").asText());
        }
        if (!step.path("note").asText().isBlank()) {
            html.raw(" · ").foreign(step.path("note").asText());
        }
        html.raw("</p>");
        boolean older = newest != null && !step.path(NUMBER).equals(newest.path(NUMBER));
        if (step.has(ITEMS) && older) {
            html.raw("<details><summary>")
                    .both("该版本的内容", "What that version held")
                    .raw("</summary>");
            items.write(html, step.path(ITEMS));
            html.raw("</details>");
        }
    }

    private static void writeAgenda(Html html, JsonNode items) throws IOException {
        html.raw("<table><thead><tr>");
        html.column("场所", "Site");
        html.column("过程", "Process");
        html.column("条款", "Clause");
        html.column("审核员", "Auditor");
        html.column("自", "From");
        html.column("至", "To");
        html.raw("</tr></thead><tbody>");
        for (JsonNode item : items) {
            html.raw("<tr>");
            html.cell(item.path("site").asText());
            html.cell(item.path("process").asText());
            html.cell(join(item.path("clause"), "edition", "number"));
            html.cell(item.path("auditor").asText());
            html.raw("<td>").time(item.path("from").asText()).raw("</td><td>");
            html.time(item.path("to").asText()).raw("</td></tr>");
        }
        html.raw("</tbody></table>");
    }

    /** The newest word on each item; one that a later version changed starts again. */
    private static Map<String, JsonNode> fulfilled(List<JsonNode> steps) {
        Map<String, JsonNode> said = new HashMap<>();
        Map<String, JsonNode> wanted = new HashMap<>();
        for (JsonNode step : steps) {
            if (step.has(ITEMS)) {
                Map<String, JsonNode> now = new HashMap<>();
                step.path(ITEMS).forEach(item -> now.put(item.path("id").asText(), item));
                said.keySet().removeIf(id -> !Objects.equals(now.get(id), wanted.get(id)));
                wanted.clear();
                wanted.putAll(now);
            } else if (step.has("item")) {
                said.put(step.path("item").asText(), step);
            }
        }
        return said;
    }

    private static void writeWanted(Html html, JsonNode items, Map<String, JsonNode> fulfilled, PageRecords shown)
            throws IOException {
        html.raw("<table><thead><tr>");
        html.column("编号", "Item");
        html.column("所需内容", "Wanted");
        html.column("记录类型或条款", "Record type or clause");
        html.column("责任人", "Owner");
        html.column("期限", "Due");
        html.column("状态", "State");
        html.raw("</tr></thead><tbody>");
        for (JsonNode item : items) {
            html.raw("<tr>");
            html.cell(item.path("id").asText());
            html.cell(item.path("wanted").asText());
            html.cell(item.path("recordType").asText() + join(item.path("clause"), "edition", "number"));
            html.cell(item.path("owner").asText());
            html.cell(item.path("due").asText());
            html.raw("<td>");
            writeState(html, fulfilled.get(item.path("id").asText()), shown);
            html.raw("</td></tr>");
        }
        html.raw("</tbody></table>");
    }

    private static void writeState(Html html, @Nullable JsonNode said, PageRecords shown) throws IOException {
        if (said == null) {
            html.both("未落实", "nothing yet");
            return;
        }
        if (said.path("ready").asBoolean()) {
            html.badge("", "就绪", "ready");
        } else {
            html.badge(" warn", "未就绪", "not ready");
        }
        html.raw(" ").foreign(said.path("note").asText());
        for (JsonNode record : said.path("records")) {
            html.raw(" ");
            shown.link(html, record.path("recordId").asText());
            String version = Html.text(record.path("version"));
            html.both("（第 " + version + " 版）", " (version " + version + ")");
        }
    }
}
