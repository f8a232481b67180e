package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has seen what, one row for each request: what was asked, and what came of it. For one page. */
final class PageAccess {

    /** More than anyone reads on one page. */
    static final int MOST = 1_000;

    private static final long MOST_CHARACTERS = 2_000_000;

    private final WholeSubjects requests = new WholeSubjects(Layout.ACCESS, MOST, MOST_CHARACTERS);
    private final Map<String, String> people = new HashMap<>();

    private final ReadablePage.Parts parts;

    private PageAccess(ReadablePage.Parts parts) {
        this.parts = parts;
    }

    static PageAccess read(ReadablePage.Views views, JsonNode auditors, ReadablePage.Parts parts) throws IOException {
        PageAccess access = new PageAccess(parts);
        auditors.forEach(auditor -> access.people.put(
                auditor.path("id").asText(), auditor.path("name").asText()));
        views.each(
                Layout.ACCESS,
                (text, json, number) -> access.requests.add(json.path("id").asText(), text, number, 0));
        return access;
    }

    void write(Html html) throws IOException {
        html.raw("<section id=\"access\"><h2>")
                .both("访问记录：谁看过什么", "Access trail: who has seen what")
                .raw("</h2>");
        requests.writeAbsentOrNone(html, "次", "访问", "requests", false);
        if (!requests.kept().isEmpty()) {
            html.raw("<div class=\"wide\"><table><thead><tr>")
                    .column("时间", "When")
                    .column("审核员", "Auditor")
                    .column("操作", "Action")
                    .column("对象", "Target")
                    .column("来自", "From")
                    .column("结果", "Outcome")
                    .column("条数", "Items")
                    .raw("</tr></thead><tbody>");
            for (WholeSubjects.Subject request : requests.kept()) {
                writeRow(html, request);
            }
            html.raw("</tbody></table></div>");
        }
        html.raw("</section>\n");
    }

    /** The attempt is an entry of its own, written before anything is shown; what was served is the next. */
    private void writeRow(Html html, WholeSubjects.Subject request) throws IOException {
        JsonNode attempt = Json.parse(request.lines().get(0));
        JsonNode served = Json.parse(request.lines().get(request.lines().size() - 1));
        String auditor = attempt.path("auditor").asText();
        html.raw("<tr><td>").time(attempt.path("at").asText()).raw("</td><td>");
        String person = people.get(auditor);
        if (person != null) {
            html.foreign(person).raw(" ");
        }
        html.raw("<code>").foreign(auditor).raw("</code></td><td>");
        String action = attempt.path("action").asText();
        html.named(PageWords.action(action), action).raw("</td>");
        html.cell(attempt.path("target").asText())
                .cell(attempt.path("remoteAddress").asText())
                .raw("<td>");
        writeOutcome(html, Optional.of(served.path("status")).filter(JsonNode::isNumber));
        html.raw("</td>").cell(Html.text(served.path("rows"))).raw("</tr>");
    }

    private void writeOutcome(Html html, Optional<JsonNode> status) throws IOException {
        if (status.isEmpty()) {
            if (parts.newerElsewhere()) {
                html.both("结果可能在后面的分卷", "Its outcome may be in a later part");
            } else {
                html.both("没有结果条目", "No entry of an outcome");
            }
            return;
        }
        switch (status.get().asInt() / 100) {
            case 2, 3 -> html.both("已答复", "Answered");
            case 4 -> html.both("已拒绝", "Refused");
            default -> html.both("失败", "Failed");
        }
        html.raw(" <code>").foreign(status.get().asText()).raw("</code>");
    }
}
