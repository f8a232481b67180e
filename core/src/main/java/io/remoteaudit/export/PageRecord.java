package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Writes one record: its newest version, then what its corrections changed. Stateless.
 *
 * @param names what codes are called
 * @param questions those about a record are linked
 * @param erasures those of a record are linked
 * @param parts says whether other versions may be in other parts
 */
record PageRecord(PageNames names, PageQuestions questions, PageErasures erasures, ReadablePage.Parts parts) {

    private static final Map<String, String> OPERATORS = Map.of(">=", "≥", "<=", "≤");

    /** Keeps a value and its unit on one line. */
    private static final String NO_BREAK = "\u00A0";

    /** Says once what a reader of one part of several has to know about all records. */
    void writeParts(Html html) throws IOException {
        if (parts.of() > 1) {
            html.raw("<p class=\"note warning\">")
                    .both(
                            "这是第 " + parts.number() + " 分卷，共 " + parts.of() + " 卷。同一记录的其他版次可能在其他分卷："
                                    + (parts.newerElsewhere() ? "较新的在后面的分卷，请勿将本卷所见视为现行版次。" : "较旧的在前面的分卷。"),
                            "This is part " + parts.number() + " of " + parts.of()
                                    + ". Other versions of a record may be in other parts: "
                                    + (parts.newerElsewhere()
                                            ? "newer ones in later parts, so do not take what you see here as current."
                                            : "older ones in earlier parts."))
                    .raw("</p>");
        }
    }

    void write(Html html, int number, List<JsonNode> versions) throws IOException {
        JsonNode record = versions.get(versions.size() - 1);
        String id = record.path("id").asText();
        html.raw("<article id=\"r" + number + "\"><h3>")
                .foreign(record.path("title").asText(id))
                .raw("</h3><p class=\"id\">")
                .foreign(id)
                .raw(" · ")
                .both(
                        "第 " + record.path("version").asInt() + " 版",
                        "version " + record.path("version").asInt());
        if (parts.newerElsewhere()) {
            html.badge(" warn", "本分卷内的最新版", "the newest in this part");
        }
        writeMarks(
                html,
                isNonconforming(record),
                record.path("version").asInt() > 1,
                record.path("hidden").asInt() > 0);
        html.raw("</p><dl>");
        writeFields(html, record);
        writeEntered(html, versions.get(0));
        writeHidden(html, record);
        PageMasked.write(html, names, record);
        writeLinks(html, id);
        html.raw("</dl>");
        writeMeasurements(html, record.path("measurements"));
        writeAttributes(html, record.path("type").asText(), record.path("attributes"));
        writeAttachments(html, record.path("attachments"));
        new PageHistory(names).write(html, versions, parts);
        html.raw("</article>\n");
    }

    static void writeMarks(Html html, boolean nonconforming, boolean corrected, boolean hidden) throws IOException {
        if (nonconforming) {
            html.badge(" bad", "不合格", "nonconforming");
        }
        if (corrected) {
            html.badge("", "有更正", "corrected");
        }
        if (hidden) {
            html.badge("", "有未披露字段", "fields not shown");
        }
    }

    static boolean isNonconforming(JsonNode record) {
        for (JsonNode measurement : record.path("measurements")) {
            if (measurement.path("verdict").asText().equals("nonconforming")) {
                return true;
            }
        }
        return record.at("/attributes/verdict").asText().matches("rejected|nonconforming");
    }

