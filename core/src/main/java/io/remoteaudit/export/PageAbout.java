package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** What the export is, what both parties agreed that it may show, and what it proves and does not. For one page. */
final class PageAbout {

    private final JsonNode description;
    private final PageNames names;

    PageAbout(JsonNode description, PageNames names) {
        this.description = description;
        this.names = names;
    }

    void writeTitle(Html html) throws IOException {
        JsonNode terms = description.path("terms");
        html.raw("<h1>").both("远程审核导出", "Remote audit export").raw("</h1><p class=\"id\">");
        html.foreign(terms.path("client").asText())
                .raw(" · ")
                .foreign(terms.path("body").asText())
                .raw(" · ")
                .time(description.path("createdAt").asText());
        html.raw("</p><ul class=\"numbers\">");
        JsonNode counts = description.path("counts");
        number(html, "记录版次", "record versions", counts.path("recordVersions"));
        number(html, "问答消息", "messages", counts.path("questionMessages"));
        number(html, "审核发现步骤", "finding steps", counts.path("findingSteps"));
        number(html, "抽样步骤", "sample steps", counts.path("sampleSteps"));
        number(html, "计划步骤", "plan steps", counts.path("planSteps"));
        number(html, "准备清单步骤", "preparation steps", counts.path("preparationSteps"));
        number(html, "附件", "files", counts.path("attachments"));
        number(html, "擦除", "erasures", counts.path("erasures"));
        number(html, "访问条目", "access entries", counts.path("accessEntries"));
        number(html, "账本条目", "ledger entries", counts.path("entries"));
        html.raw("</ul>");
    }

    private static void number(Html html, String chinese, String english, JsonNode count) throws IOException {
        html.raw("<li><b>" + count.asLong() + "</b>").both(chinese, english).raw("</li>");
    }

    void write(Html html) throws IOException {
        html.raw("<section id=\"about\"><h2>").both("说明", "About this export").raw("</h2>");
        writeProof(html);
        writeExport(html);
        writeScope(html);
        html.raw("</section>\n");
    }

    private void writeExport(Html html) throws IOException {
        JsonNode terms = description.path("terms");
        html.raw("<h3>").both("这份导出", "This export").raw("</h3><dl>");
        html.fact("编号", "Export", description.path("id").asText());
        html.moment("制作时间", "Made", description.path("createdAt").asText());
        html.fact("企业", "Maker", terms.path("client").asText());
        html.fact("认证机构", "Certification body", terms.path("body").asText());
        html.fact("审核员", "Auditor", description.path("auditor").asText());
        if (description.has("recordIds")) {
            html.fact("要求的记录", "Records asked for", Html.text(description.path("recordIds")));
        } else {
            html.term("查询", "Query");
            String query = description.path("query").asText();
            if (query.isBlank()) {
                html.both("全部（约定范围内）", "everything in scope");
            } else {
                html.foreign(query);
            }
            html.raw("</dd>");
        }
        for (Map.Entry<String, JsonNode> filter : description.path("filters").properties()) {
            html.raw("<dt>").both("筛选：", "Filter: ").named(PageWords.filter(filter.getKey()), filter.getKey());
            html.raw("</dt><dd>").foreign(Html.text(filter.getValue())).raw("</dd>");
        }
        JsonNode part = description.path("part");
        if (part.path("of").asInt(1) > 1) {
            html.fact("分卷", "Part", Html.text(part.path("number")) + " / " + Html.text(part.path("of")));
        }
        html.fact("账本", "Ledger", description.path("origin").asText());
        html.fact("账本规模", "Ledger size", Html.text(description.path("ledgerSize")));
        String level = description.at("/signature/level").asText();
        html.term("签名级别", "Signature level")
                .named(PageWords.level(level), level)
                .raw("</dd>");
        html.fact("检查点时间戳", "Time-stamps of the checkpoint", Html.text(description.path("timestamps")));
        html.fact("名称表", "Names from catalogue", names.catalogue());
        html.raw("</dl>");
    }

