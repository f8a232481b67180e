package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The records of a page, by clause, by lot and one by one. A record's lines are parsed once when they are read, for the
 * indexes, and once when the record is written; an index names a record in a bounded way, and what that costs counts
 * towards the page's bound. So the page takes time and room in proportion to what it is made of. For one page.
 */
final class PageRecords {

    /** More than anyone reads on one page. */
    static final int MOST = 1_000;

    static final long MOST_CHARACTERS = 8_000_000;

    /** What naming a record once in an index costs, about. */
    private static final int MENTION = 300;

    /** The longest id or title an index repeats. */
    private static final int LONGEST_MENTIONED = 100;

    private final WholeSubjects records = new WholeSubjects(Layout.RECORDS, MOST, MOST_CHARACTERS);
    private final Map<String, Mention> mentions = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final PageRecord page;

    private PageRecords(PageRecord page) {
        this.page = page;
    }

    /** What the indexes say of a record's newest version. */
    private record Mention(
            String title,
            String type,
            List<String> clauses,
            List<String> lots,
            boolean nonconforming,
            boolean corrected,
            boolean hidden) {

        static Mention of(JsonNode record, boolean corrected) {
            return new Mention(
                    shortened(record.path("title").asText()),
                    record.path("type").asText(),
                    texts(record.path("clauses")),
                    texts(record.path("lots")),
                    PageRecord.isNonconforming(record),
                    corrected,
                    record.path("hidden").asInt() > 0);
        }

        private static List<String> texts(JsonNode values) {
            List<String> texts = new ArrayList<>();
            values.forEach(value -> texts.add(value.asText()));
            return texts.stream().distinct().toList();
        }
    }

    /**
     * Reads the records of a page.
     *
     * @param views the export's files
     * @param masked whether there is one of what stands for masked fields
     * @param page writes a record
     */
    static PageRecords read(ReadablePage.Views views, boolean masked, PageRecord page) throws IOException {
        PageRecords records = new PageRecords(page);
        if (masked) {
            try (JsonLines lines = views.open(Layout.MASKED)) {
                PageMasked beside = new PageMasked(lines);
                views.each(Layout.RECORDS, (text, json, number) -> records.add(beside.with(text, json), json, number));
            }
        } else {
            views.each(Layout.RECORDS, records::add);
        }
        for (WholeSubjects.Subject record : records.records.kept()) {
            records.numbers.put(record.id(), records.numbers.size() + 1);
        }
        return records;
    }

    private void add(String line, JsonNode json, long number) {
        String id = json.path("id").asText();
        long mentioned = (long) MENTION
                * (json.path("clauses").size() + json.path("lots").size());
        if (records.add(id, line, number, mentioned)) {
            mentions.put(
                    id,
                    Mention.of(
                            json,
                            mentions.containsKey(id) || json.path("version").asInt() > 1));
        } else {
            mentions.remove(id);
        }
    }

    void write(Html html) throws IOException {
        html.raw("<section id=\"marks\"><h2>").both("重点", "To look at first").raw("</h2>");
        writeMarked(html);
        html.raw("</section><section id=\"clauses\"><h2>")
                .both("按条款", "By clause")
                .raw("</h2>");
        writeGroups(html, Mention::clauses, page.names()::clause, "未注明条款", "No clause named");
        html.raw("</section><section id=\"lots\"><h2>").both("按批号", "By lot").raw("</h2>");
        writeGroups(html, Mention::lots, lot -> Optional.empty(), "未注明批号", "No lot named");
        html.raw("</section><section id=\"records\"><h2>")
                .both("质量记录", "Quality records")
                .raw("</h2>");
        records.writeAbsent(html, "份", "记录", "records", true);
        page.writeParts(html);
        writeNone(html);
        for (WholeSubjects.Subject record : records.kept()) {
            List<JsonNode> versions = record.lines().stream().map(Json::parse).toList();
            page.write(html, numbers.getOrDefault(record.id(), 0), versions);
        }
        html.raw("</section>\n");
    }

