package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.List;

/** Findings, each with all its steps. For one page. */
final class PageFindings {

    /** Findings; more than anyone reads on one page. */
    static final int MOST = 1_000;

    private static final long MOST_CHARACTERS = 4_000_000;

    private final WholeSubjects findings = new WholeSubjects(Layout.FINDINGS, MOST, MOST_CHARACTERS);
    private final ReadablePage.Parts parts;

    private PageFindings(ReadablePage.Parts parts) {
        this.parts = parts;
    }

    static PageFindings read(ReadablePage.Views views, ReadablePage.Parts parts) throws IOException {
        PageFindings findings = new PageFindings(parts);
        views.each(
                Layout.FINDINGS,
                (text, json, number) -> findings.findings.add(json.path("id").asText(), text, number, 0));
        return findings;
    }

    void write(Html html, PageRecords shown) throws IOException {
        html.raw("<section id=\"findings\"><h2>").both("审核发现", "Findings").raw("</h2>");
        findings.writeAbsentOrNone(html, "项", "审核发现", "findings", true);
        for (WholeSubjects.Subject finding : findings.kept()) {
            writeFinding(html, finding, shown);
        }
        html.raw("</section>\n");
    }

    private void writeFinding(Html html, WholeSubjects.Subject finding, PageRecords shown) throws IOException {
        List<JsonNode> steps = finding.lines().stream().map(Json::parse).toList();
        JsonNode statement = steps.get(0);
        for (JsonNode step : steps) {
            statement = step.has("kind") ? step : statement;
        }
        String kind = statement.path("kind").asText();
        html.raw("<article><h3>")
                .named(PageWords.findingKind(kind), kind)
                .raw(" · ")
                .foreign(statement.path("edition").asText() + " "
                        + statement.path("clause").asText())
                .raw("</h3><p class=\"id\">")
                .foreign(finding.id());
        writeState(html, steps.get(steps.size() - 1).path("action").asText());
        html.raw("</p>");
        for (JsonNode step : steps) {
            writeStep(html, step, shown);
        }
        html.raw("</article>\n");
    }

    private void writeState(Html html, String last) throws IOException {
        if (last.equals("close")) {
            html.badge("", "已关闭", "closed");
        } else if (last.equals("withdraw")) {
            html.badge("", "已撤回", "withdrawn");
        } else if (parts.newerElsewhere()) {
            html.badge(" warn", "后续步骤可能在后面的分卷", "later steps may be in later parts");
        } else {
            html.badge(" warn", "未关闭", "not closed");
        }
    }

    private static void writeStep(Html html, JsonNode step, PageRecords shown) throws IOException {
        String action = step.path("action").asText();
        html.raw("<h4>")
                .named(PageWords.findingStep(action), action)
                .raw("</h4><p class=\"id\">")
                .foreign(step.path("by").asText())
                .raw(" · ")
                .time(step.path("at").asText())
                .raw("</p>");
        writeText(html, step, "text");
        html.raw("<dl>");
        writeTerm(html, step, "reason", "理由", "Reason");
        writeTerm(html, step, "correction", "纠正", "Correction");
        writeTerm(html, step, "cause", "原因", "Cause");
        writeTerm(html, step, "correctiveAction", "纠正措施", "Corrective action");
        html.fact("完成期限", "Done by", step.path("dueDate").asText());
        html.fact("答复期限", "To be answered by", step.path("respondBy").asText());
        writeEvidence(html, step.path("evidence"), shown);
        html.raw("</dl>");
    }

    private static void writeTerm(Html html, JsonNode step, String field, String chinese, String english)
            throws IOException {
        if (!step.path(field).asText().isBlank()) {
            html.term(chinese, english);
            writeText(html, step, field);
            html.raw("</dd>");
        }
    }

    private static void writeText(Html html, JsonNode step, String field) throws IOException {
        String text = step.path(field).asText();
        String language = step.path("language").asText();
        if (!text.isBlank()) {
            html.raw("<div class=\"message\""
                            + (language.matches("[A-Za-z0-9-]{2,35}") ? " lang=\"" + language + "\"" : "") + ">")
                    .foreign(text)
                    .raw("</div>");
        }
    }

    private static void writeEvidence(Html html, JsonNode evidence, PageRecords shown) throws IOException {
        if (evidence.isEmpty()) {
            return;
        }
        html.term("证据", "Evidence");
        String between = "";
        for (JsonNode piece : evidence) {
            String version = Html.text(piece.path("version"));
            html.raw(between);
            if (piece.path("type").asText().equals("record")) {
                shown.link(html, piece.path("id").asText());
                html.both("（第 " + version + " 版）", " (version " + version + ")");
            } else if (piece.path("type").asText().equals("sample")) {
                html.both("样本 ", "sample ").foreign(piece.path("id").asText());
                html.both("（至第 " + version + " 步）", " (up to step " + version + ")");
            } else {
                html.foreign(piece.path("id").asText());
                html.both("（至第 " + version + " 条消息）", " (up to message " + version + ")");
            }
            between = ", ";
        }
        html.raw("</dd>");
    }
}
