package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.timestamp.Anchor;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the export for reading offline: one page without script, Chinese and English switched by a radio button, all
 * foreign text escaped and isolated from the direction of what surrounds it. Streams; not safe for several threads.
 */
final class ReadablePage implements Closeable {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>审核导出 · Audit export</title>
            <style>
            :root{color-scheme:light dark}body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;
            max-width:64rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
            #zh:checked~main [lang=en],#en:checked~main [lang=zh]{display:none}
            table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid #8886;padding:.2rem .6rem;text-align:left;
            vertical-align:top}details{border-top:1px solid #8884;padding:.3rem 0}summary{cursor:pointer}
            .bad{color:#b3261e;font-weight:600}.note{background:#8882;padding:.6rem 1rem;border-left:4px solid #888}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{opacity:.75}dd{margin:0;
            overflow-wrap:anywhere}@media print{input,label{display:none}details{break-inside:avoid}}
            </style></head><body>
            <input type="radio" name="language" id="zh" checked><label for="zh"> 中文</label>
            <input type="radio" name="language" id="en"><label for="en"> English</label>
            <main>
            """;

    private static final Map<EntryKind, String> HEADINGS = Map.of(
            EntryKind.RECORD, both("质量记录", "Quality record"),
            EntryKind.QUESTION, both("问答", "Question and answer"),
            EntryKind.ACCESS, both("访问记录", "Access"),
            EntryKind.ENGAGEMENT, both("审核约定", "Engagement"),
            EntryKind.CREDENTIAL, both("访问凭证", "Credential"),
            EntryKind.ERASURE, both("擦除", "Erasure"),
            EntryKind.EXPORT, both("导出", "Export"));

    private final BufferedWriter out;

    ReadablePage(Path file) throws IOException {
        this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    void begin(String id, ExportRequest request, SignedCheckpoint checkpoint, SigningKey key, List<Anchor> anchors)
            throws IOException {
        EngagementTerms terms = request.admission().engagement().terms();
        boolean stamped = anchors.stream().anyMatch(anchor -> !anchor.pending());
        out.write(HEAD);
        out.write("<h1>" + both("远程审核导出", "Remote audit export") + "</h1><dl>");
        row("编号", "Export", id);
        row("企业", "Maker", terms.client());
        row("认证机构", "Certification body", terms.body());
        row("审核目的", "Purpose", terms.purpose());
        row("审核约定", "Engagement", request.admission().engagement().id());
        row("审核员", "Auditor", request.admission().auditor().name());
        row("查询", "Query", request.recordIds().isEmpty() ? request.query() : String.join(", ", request.recordIds()));
        row("账本规模", "Ledger size", Long.toString(checkpoint.size()));
        row("账本根", "Ledger root", checkpoint.root().hex());
        for (Anchor anchor : anchors) {
            out.write("<dt>" + both("时间戳", "Time-stamp") + "</dt><dd>" + isolated(anchor.authority()) + " "
                    + anchor.given()
                            .map(timestamp -> isolated(timestamp.at().toString()))
                            .orElse(both("待获取", "pending"))
                    + "</dd>");
        }
        out.write("</dl><div class=\"note\">");
        out.write(both(
                "能证明：条目自检查点签名以来未被更改，两个检查点之间没有删除或改写。不能证明：条目写入时内容属实。"
                        + (stamped ? "检查点的时间由上列时间戳机构证明。" : "检查点没有时间戳，其时间仅由企业的时钟给出。")
                        + (key.selfSigned() ? "签名证书为企业自签，不证明签名者身份。" : ""),
                "Proven: the entries are unchanged since their checkpoint was signed, and nothing between two checkpoints"
                        + " was removed or rewritten. Not proven: that an entry was true when it was made."
                        + (stamped
                                ? " The checkpoint's time is proven by the time-stamp authorities above."
                                : " The checkpoint has no time-stamp: its time is the maker's own clock's.")
                        + (key.selfSigned() ? " The certificate is self-signed and does not prove who signed." : "")));
        out.write(both("验证方法见 HOW-TO-VERIFY.txt。", " How to verify: HOW-TO-VERIFY.txt."));
        out.write("</div><h2>" + both("条目", "Entries") + "</h2>\n");
    }

    void entry(EntryKind kind, ObjectNode view) throws IOException {
        out.write("<details><summary>" + HEADINGS.getOrDefault(kind, "") + " ");
        out.write(isolated(view.path("id").asText()));
        String version = view.has("version")
                ? view.get("version").asText()
                : view.path("number").asText();
        out.write(" · " + both("第 " + version + " 版", "version " + version) + " ");
        out.write(isolated(view.path("title").asText(view.path("action").asText(""))));
        if (isNonconforming(view)) {
            out.write(" <span class=\"bad\">" + both("不合格", "nonconforming") + "</span>");
        }
        out.write("</summary><dl>");
        for (Map.Entry<String, JsonNode> field : view.properties()) {
            if (!field.getKey().equals("measurements")) {
                out.write("<dt>" + escaped(field.getKey()) + "</dt><dd>");
                value(field.getValue());
                out.write("</dd>");
            }
        }
        out.write("</dl>");
        measurements(view.path("measurements"));
        out.write("</details>\n");
    }

    void end(Map<String, Long> lines, int attachments) throws IOException {
        out.write("<h2>" + both("数量", "Counts") + "</h2><dl>");
        row("条目", "Entries", String.valueOf(lines.get(Layout.ENTRIES)));
        row("记录版本", "Record versions", String.valueOf(lines.get(Layout.RECORDS)));
        row("问答消息", "Messages", String.valueOf(lines.get(Layout.QUESTIONS)));
        row("访问条目", "Access entries", String.valueOf(lines.get(Layout.ACCESS)));
        row("附件", "Attachments", Integer.toString(attachments));
        out.write("</dl></main></body></html>\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void measurements(JsonNode measurements) throws IOException {
        if (!measurements.isArray() || measurements.isEmpty()) {
            return;
        }
        out.write("<table><tr><th>" + both("项目", "Characteristic") + "</th><th>" + both("单个结果", "Results") + "</th><th>"
                + both("统计值", "Value") + "</th><th>" + both("要求", "Limit") + "</th><th>" + both("判定", "Verdict")
                + "</th><th>" + both("标准", "Standard") + "</th></tr>");
        for (JsonNode measurement : measurements) {
            JsonNode limit = measurement.path("limit");
            String unit = measurement.path("unit").asText("");
            cell(measurement.path("characteristic").asText());
            out.write("<td>");
            value(measurement.has("results") ? measurement.get("results") : measurement.path("observations"));
            out.write("</td>");
            cell(measurement.path("statistic").asText("") + " "
                    + measurement.path("value").asText("") + " " + unit);
            cell(
                    limit.isMissingNode()
                            ? ""
                            : limit.path("operator").asText() + " "
                                    + limit.path("value").asText()
                                    + (limit.has("upper")
                                            ? " – " + limit.get("upper").asText()
                                            : "") + " " + unit);
            String verdict = measurement.path("verdict").asText();
            out.write("<td" + (verdict.equals("nonconforming") ? " class=\"bad\"" : "") + ">" + escaped(verdict)
                    + "</td>");
            cell(measurement.path("standard").asText(""));
            out.write("</tr>");
        }
        out.write("</table>");
    }

    private void cell(String text) throws IOException {
        out.write("<td>" + isolated(text.strip()) + "</td>");
    }

    private void value(JsonNode value) throws IOException {
        if (value.isObject()) {
            out.write("<dl>");
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                out.write("<dt>" + escaped(field.getKey()) + "</dt><dd>");
                value(field.getValue());
                out.write("</dd>");
            }
            out.write("</dl>");
        } else if (value.isArray()) {
            String separator = "";
            for (JsonNode item : value) {
                out.write(separator);
                value(item);
                separator = ", ";
            }
        } else {
            out.write(isolated(value.asText()));
        }
    }

    private void row(String chinese, String english, String value) throws IOException {
        out.write("<dt>" + both(chinese, english) + "</dt><dd>" + isolated(value) + "</dd>");
    }

    private static boolean isNonconforming(ObjectNode view) {
        for (JsonNode measurement : view.path("measurements")) {
            if (measurement.path("verdict").asText().equals("nonconforming")) {
                return true;
            }
        }
        return false;
    }

    private static String both(String chinese, String english) {
        return "<span lang=\"zh\">" + escaped(chinese) + "</span><span lang=\"en\">" + escaped(english) + "</span>";
    }

    private static String isolated(String text) {
        return "<bdi>" + escaped(text) + "</bdi>";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