    private void writeFields(Html html, JsonNode record) throws IOException {
        String type = record.path("type").asText();
        if (!type.isBlank()) {
            html.term("记录类型", "Record type").named(names.recordType(type), type);
            Optional<LocalizedText> stage = names.stage(type);
            if (stage.isPresent()) {
                html.raw(" · ").both(stage.get());
            }
            html.raw("</dd>");
        }
        html.fact("地点", "Site", Html.text(record.path("site")))
                .fact("产品族", "Product family", Html.text(record.path("productFamily")))
                .fact("型号", "Model", Html.text(record.path("model")))
                .fact("批号", "Lots", Html.text(record.path("lots")));
        writeNamed(html, "标准", "Standards", record.path("standards"), names::standard);
        writeNamed(html, "条款", "Clauses", record.path("clauses"), names::clause);
        html.moment("发生时间", "Occurred", record.path("occurredAt").asText())
                .moment(
                        "录入账本时间",
                        "Recorded in the ledger",
                        record.path("recordedAt").asText())
                .fact("账本位置", "Place in the ledger", Html.text(record.path("leafIndex")))
                .fact("操作人", "Performed by", Html.text(record.path("performedBy")))
                .fact("复核人", "Reviewed by", Html.text(record.path("reviewedBy")));
    }

    private static void writeNamed(
            Html html, String chinese, String english, JsonNode codes, Function<String, Optional<LocalizedText>> name)
            throws IOException {
        if (codes.isEmpty()) {
            return;
        }
        html.term(chinese, english).raw("<ul class=\"plain\">");
        for (JsonNode code : codes) {
            html.raw("<li>").foreign(code.asText());
            Optional<LocalizedText> known = name.apply(code.asText());
            if (known.isPresent()) {
                html.raw(" ").both(known.get());
            }
            html.raw("</li>");
        }
        html.raw("</ul></dd>");
    }

    private static void writeEntered(Html html, JsonNode first) throws IOException {
        Optional<Duration> after = enteredAfter(first);
        if (after.isPresent()) {
            long days = after.get().toDays();
            int hours = after.get().toHoursPart();
            int minutes = after.get().toMinutesPart();
            html.term("事件发生多久后录入", "Entered after the event by")
                    .both(
                            days + " 天 " + hours + " 小时 " + minutes + " 分",
                            days + " d " + hours + " h " + minutes + " min")
                    .raw("</dd>");
        }
    }

    /** How long after its event a record was first entered; a first version not in the export tells nothing. */
    private static Optional<Duration> enteredAfter(JsonNode first) {
        if (first.path("version").asInt() != 1 || !first.has("occurredAt")) {
            return Optional.empty();
        }
        try {
            Instant occurred =
                    OffsetDateTime.parse(first.path("occurredAt").asText()).toInstant();
            return Optional.of(Duration.between(
                            occurred, Instant.parse(first.path("recordedAt").asText())))
                    .filter(after -> !after.isNegative());
        } catch (DateTimeException e) {
            // Saving refuses such a record; something else wrote it, and it is shown as it is.
            return Optional.empty();
        }
    }

    private static void writeHidden(Html html, JsonNode record) throws IOException {
        int hidden = record.path("hidden").asInt();
        if (hidden > 0) {
            html.term("未披露", "Not shown")
                    .raw("<span class=\"hidden\">")
                    .both(hidden + " 个字段（约定屏蔽，或已依法擦除）", hidden + " fields (masked by agreement, or erased by law)")
                    .raw("</span></dd>");
        }
    }

    private void writeLinks(Html html, String id) throws IOException {
        List<Integer> asked = questions.about(id);
        if (!asked.isEmpty()) {
            html.term("相关问答", "Questions about it");
            for (int question : asked) {
                html.raw("<a href=\"#q" + question + "\">")
                        .both("问答 " + question, "question " + question)
                        .raw("</a> ");
            }
            html.raw("</dd>");
        }
        OptionalInt erased = erasures.of(id);
        if (erased.isPresent()) {
            html.term("依法擦除", "Erased by law")
                    .raw("<a href=\"#e" + erased.getAsInt() + "\">")
                    .both("有字段被擦除，见其依据", "fields were erased; see on what grounds")
                    .raw("</a></dd>");
        }
    }

