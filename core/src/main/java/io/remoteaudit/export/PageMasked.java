package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands for masked fields, on the page: read beside the records, in the same order, and marked wherever it is shown. */
final class PageMasked {

    /** Where a record of the page holds it. */
    static final String MEMBER = "masked";

    private final JsonLines lines;
    private @Nullable JsonNode next;

    PageMasked(JsonLines lines) throws IOException {
        this.lines = lines;
        advance();
    }

    /** Puts what stands for a record's masked fields into it, and gives the record's line with that. */
    String with(String line, JsonNode json) throws IOException {
        JsonNode masked = next;
        if (masked != null
                && json instanceof ObjectNode record
                && masked.path("leafIndex").equals(record.path("leafIndex"))) {
            advance();
            record.set(MEMBER, masked.path(MEMBER));
            return Json.write(record);
        }
        return line;
    }

    private void advance() throws IOException {
        Optional<String> line = lines.next();
        next = line.isPresent() ? Json.parse(line.get()) : null;
    }

    /** What stands for a record's masked fields, by their names. */
    static ObjectNode of(JsonNode record) {
        ObjectNode byField = Json.object();
        record.path(MEMBER).forEach(one -> byField.set(one.path("field").asText(), one));
        return byField;
    }

    /** Writes all of a record's, as a row of a description list. */
    static void write(Html html, PageNames names, JsonNode record) throws IOException {
        JsonNode masked = record.path(MEMBER);
        if (masked.isEmpty()) {
            return;
        }
        html.term("替代显示（企业所述，账本不证明）", "In place of masked fields (the maker's word, not proven by the ledger)")
                .raw("<ul class=\"plain\">");
        for (JsonNode one : masked) {
            String field = one.path("field").asText();
            html.raw("<li>");
            if (field.startsWith("attributes/")) {
                String name = field.substring("attributes/".length());
                html.named(names.attribute(record.path("type").asText(), name), name);
            } else {
                html.named(PageWords.field(field), field);
            }
            html.both("：", ": ");
            write(html, one);
            html.raw("</li>");
        }
        html.raw("</ul></dd>");
    }

    /** Writes what stands for one field, with its mark. */
    static void write(Html html, JsonNode masked) throws IOException {
        html.foreign(Html.text(masked.path("shown")));
        writeMark(html, masked);
    }

    /** Writes how a field is masked. */
    static void writeMark(Html html, JsonNode masked) throws IOException {
        if (masked.path("kind").asText().equals("pseudonym")) {
            html.badge("", "假名", "pseudonym");
        } else {
            html.badge("", "区间", "range");
        }
    }
}
