package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.RecordFields;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The records of a page: held as their lines, within bounds, so that a page of any export takes the same memory. */
final class PageRecords {

    /** More than anyone reads on one page; the rest is in records.jsonl, and the page says so. */
    private static final int MOST_RECORDS = 1_000;

    private static final int MOST_CHARACTERS = 8_000_000;

    private static final Map<String, String[]> FIELDS = fields();

    /** Each record's versions as lines, oldest first, in the order in which records were first entered. */
    private final Map<String, List<String>> shown = new LinkedHashMap<>();

    private long characters;
    private long versions;
    private boolean cut;

    private static Map<String, String[]> fields() {
        Map<String, String[]> fields = new LinkedHashMap<>();
        fields.put("type", new String[] {"记录类型", "Record type"});
        fields.put("site", new String[] {"地点", "Site"});
        fields.put("productFamily", new String[] {"产品族", "Product family"});
        fields.put("model", new String[] {"型号", "Model"});
        fields.put("lots", new String[] {"批号", "Lots"});
        fields.put("standards", new String[] {"标准", "Standards"});
        fields.put("clauses", new String[] {"条款", "Clauses"});
        fields.put("occurredAt", new String[] {"发生时间", "Occurred"});
        fields.put("recordedAt", new String[] {"录入账本时间", "Recorded in the ledger"});
        fields.put("performedBy", new String[] {"操作人", "Performed by"});
        fields.put("reviewedBy", new String[] {"复核人", "Reviewed by"});
        return fields;
    }

    void add(String line) {
        versions++;
        String id = Json.parse(line).path("id").asText();
        boolean fits =
                characters + line.length() <= MOST_CHARACTERS && (shown.containsKey(id) || shown.size() < MOST_RECORDS);
        if (fits) {
            characters += line.length();
            shown.computeIfAbsent(id, key -> new ArrayList<>()).add(line);
        } else {
            cut = true;
        }
    }

    void write(Html html) throws IOException {
        html.raw("<section id=\"clauses\"><h2>").both("按条款", "By clause").raw("</h2>");
        writeGroups(html, "clauses", "未注明条款", "No clause named");
        html.raw("</section><section id=\"lots\"><h2>").both("按批号", "By lot").raw("</h2>");
        writeGroups(html, "lots", "未注明批号", "No lot named");
        html.raw("</section><section id=\"records\"><h2>")
                .both("质量记录", "Quality records")
                .raw("</h2>");
        if (cut) {
            html.raw("<p class=\"note\">")
                    .both(
                            "本导出共有 " + versions + " 个记录版次；本页显示前 " + shown.size() + " 份记录，全部内容见 records.jsonl。",
                            "This export holds " + versions + " record versions; this page shows the first "
                                    + shown.size() + " records, and records.jsonl holds all.")
                    .raw("</p>");
        }
        int number = 0;
        for (List<String> lines : shown.values()) {
            writeRecord(html, ++number, lines);
        }
        html.raw("</section>\n");
    }