    private void writeScope(Html html) throws IOException {
        JsonNode terms = description.path("terms");
        JsonNode scope = terms.path("scope");
        html.raw("<h3>").both("双方约定的范围", "What both parties agreed to show").raw("</h3><dl>");
        html.fact("审核约定", "Engagement", description.path("engagement").asText());
        html.fact("审核目的", "Purpose", terms.path("purpose").asText());
        html.fact("审核准则", "Criteria", Html.text(terms.path("criteria")));
        html.moment("访问自", "Access from", terms.path("accessFrom").asText());
        html.moment("访问至", "Access to", terms.path("accessTo").asText());
        html.fact("后续跟踪（天）", "Followed up (days)", terms.path("followUpDays").asText());
        for (String side : new String[] {"sites", "productFamilies", "recordTypes", "standards", "lots"}) {
            writeSide(html, side, scope.path(side));
        }
        html.fact("记录自", "Records from", scope.path("from").asText());
        html.fact("记录至", "Records to", scope.path("to").asText());
        html.term("约定屏蔽的字段", "Fields masked by agreement");
        if (scope.path("maskedFields").isEmpty() && scope.path("masking").isEmpty()) {
            html.both("无", "none");
        } else {
            html.raw("<ul class=\"plain\">");
            for (JsonNode field : scope.path("maskedFields")) {
                html.raw("<li>")
                        .named(PageWords.field(field.asText()), field.asText())
                        .raw("</li>");
            }
            for (JsonNode rule : scope.path("masking")) {
                String field = rule.path("field").asText();
                html.raw("<li>").named(PageWords.field(field), field);
                PageMasked.writeMark(html, rule);
                html.raw("</li>");
            }
            html.raw("</ul>");
        }
        html.raw("</dd></dl>");
    }

    private void writeSide(Html html, String side, JsonNode selection) throws IOException {
        html.raw("<dt>").named(PageWords.scope(side), side).raw("</dt><dd>");
        if (selection.isTextual()) {
            html.both("全部", "all");
        } else {
            html.raw("<ul class=\"plain\">");
            for (JsonNode value : selection.path("values")) {
                html.raw("<li>");
                switch (side) {
                    case "recordTypes" -> html.named(names.recordType(value.asText()), value.asText());
                    case "standards" -> html.named(names.standard(value.asText()), value.asText());
                    default -> html.foreign(value.asText());
                }
                html.raw("</li>");
            }
            if (selection.path("orAbsent").asBoolean()) {
                html.raw("<li>").both("以及未注明的", "and those that name none").raw("</li>");
            }
            html.raw("</ul>");
        }
        html.raw("</dd>");
    }

    private void writeProof(Html html) throws IOException {
        html.raw("<p class=\"note\">")
                .both(
                        "本页便于阅读，本身不作证明：请先按 HOW-TO-VERIFY.txt 运行验证程序，以下各项由它查证。",
                        "This page is for reading and proves nothing by itself: first run the verifier as HOW-TO-VERIFY.txt"
                                + " says; it is what establishes the following.")
                .raw("</p><div class=\"sides\"><div><h3>")
                .both("验证通过即证明", "Proven when the verifier says so")
                .raw("</h3><ul>");
        item(html, "条目自检查点签名以来未被更改。", "Entries are unchanged since their checkpoint was signed.");
        item(
                html,
                "每个条目都在该检查点所签的账本中；与您保存的检查点之间没有删除或改写。",
                "Every entry is in the ledger that checkpoint signs; nothing was removed or rewritten since a checkpoint"
                        + " you kept.");
        item(
                html,
                "本页所写与条目一致：验证程序重新生成本页并逐字节比较。",
                "This page says what the entries say: the verifier makes it again and compares every byte.");
        item(
                html,
                "未披露的字段确实存在于条目中，其内容不能事后更换。",
                "Fields that are not shown are in the entries, and cannot be exchanged later.");
        html.raw("</ul></div><div><h3>").both("不能证明", "Not proven").raw("</h3><ul>");
        item(html, "条目写入时内容属实。", "That an entry was true when it was made.");
        item(
                html,
                "企业把每件事都写入了账本，或约定范围与查询之外没有其他记录。",
                "That the maker entered everything, or that there is nothing outside the agreed scope and the query.");
        item(
                html,
                "代码旁的名称：出自企业的名称表（names.json）；账本所载的是代码。",
                "The names beside codes: they are the maker's catalogue's (names.json); the ledger holds the codes.");
        if (description.path("timestamps").isEmpty()) {
            item(
                    html,
                    "检查点的时间：没有时间戳，仅由企业的时钟给出。",
                    "When the checkpoint was made: without a time-stamp, its time is the maker's own clock's.");
        }
        if (description.at("/signature/selfSigned").asBoolean()) {
            item(
                    html,
                    "签名者的身份：证书为企业自签，须另行核对其指纹。",
                    "Who signed: the certificate is self-signed, so compare its fingerprint by another way.");
        }
        JsonNode pending = description.path("timestampsPending");
        if (!pending.isEmpty()) {
            html.raw("<li class=\"warn\">")
                    .both("时间戳待获取：", "Time-stamp pending: ")
                    .foreign(Html.text(pending))
                    .raw("</li>");
        }
        html.raw("</ul></div></div>");
    }

    private static void item(Html html, String chinese, String english) throws IOException {
        html.raw("<li>").both(chinese, english).raw("</li>");
    }
}
