package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The export for reading offline: one page without script, Chinese and English switched by a radio button. It is made of
 * the export's other files and nothing else, so that a verifier makes it again and compares bytes. For one page.
 */
final class ReadablePage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>审核导出 · Audit export</title>
            <style>
            :root{color-scheme:light dark;--line:#8885;--soft:#8881;--accent:#0b57d0;--bad:#b3261e;--good:#146c2e}
            @media(prefers-color-scheme:dark){:root{--accent:#a8c7fa;--bad:#f2b8b5;--good:#6dd58c}}
            *{box-sizing:border-box}html{scroll-behavior:smooth}
            body{font:16px/1.65 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:70rem;
            margin:0 auto;padding:1rem 1rem 4rem}
            #zh:checked~* [lang=en],#en:checked~* [lang=zh]{display:none}
            label{padding:.2rem .6rem .2rem .2rem;cursor:pointer}h1{font-size:1.7rem;line-height:1.3;margin:.6rem 0}
            h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
            h3{font-size:1.05rem;margin:0;overflow-wrap:anywhere}a{color:var(--accent)}
            nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}
            article{border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem;margin:.9rem 0}
            article:target{outline:3px solid var(--accent)}.id{margin:.1rem 0 .6rem;opacity:.85;overflow-wrap:anywhere}
            .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;padding:0;list-style:none}
            .numbers li{border:1px solid var(--line);border-radius:.6rem;padding:.5rem .8rem}
            .numbers b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
            dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.15rem 1rem;margin:.4rem 0}
            dt{opacity:.8}dd{margin:0;overflow-wrap:anywhere}.wide{overflow-x:auto}
            table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums;min-width:100%}
            th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}th{background:var(--soft)}
            details{padding:.25rem 0}summary{cursor:pointer}.group{border-bottom:1px solid var(--line)}
            .badge,.count{border-radius:1rem;padding:0 .55rem;background:var(--soft);font-size:.85em;white-space:nowrap}
            .bad{color:var(--bad);font-weight:600}.good{color:var(--good)}.hidden{font-style:italic}
            .note{background:var(--soft);border-left:4px solid var(--accent);padding:.6rem 1rem}
            .message{border-left:3px solid var(--line);padding-left:.8rem;margin:.6rem 0;white-space:pre-wrap}
            del{text-decoration-color:var(--bad)}ins{text-decoration-color:var(--good)}
            @media(max-width:32rem){dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
            @media print{input,label,nav{display:none}article,details{break-inside:avoid}body{max-width:none}}
            </style></head><body>
            <input type="radio" name="language" id="zh" checked><label for="zh">中文</label>
            <input type="radio" name="language" id="en"><label for="en">English</label>
            """;

    /** Rows of the access trail on the page; the rest is in access.jsonl, and the page says so. */
    private static final int MOST_READS = 500;

    /** Messages on the page; the rest is in questions.jsonl. */
    private static final int MOST_MESSAGES = 2_000;

    private final JsonNode description;
    private final Views views;
    private final Html html;

    private ReadablePage(JsonNode description, Views views, Html html) {
        this.description = description;
        this.views = views;
        this.html = html;
    }

    /** Opens the export's other files by their names. */
    @FunctionalInterface
    interface Views {
        JsonLines open(String name) throws IOException;
    }

    /**
     * Writes the page.
     *
     * @param description what {@code export.json} says
     * @param views the readable views of entries
     * @param out gets the page; is flushed and not closed
     */
    static void write(JsonNode description, Views views, OutputStream out) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new ReadablePage(description, views, new Html(writer)).write();
        writer.flush();
    }

    private void write() throws IOException {
        html.raw(HEAD).raw("<header>");
        writeAbout();
        html.raw("</header><nav><ul>");
        contents("about", "说明", "About");
        contents("clauses", "按条款", "By clause");
        contents("lots", "按批号", "By lot");
        contents("records", "记录", "Records");
        contents("questions", "问答", "Questions");
        contents("erasures", "擦除", "Erasures");
        contents("access", "访问", "Access");
        html.raw("</ul></nav><main>");
        writeProof();
        PageRecords records = new PageRecords();
        try (JsonLines lines = views.open(Layout.RECORDS)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                records.add(line.get());
            }
        }
        records.write(html);
        writeQuestions();
        writeErasures();
        writeAccess();
        html.raw("</main></body></html>\n");
    }

    private void contents(String id, String chinese, String english) throws IOException {
        html.raw("<li><a href=\"#" + id + "\">").both(chinese, english).raw("</a></li>");
    }

    private void writeAbout() throws IOException {
        JsonNode terms = description.path("terms");
        html.raw("<h1>").both("远程审核导出", "Remote audit export").raw("</h1><p class=\"id\">");
        html.foreign(terms.path("client").asText())
                .raw(" · ")
                .foreign(terms.path("body").asText());
        html.raw("</p><ul class=\"numbers\">");
        JsonNode counts = description.path("counts");
        number("记录版次", "record versions", counts.path("recordVersions"));
        number("问答消息", "messages", counts.path("questionMessages"));
        number("附件", "files", counts.path("attachments"));
        number("访问记录", "reads", counts.path("accessEntries"));
        number("账本条目", "ledger entries", counts.path("entries"));
        html.raw("</ul>");
    }

    private void number(String chinese, String english, JsonNode count) throws IOException {
        html.raw("<li><b>" + count.asLong() + "</b>").both(chinese, english).raw("</li>");
    }

    private void writeProof() throws IOException {
        JsonNode terms = description.path("terms");
        html.raw("<section id=\"about\"><h2>").both("说明", "About this export").raw("</h2><dl>");
        html.fact("编号", "Export", description.path("id").asText());
        html.fact("制作时间", "Made", description.path("createdAt").asText());
        html.fact("企业", "Maker", terms.path("client").asText());
        html.fact("认证机构", "Certification body", terms.path("body").asText());
        html.fact("审核目的", "Purpose", terms.path("purpose").asText());
        html.fact("审核约定", "Engagement", description.path("engagement").asText());
        html.fact("审核员", "Auditor", description.path("auditor").asText());
        html.fact("查询", "Query", description.path("query").asText());
        html.fact("记录", "Records asked for", PageRecords.text(description.path("recordIds")));
        html.fact("账本", "Ledger", description.path("origin").asText());
        html.fact("账本规模", "Ledger size", description.path("ledgerSize").asText());
        JsonNode part = description.path("part");
        if (part.path("of").asInt(1) > 1) {
            html.fact(
                    "分卷",
                    "Part",
                    part.path("number").asText() + " / " + part.path("of").asText());
        }
        html.fact("签名级别", "Signature level", description.at("/signature/level").asText());
        html.fact("检查点时间戳", "Time-stamps of the checkpoint", PageRecords.text(description.path("timestamps")));
        html.raw("</dl>");
        JsonNode pending = description.path("timestampsPending");
        if (!pending.isEmpty()) {
            html.raw("<p class=\"note\">")
                    .both("时间戳待获取：", "Time-stamp pending: ")
                    .foreign(PageRecords.text(pending))
                    .raw("</p>");
        }
        html.raw("<div class=\"note\"><p>")
                .both(
                        "能证明：条目自检查点签名以来未被更改；两个检查点之间没有删除或改写；本页所写与条目一致（验证程序会重新生成本页并逐字节比较）。",
                        "Proven: the entries are unchanged since their checkpoint was signed; nothing between two checkpoints"
                                + " was removed or rewritten; this page says what the entries say (the verifier makes it again"
                                + " and compares every byte).")
                .raw("</p><p>")
                .both("不能证明：条目写入时内容属实。", "Not proven: that an entry was true when it was made.");
        if (description.path("timestamps").isEmpty()) {
            html.both(
                    "检查点没有时间戳，其时间仅由企业的时钟给出。",
                    " The checkpoint has no time-stamp: its time is the maker's own clock's.");
        }
        if (description.at("/signature/selfSigned").asBoolean()) {
            html.both("签名证书为企业自签，不证明签名者身份。", " The certificate is self-signed and does not prove who signed.");
        }
        html.raw("</p><p>")
                .both("验证方法见 HOW-TO-VERIFY.txt。", "How to verify: HOW-TO-VERIFY.txt.")
                .raw("</p></div></section>\n");
    }

    private void writeQuestions() throws IOException {
        Map<String, List<String>> questions = new LinkedHashMap<>();
        int messages = 0;
        boolean cut = false;
        try (JsonLines lines = views.open(Layout.QUESTIONS)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (messages < MOST_MESSAGES) {
                    messages++;
                    questions
                            .computeIfAbsent(Json.parse(line.get()).path("id").asText(), id -> new ArrayList<>())
                            .add(line.get());
                } else {
                    cut = true;
                }
            }
        }
        html.raw("<section id=\"questions\"><h2>")
                .both("问答", "Questions and answers")
                .raw("</h2>");
        none(questions.isEmpty());
        for (Map.Entry<String, List<String>> question : questions.entrySet()) {
            html.raw("<article><h3>")
                    .foreign(
                            Json.parse(question.getValue().get(0)).path("title").asText(question.getKey()))
                    .raw("</h3><p class=\"id\">")
                    .foreign(question.getKey())
                    .raw("</p>");
            for (String line : question.getValue()) {
                writeMessage(Json.parse(line));
            }
            html.raw("</article>");
        }
        rest(cut, "questions.jsonl");
        html.raw("</section>\n");
    }

    private void writeMessage(JsonNode message) throws IOException {
        html.raw("<p class=\"id\">");
        switch (message.path("kind").asText()) {
            case "question" -> html.both("提问", "Question");
            case "answer" -> html.both("答复", "Answer");
            case "follow-up" -> html.both("追问", "Follow-up");
            case "closing" -> html.both("关闭", "Closed");
            default -> html.foreign(message.path("kind").asText());
        }
        html.raw(" · ")
                .foreign(message.path("by").asText())
                .raw(" · ")
                .foreign(message.path("at").asText())
                .raw("</p><div class=\"message\">")
                .foreign(message.path("text").asText())
                .raw("</div>");
    }

    private void writeErasures() throws IOException {
        html.raw("<section id=\"erasures\"><h2>").both("依法擦除", "Erased by law").raw("</h2>");
        boolean any = false;
        try (JsonLines lines = views.open(Layout.ERASURES)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                JsonNode erasure = Json.parse(line.get());
                List<String> fields = new ArrayList<>();
                erasure.path("erased")
                        .forEach(field -> fields.add(field.path("name").asText() + " ("
                                + field.path("version").asText() + ")"));
                html.raw("<article><h3>")
                        .foreign(erasure.path("id").asText())
                        .raw("</h3><dl>")
                        .fact("字段（版次）", "Fields (version)", String.join(", ", fields))
                        .fact("时间", "When", erasure.path("at").asText())
                        .fact("法律依据", "Legal basis", erasure.path("legalBasis").asText())
                        .fact("理由", "Reason", erasure.path("reason").asText())
                        .fact("决定者", "Decided by", erasure.path("erasedBy").asText())
                        .raw("</dl></article>");
                any = true;
            }
        }
        none(!any);
        html.raw("</section>\n");
    }

    private void writeAccess() throws IOException {
        html.raw("<section id=\"access\"><h2>")
                .both("谁看过什么", "Who has seen what")
                .raw("</h2>");
        long reads = 0;
        try (JsonLines lines = views.open(Layout.ACCESS)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                reads++;
                if (reads == 1) {
                    html.raw("<div class=\"wide\"><table><thead><tr>")
                            .column("时间", "When")
                            .column("审核员", "Auditor")
                            .column("操作", "Action")
                            .column("对象", "Target")
                            .column("结果", "Outcome")
                            .raw("</tr></thead><tbody>");
                }
                if (reads <= MOST_READS) {
                    JsonNode access = Json.parse(line.get());
                    html.raw("<tr>")
                            .cell(access.path("at").asText())
                            .cell(access.path("auditor").asText())
                            .cell(access.path("action").asText())
                            .cell(access.path("target").asText())
                            .cell(PageRecords.text(access.path("status")))
                            .raw("</tr>");
                }
            }
        }
        if (reads > 0) {
            html.raw("</tbody></table></div>");
        }
        none(reads == 0);
        rest(reads > MOST_READS, "access.jsonl");
        html.raw("</section>\n");
    }

    private void none(boolean empty) throws IOException {
        if (empty) {
            html.raw("<p>").both("无。", "None.").raw("</p>");
        }
    }

    private void rest(boolean cut, String file) throws IOException {
        if (cut) {
            html.raw("<p class=\"note\">")
                    .both("其余见 " + file + "。", "The rest is in " + file + ".")
                    .raw("</p>");
        }
    }
}
