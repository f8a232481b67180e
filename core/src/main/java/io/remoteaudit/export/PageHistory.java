package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what each version of a record changed of the one before, who changed it and why. Stateless.
 *
 * @param names what codes are called
 */
record PageHistory(PageNames names) {

    /** Where a version stands, and the columns that say why it is. */
    private static final Set<String> NOT_CHANGES =
            Set.of("id", "version", "recordedAt", "leafIndex", "hidden", "change", PageMasked.MEMBER);

    /** A measurement's limit's value is the deepest that has a name of its own. */
    private static final int DEEPEST = 4;

    /** What differs, by the names and numbers on the way to it. */
    private record Difference(List<String> path, JsonNode before, JsonNode after, boolean masked) {}

    void write(Html html, List<JsonNode> versions, ReadablePage.Parts parts) throws IOException {
        List<String> missing = PageRecord.missing(versions);
        if (versions.size() < 2 && missing.isEmpty()) {
            return;
        }
        html.raw("<h4>")
                .both("更正历史（" + versions.size() + " 版）", "History (" + versions.size() + " versions)")
                .raw("</h4>");
        if (!missing.isEmpty()) {
            String which = String.join(", ", missing);
            html.raw("<p class=\"warn\">")
                    .both(
                            (parts.olderElsewhere() ? "本分卷不含版次：" : "本导出不含版次：") + which,
                            (parts.olderElsewhere() ? "Versions not in this part: " : "Versions not in this export: ")
                                    + which)
                    .raw("</p>");
        }
        html.raw("<div class=\"wide\"><table><thead><tr>")
                .column("版次", "Version")
                .column("录入时间", "Recorded")
                .column("更改人", "Changed by")
                .column("理由", "Reason")
                .column("字段", "Field")
                .column("原值", "Old value")
                .column("新值", "New value")
                .raw("</tr></thead><tbody>");
        writeFirst(html, versions.get(0));
        for (int i = 1; i < versions.size(); i++) {
            writeVersion(html, versions.get(i - 1), versions.get(i));
        }
        html.raw("</tbody></table></div>");
    }

    private static void writeFirst(Html html, JsonNode first) throws IOException {
        writeWhen(html, first, 1);
        if (first.path("version").asInt() == 1) {
            html.raw("<td colspan=\"3\">").both("初次录入", "First entered").raw("</td></tr>");
        } else {
            html.raw("<td colspan=\"3\">")
                    .both("此处所含的最早版次", "The earliest version here")
                    .raw("</td></tr>");
        }
    }

    private static void writeWhen(Html html, JsonNode version, int rows) throws IOException {
        String span = rows == 1 ? "<td>" : "<td rowspan=\"" + rows + "\">";
        JsonNode by =
                version.path("version").asInt() > 1 ? version.at("/change/changedBy") : version.path("performedBy");
        html.raw("<tr>" + span)
                .foreign(Html.text(version.path("version")))
                .raw("</td>" + span)
                .time(version.path("recordedAt").asText())
                .raw("</td>" + span);
        JsonNode masked = PageMasked.of(version).path(version.path("version").asInt() > 1 ? "change" : "performedBy");
        if (by.isMissingNode() && !masked.isMissingNode()) {
            PageMasked.write(html, masked);
        } else if (by.isMissingNode()) {
            writeMissing(html, version);
        } else {
            html.foreign(Html.text(by));
        }
        html.raw("</td>" + span).foreign(version.at("/change/reason").asText()).raw("</td>");
    }

    /** What is missing where fields are hidden may be one of them. */
    private static void writeMissing(Html html, JsonNode version) throws IOException {
        if (version.path("hidden").asInt() > 0) {
            html.both("未披露，或没有", "not shown, or none");
        } else {
            html.both("无", "none");
        }
    }

    private void writeVersion(Html html, JsonNode before, JsonNode after) throws IOException {
        List<Difference> differences = new ArrayList<>();
        for (String name : names(before, after)) {
            if (!NOT_CHANGES.contains(name)) {
                differ(List.of(name), before.path(name), after.path(name), differences);
            }
        }
        ObjectNode maskedBefore = PageMasked.of(before);
        ObjectNode maskedAfter = PageMasked.of(after);
        for (String name : names(maskedBefore, maskedAfter)) {
            JsonNode from = maskedBefore.path(name);
            JsonNode to = maskedAfter.path(name);
            if (!NOT_CHANGES.contains(name) && !from.equals(to)) {
                differences.add(new Difference(List.of(name.split("/", -1)), from, to, true));
            }
        }
        writeWhen(html, after, Math.max(1, differences.size()));
        if (differences.isEmpty()) {
            html.raw("<td colspan=\"3\">")
                    .both("所披露的字段没有更改", "Nothing of what is shown was changed")
                    .raw("</td></tr>");
        }
        String type = after.path("type").asText();
        String row = "";
        for (Difference difference : differences) {
            html.raw(row).raw("<td>");
            writePath(html, type, difference.path());
            html.raw("</td><td><del>");
            writeValue(html, type, difference, difference.before(), before);
            html.raw("</del></td><td><ins>");
            writeValue(html, type, difference, difference.after(), after);
            html.raw("</ins></td></tr>");
            row = "<tr>";
        }
    }

    private void writePath(Html html, String type, List<String> path) throws IOException {
        if (path.size() > 1 && path.get(0).equals("attributes")) {
            html.named(names.attribute(type, path.get(1)), path.get(1));
            for (String deeper : path.subList(2, path.size())) {
                html.raw(" · ").foreign(deeper);
            }
            return;
        }
        String between = "";
        for (String step : path) {
            Optional<LocalizedText> word = PageWords.field(step);
            html.raw(between);
            if (word.isPresent()) {
                html.both(word.get());
            } else {
                html.foreign(step);
            }
            between = " · ";
        }
    }

    private void writeValue(Html html, String type, Difference difference, JsonNode value, JsonNode version)
            throws IOException {
        if (value.isMissingNode()) {
            writeMissing(html, version);
            return;
        }
        if (difference.masked()) {
            PageMasked.write(html, value);
            return;
        }
        List<String> path = difference.path();
        String text = Html.text(value);
        if (path.get(0).equals("attributes") && path.size() == 2) {
            html.named(names.value(type, path.get(1), text), text);
        } else if (path.get(path.size() - 1).equals("verdict")) {
            html.named(PageWords.verdict(text), text);
        } else {
            html.foreign(text);
        }
    }

    private static void differ(List<String> path, JsonNode before, JsonNode after, List<Difference> differences) {
        if (before.equals(after)) {
            return;
        }
        int known = differences.size();
        boolean deeper = path.size() < DEEPEST;
        if (deeper && isObject(before) && isObject(after)) {
            for (String name : names(before, after)) {
                differ(below(path, name), before.path(name), after.path(name), differences);
            }
        } else if (deeper && isListOfObjects(before) && isListOfObjects(after)) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                differ(below(path, String.valueOf(i + 1)), before.path(i), after.path(i), differences);
            }
        }
        // Nothing deeper differs between an empty list and none, yet they are not the same.
        if (differences.size() == known) {
            differences.add(new Difference(path, before, after, false));
        }
    }

    private static boolean isObject(JsonNode value) {
        return value.isObject() || value.isMissingNode();
    }

    private static boolean isListOfObjects(JsonNode value) {
        if (value.isArray()) {
            for (JsonNode item : value) {
                if (!item.isObject()) {
                    return false;
                }
            }
            return true;
        }
        return value.isMissingNode();
    }

    private static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return below;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
