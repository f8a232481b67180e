package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What was erased by law, by record, each with its grounds. For one page. */
final class PageErasures {

    /** Records with erasures; more than anyone reads on one page. */
    static final int MOST = 500;

    private static final long MOST_CHARACTERS = 2_000_000;

    private final WholeSubjects records = new WholeSubjects(Layout.ERASURES, MOST, MOST_CHARACTERS);
    private final Map<String, Integer> numbers = new HashMap<>();

    private PageErasures() {}

    static PageErasures read(ReadablePage.Views views) throws IOException {
        PageErasures erasures = new PageErasures();
        views.each(
                Layout.ERASURES,
                (text, json, number) -> erasures.records.add(json.path("id").asText(), text, number, 0));
        for (WholeSubjects.Subject record : erasures.records.kept()) {
            erasures.numbers.put(record.id(), erasures.numbers.size() + 1);
        }
        return erasures;
    }

    /** The place on the page where a record's erasures are. */
    OptionalInt of(String recordId) {
        Integer number = numbers.get(recordId);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    void write(Html html, PageRecords shown) throws IOException {
        html.raw("<section id=\"erasures\"><h2>").both("依法擦除", "Erased by law").raw("</h2>");
        records.writeAbsentOrNone(html, "份", "有擦除的记录", "records with erasures", true);
        for (WholeSubjects.Subject record : records.kept()) {
            html.raw("<article id=\"e" + numbers.get(record.id()) + "\"><h3>");
            shown.link(html, record.id());
            html.raw("</h3>");
            for (String line : record.lines()) {
                writeErasure(html, Json.parse(line));
            }
            html.raw("</article>\n");
        }
        html.raw("</section>\n");
    }

    private static void writeErasure(Html html, JsonNode erasure) throws IOException {
        html.raw("<dl>").term("擦除的字段", "Erased fields").raw("<ul class=\"plain\">");
        for (JsonNode field : erasure.path("erased")) {
            String name = field.path("name").asText();
            String version = Html.text(field.path("version"));
            html.raw("<li>")
                    .named(PageWords.field(name), name)
                    .both("（第 " + version + " 版）", " (version " + version + ")")
                    .raw("</li>");
        }
        html.raw("</ul></dd>")
                .moment("时间", "When", erasure.path("at").asText())
                .fact("法律依据", "Legal basis", erasure.path("legalBasis").asText())
                .fact("理由", "Reason", erasure.path("reason").asText())
                .fact("决定者", "Decided by", erasure.path("erasedBy").asText())
                .raw("</dl>");
    }
}