    private void writeGroups(Html html, String field, String noneChinese, String noneEnglish) throws IOException {
        TreeMap<String, List<Integer>> groups = new TreeMap<>();
        List<Integer> none = new ArrayList<>();
        List<List<String>> records = List.copyOf(shown.values());
        for (int i = 0; i < records.size(); i++) {
            JsonNode values = newest(records.get(i)).path(field);
            for (JsonNode value : values) {
                groups.computeIfAbsent(value.asText(), key -> new ArrayList<>()).add(i);
            }
            if (values.isEmpty()) {
                none.add(i);
            }
        }
        for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
            html.raw("<details class=\"group\"><summary>").foreign(group.getKey());
            writeGroup(html, group.getValue(), records);
        }
        if (!none.isEmpty()) {
            html.raw("<details class=\"group\"><summary>").both(noneChinese, noneEnglish);
            writeGroup(html, none, records);
        }
    }

    private static void writeGroup(Html html, List<Integer> members, List<List<String>> records) throws IOException {
        html.raw(" <span class=\"count\">" + members.size() + "</span></summary><ul>");
        for (int member : members) {
            JsonNode record = newest(records.get(member));
            html.raw("<li><a href=\"#r" + (member + 1) + "\">")
                    .foreign(record.path("id").asText())
                    .raw("</a> ")
                    .foreign(record.path("title").asText());
            writeMarks(html, record, records.get(member));
            html.raw("</li>");
        }
        html.raw("</ul></details>\n");
    }

    private static JsonNode newest(List<String> lines) {
        return Json.parse(lines.get(lines.size() - 1));
    }

    private static void writeMarks(Html html, JsonNode record, List<String> lines) throws IOException {
        if (isNonconforming(record)) {
            html.raw(" <span class=\"badge bad\">").both("不合格", "nonconforming").raw("</span>");
        }
        if (lines.size() > 1) {
            html.raw(" <span class=\"badge\">").both("有更正", "corrected").raw("</span>");
        }
        if (record.path("hidden").asInt() > 0) {
            html.raw(" <span class=\"badge\">")
                    .both("有未披露字段", "fields not shown")
                    .raw("</span>");
        }
    }

    private static boolean isNonconforming(JsonNode record) {
        for (JsonNode measurement : record.path("measurements")) {
            if (measurement.path("verdict").asText().equals("nonconforming")) {
                return true;
            }
        }
        return record.at("/attributes/verdict").asText().matches("rejected|nonconforming");
    }

    private void writeRecord(Html html, int number, List<String> lines) throws IOException {
        JsonNode record = newest(lines);
        html.raw("<article id=\"r" + number + "\"><h3>")
                .foreign(record.path("title").asText(record.path("id").asText()))
                .raw("</h3><p class=\"id\">")
                .foreign(record.path("id").asText())
                .raw(" · ")
                .both(
                        "第 " + record.path("version").asInt() + " 版",
                        "version " + record.path("version").asInt());
        writeMarks(html, record, lines);
        html.raw("</p><dl>");
        for (Map.Entry<String, String[]> field : FIELDS.entrySet()) {
            html.fact(field.getValue()[0], field.getValue()[1], text(record.path(field.getKey())));
        }
        Optional<Duration> after = enteredAfter(Json.parse(lines.get(0)));
        if (after.isPresent()) {
            String hours = after.get().toHours() + " h " + after.get().toMinutesPart() + " min";
            html.fact("事件发生多久后录入", "Entered after the event by", hours);
        }
        if (record.path("hidden").asInt() > 0) {
            int hidden = record.path("hidden").asInt();
            html.raw("<dt>")
                    .both("未披露", "Not shown")
                    .raw("</dt><dd class=\"hidden\">")
                    .both(hidden + " 个字段（约定屏蔽，或已依法擦除）", hidden + " fields (masked by agreement, or erased by law)")
                    .raw("</dd>");
        }
        html.raw("</dl>");
        writeMeasurements(html, record.path("measurements"));
        writeAttributes(html, record.path("attributes"));
        writeAttachments(html, record.path("attachments"));
        writeHistory(html, lines);
        html.raw("</article>\n");
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

    private static void writeMeasurements(Html html, JsonNode measurements) throws IOException {
        if (measurements.isEmpty()) {
            return;
        }
        html.raw("<div class=\"wide\"><table><thead><tr>")
                .column("项目", "Characteristic")
                .column("单个结果", "Results")
                .column("统计值", "Value")
                .column("要求", "Limit")
                .column("判定", "Verdict")
                .column("标准", "Standard")
                .column("仪器", "Instrument")
                .raw("</tr></thead><tbody>");
        for (JsonNode measurement : measurements) {
            String unit = measurement.path("unit").asText("");
            JsonNode limit = measurement.path("limit");
            html.raw("<tr>")
                    .cell(measurement.path("characteristic").asText())
                    .cell(text(
                            measurement.has("results") ? measurement.get("results") : measurement.path("observations")))
                    .cell(measurement.path("statistic").asText("") + " "
                            + measurement.path("value").asText("") + " " + unit)
                    .cell(
                            limit.isMissingNode()
                                    ? ""
                                    : limit.path("operator").asText() + " "
                                            + limit.path("value").asText()
                                            + (limit.has("upper")
                                                    ? " – " + limit.get("upper").asText()
                                                    : "") + " " + unit);
            writeVerdict(html, measurement.path("verdict").asText());
            html.cell(measurement.path("standard").asText(""))
                    .cell(measurement.path("instrument").asText(""))
                    .raw("</tr>");
        }
        html.raw("</tbody></table></div>");
    }

    private static void writeVerdict(Html html, String verdict) throws IOException {
        switch (verdict) {
            case "conforming" ->
                html.raw("<td class=\"good\">").both("合格", "conforming").raw("</td>");
            case "nonconforming" ->
                html.raw("<td class=\"bad\">").both("不合格", "nonconforming").raw("</td>");
            case "not-judged" -> html.raw("<td>").both("未判定", "not judged").raw("</td>");
            default -> html.cell(verdict);
        }
    }

    private static void writeAttributes(Html html, JsonNode attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        html.raw("<details><summary>").both("详细内容", "Details").raw("</summary><dl>");
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            html.fact(attribute.getKey(), attribute.getKey(), text(attribute.getValue()));
        }
        html.raw("</dl></details>");
    }

    private static void writeAttachments(Html html, JsonNode attachments) throws IOException {
        if (attachments.isEmpty()) {
            return;
        }
        html.raw("<p>").both("附件", "Files").raw("</p><ul>");
        for (JsonNode attachment : attachments) {
            // The name in the container is made of a digest and a harmless extension, and so needs no escaping.
            String file = Layout.attachment(RecordFields.toAttachment(attachment));
            html.raw("<li><a href=\"" + file.substring(Layout.DATA.length()) + "\">")
                    .foreign(attachment.path("name").asText())
                    .raw("</a> " + attachment.path("size").asLong() + " B</li>");
        }
        html.raw("</ul>");
    }

    private static void writeHistory(Html html, List<String> lines) throws IOException {
        if (lines.size() < 2) {
            return;
        }
        html.raw("<details class=\"history\"><summary>")
                .both("更正历史（" + lines.size() + " 版）", "History (" + lines.size() + " versions)")
                .raw("</summary><div class=\"wide\"><table><thead><tr>")
                .column("版次", "Version")
                .column("录入时间", "Recorded")
                .column("更改人", "Changed by")
                .column("理由", "Reason")
                .column("字段", "Field")
                .column("原值", "Old value")
                .column("新值", "New value")
                .raw("</tr></thead><tbody>");
        JsonNode before = Json.parse(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            JsonNode after = Json.parse(line);
            Map<String, String[]> changes = changes(before, after);
            if (changes.isEmpty()) {
                changes.put("", new String[] {"", ""});
            }
            for (Map.Entry<String, String[]> change : changes.entrySet()) {
                html.raw("<tr>")
                        .cell(after.path("version").asText())
                        .cell(after.path("recordedAt").asText())
                        .cell(text(after.at("/change/changedBy")))
                        .cell(after.at("/change/reason").asText())
                        .cell(change.getKey())
                        .raw("<td><del>")
                        .foreign(change.getValue()[0])
                        .raw("</del></td><td><ins>")
                        .foreign(change.getValue()[1])
                        .raw("</ins></td></tr>");
            }
            before = after;
        }
        html.raw("</tbody></table></div></details>");
    }

    /** Old and new text of each field that differs; where a version stands and why are columns of their own. */
    private static Map<String, String[]> changes(JsonNode before, JsonNode after) {
        TreeMap<String, String[]> changes = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("id", "version", "recordedAt", "leafIndex", "hidden", "change"));
        for (String name : names) {
            JsonNode old = before.path(name);
            JsonNode fresh = after.path(name);
            if (!old.equals(fresh)) {
                if (old.isArray() && fresh.isArray()) {
                    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
                        differ(changes, name + "/" + i, old.path(i), fresh.path(i));
                    }
                } else if (old.isObject() && fresh.isObject()) {
                    TreeSet<String> inner = new TreeSet<>();
                    old.fieldNames().forEachRemaining(inner::add);
                    fresh.fieldNames().forEachRemaining(inner::add);
                    inner.forEach(one -> differ(changes, name + "/" + one, old.path(one), fresh.path(one)));
                } else {
                    differ(changes, name, old, fresh);
                }
            }
        }
        return changes;
    }

    private static void differ(Map<String, String[]> changes, String name, JsonNode old, JsonNode fresh) {
        if (!old.equals(fresh)) {
            changes.put(name, new String[] {text(old), text(fresh)});
        }
    }

    /** A value on one line. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(text(item)));
            return String.join(", ", texts);
        }
        if (value.isObject()) {
            List<String> texts = new ArrayList<>();
            value.properties().forEach(field -> {
                String one = text(field.getValue());
                texts.add(
                        field.getKey().equals("name") || field.getKey().equals("role")
                                ? one
                                : field.getKey() + ": " + one);
            });
            return String.join(" · ", texts);
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }
}