    private void writeMeasurements(Html html, JsonNode measurements) throws IOException {
        if (measurements.isEmpty()) {
            return;
        }
        html.raw("<h4>")
                .both("检验数据", "Measurements")
                .raw("</h4><div class=\"wide\"><table><thead><tr>")
                .column("项目", "Characteristic")
                .column("单个结果", "Results")
                .column("统计值", "Value")
                .column("要求", "Requirement")
                .column("判定", "Verdict")
                .column("判定标准", "Judged by")
                .column("方法", "Method")
                .column("仪器", "Instrument")
                .raw("</tr></thead><tbody>");
        for (JsonNode measurement : measurements) {
            writeMeasurement(html, measurement);
        }
        html.raw("</tbody></table></div>");
    }

    private void writeMeasurement(Html html, JsonNode measurement) throws IOException {
        String code = measurement.path("characteristic").asText();
        String unit = measurement.path("unit").asText();
        String statistic = measurement.path("statistic").asText();
        JsonNode results = measurement.has("results") ? measurement.get("results") : measurement.path("observations");
        html.raw("<tr><td>")
                .named(names.characteristic(code), code)
                .raw("</td>")
                .cell(Html.text(results))
                .raw("<td>");
        if (!statistic.isBlank()) {
            html.named(PageWords.statistic(statistic), statistic).raw(" ");
        }
        html.foreign(quantity(Html.text(measurement.path("value")), unit)).raw("</td>");
        html.cell(requirement(measurement.path("limit"), unit));
        String verdict = measurement.path("verdict").asText();
        String mark = verdict.equals("nonconforming") ? "bad" : verdict.equals("conforming") ? "good" : "";
        html.raw("<td class=\"" + mark + "\">")
                .named(PageWords.verdict(verdict), verdict)
                .raw("</td>")
                .cell(measurement.path("standard").asText())
                .cell(measurement.path("method").asText())
                .cell(measurement.path("instrument").asText())
                .raw("</tr>");
    }

    private static String requirement(JsonNode limit, String unit) {
        if (!limit.isObject()) {
            return "";
        }
        String operator = limit.path("operator").asText();
        String value = Html.text(limit.path("value"));
        if (limit.has("upper")) {
            return value + " – " + quantity(Html.text(limit.path("upper")), unit);
        }
        return OPERATORS.getOrDefault(operator, operator) + NO_BREAK + quantity(value, unit);
    }

    private static String quantity(String value, String unit) {
        return unit.isBlank() ? value : value + NO_BREAK + unit;
    }

    private void writeAttributes(Html html, String type, JsonNode attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        html.raw("<h4>").both("详细内容", "Details").raw("</h4><dl>");
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            String name = attribute.getKey();
            String value = Html.text(attribute.getValue());
            html.raw("<dt>")
                    .named(names.attribute(type, name), name)
                    .raw("</dt><dd>")
                    .named(names.value(type, name, value), value)
                    .raw("</dd>");
        }
        html.raw("</dl>");
    }

    private static void writeAttachments(Html html, JsonNode attachments) throws IOException {
        if (attachments.isEmpty()) {
            return;
        }
        html.raw("<h4>").both("附件", "Files").raw("</h4><ul class=\"plain\">");
        for (JsonNode attachment : attachments) {
            String file = Layout.attachment(RecordFields.toAttachment(attachment));
            html.raw("<li><a href=\"")
                    .plain(file.substring(Layout.DATA.length()))
                    .raw("\">")
                    .foreign(attachment.path("name").asText())
                    .raw("</a> · ")
                    .foreign(attachment.path("mediaType").asText())
                    .raw(String.format(
                            Locale.ROOT,
                            " · %,d B · SHA-256 <code>",
                            attachment.path("size").asLong()))
                    .foreign(attachment.path("sha256").asText())
                    .raw("</code></li>");
        }
        html.raw("</ul>");
    }

    /** The versions between 1 and the newest that the export does not hold, as ranges. */
    static List<String> missing(List<JsonNode> versions) {
        List<String> missing = new ArrayList<>();
        long expected = 1;
        for (JsonNode version : versions) {
            long number = version.path("version").asLong();
            if (number == expected + 1) {
                missing.add(String.valueOf(expected));
            } else if (number > expected) {
                missing.add(expected + "–" + (number - 1));
            }
            expected = number + 1;
        }
        return missing;
    }
}
