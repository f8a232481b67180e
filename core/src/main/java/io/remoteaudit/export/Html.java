package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes HTML whose every foreign text is escaped and isolated from the direction of what surrounds it. */
final class Html {

    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d(?::\\d\\d)?)(?:\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private final Writer out;

    Html(Writer out) {
        this.out = out;
    }

    /** Our own markup, as it is. */
    Html raw(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** A text of our own in both languages. */
    Html both(String chinese, String english) throws IOException {
        out.write("<span lang=\"zh\">");
        escape(chinese);
        out.write("</span><span lang=\"en\">");
        escape(english);
        out.write("</span>");
        return this;
    }

    /** A text in both languages. */
    Html both(LocalizedText text) throws IOException {
        return both(text.zh(), text.en());
    }

    /** A text that someone entered. */
    Html foreign(String text) throws IOException {
        out.write("<bdi>");
        escape(text);
        out.write("</bdi>");
        return this;
    }

    /** A text that someone entered, where markup of its own has no place. */
    Html plain(String text) throws IOException {
        escape(text);
        return this;
    }

    /** A code as the ledger holds it, after the name it has for people where there is one. */
    Html named(Optional<LocalizedText> name, String code) throws IOException {
        if (name.isEmpty()) {
            return foreign(code);
        }
        return both(name.get()).raw(" <code>").foreign(code).raw("</code>");
    }

    /** A moment as a person reads it; the exact one stands beside, for machines. */
    Html time(String text) throws IOException {
        var time = TIME.matcher(text);
        if (!time.matches()) {
            return foreign(text);
        }
        String offset = time.group(3).equals("Z") ? "UTC" : time.group(3);
        return raw("<time datetime=\"" + text + "\">" + time.group(1) + " " + time.group(2) + " " + offset + "</time>");
    }

    /** The name of a row of a description list, and the beginning of its value. */
    Html term(String chinese, String english) throws IOException {
        return raw("<dt>").both(chinese, english).raw("</dt><dd>");
    }

    /** A row of a description list, unless it would be empty. */
    Html fact(String chinese, String english, String value) throws IOException {
        if (!value.isBlank()) {
            term(chinese, english).foreign(value).raw("</dd>");
        }
        return this;
    }

    /** A row of a description list with a moment, unless it would be empty. */
    Html moment(String chinese, String english, String value) throws IOException {
        if (!value.isBlank()) {
            term(chinese, english).time(value).raw("</dd>");
        }
        return this;
    }

    /** A heading of a table's column. */
    Html column(String chinese, String english) throws IOException {
        return raw("<th scope=\"col\">").both(chinese, english).raw("</th>");
    }

    /** A cell with a text that someone entered. */
    Html cell(String text) throws IOException {
        return raw("<td>").foreign(text.strip()).raw("</td>");
    }

    /** A label of our own; {@code kind} is a class of the style. */
    Html badge(String kind, String chinese, String english) throws IOException {
        return raw(" <span class=\"badge" + kind + "\">").both(chinese, english).raw("</span>");
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

    private void escape(String text) throws IOException {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            String safe = switch (text.charAt(i)) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> "";
            };
            if (!safe.isEmpty()) {
                out.write(text, from, i - from);
                out.write(safe);
                from = i + 1;
            }
        }
        out.write(text, from, text.length() - from);
    }
}