    private void writeMarked(Html html) throws IOException {
        writeNone(html);
        writePartial(html);
        writeMarked(html, Mention::nonconforming, "检验数据或判定不合格", "A measurement or verdict does not conform");
        writeMarked(html, Mention::corrected, "有更正", "Corrected since entered");
        writeMarked(html, Mention::hidden, "有未披露字段", "With fields not shown");
    }

    private void writeMarked(Html html, Predicate<Mention> mark, String chinese, String english) throws IOException {
        List<String> marked = records.kept().stream()
                .map(WholeSubjects.Subject::id)
                .filter(id -> mark.test(mention(id)))
                .toList();
        html.raw("<details class=\"group\"><summary>").both(chinese, english);
        writeGroup(html, marked);
    }

    /** A record's id, as a link where the record is on the page. */
    void link(Html html, String id) throws IOException {
        Integer number = numbers.get(id);
        if (number == null) {
            html.foreign(id).both("（不在本页）", " (not on this page)");
        } else {
            html.raw("<a href=\"#r" + number + "\">").foreign(id).raw("</a>");
        }
    }

    private void writeGroups(
            Html html,
            Function<Mention, List<String>> of,
            Function<String, Optional<LocalizedText>> name,
            String noneChinese,
            String noneEnglish)
            throws IOException {
        TreeMap<String, List<String>> groups = new TreeMap<>();
        List<String> none = new ArrayList<>();
        for (WholeSubjects.Subject record : records.kept()) {
            List<String> values = of.apply(mention(record.id()));
            values.forEach(value ->
                    groups.computeIfAbsent(value, key -> new ArrayList<>()).add(record.id()));
            if (values.isEmpty()) {
                none.add(record.id());
            }
        }
        writeNone(html);
        writePartial(html);
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            html.raw("<details class=\"group\"><summary><strong>")
                    .foreign(group.getKey())
                    .raw("</strong>");
            Optional<LocalizedText> title = name.apply(group.getKey());
            if (title.isPresent()) {
                html.raw(" ").both(title.get());
            }
            writeGroup(html, group.getValue());
        }
        if (!none.isEmpty()) {
            html.raw("<details class=\"group\"><summary>").both(noneChinese, noneEnglish);
            writeGroup(html, none);
        }
    }

    private void writePartial(Html html) throws IOException {
        if (!records.complete()) {
            html.raw("<p class=\"note warning\">")
                    .both("以下仅列本页所显示的记录；", "Only the records this page shows are listed here; ")
                    .raw("<a href=\"#records\">")
                    .both("未显示的见此。", "see which are not shown.")
                    .raw("</a></p>");
        }
    }

    private void writeNone(Html html) throws IOException {
        if (records.isEmpty()) {
            html.raw("<p>").both("无。", "None.").raw("</p>");
        }
    }

    private void writeGroup(Html html, List<String> members) throws IOException {
        html.raw(" <span class=\"count\">" + members.size() + "</span></summary><ul>");
        for (String id : members) {
            Mention mention = mention(id);
            html.raw("<li><a href=\"#r" + numbers.get(id) + "\">")
                    .foreign(shortened(id))
                    .raw("</a> ")
                    .foreign(mention.title());
            Optional<LocalizedText> type = page.names().recordType(mention.type());
            if (type.isPresent()) {
                html.badge("", type.get().zh(), type.get().en());
            }
            PageRecord.writeMarks(html, mention.nonconforming(), mention.corrected(), mention.hidden());
            html.raw("</li>");
        }
        html.raw("</ul></details>\n");
    }

    private Mention mention(String id) {
        Mention mention = mentions.get(id);
        if (mention == null) {
            throw new IllegalStateException("A record is kept without what the indexes say of it: " + id);
        }
        return mention;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_MENTIONED
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_MENTIONED) - 1)) + "…";
    }
}
