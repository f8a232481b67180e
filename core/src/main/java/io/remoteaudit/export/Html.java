package io.remoteaudit.export;

import java.io.IOException;
import java.io.Writer;

/** Writes HTML whose every foreign text is escaped and isolated from the direction of what surrounds it. */
final class Html {

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

    /** A text that someone entered. */
    Html foreign(String text) throws IOException {
        out.write("<bdi>");
        escape(text);
        out.write("</bdi>");
        return this;
    }

    /** A row of a description list. */
    Html fact(String chinese, String english, String value) throws IOException {
        if (!value.isBlank()) {
            raw("<dt>").both(chinese, english).raw("</dt><dd>").foreign(value).raw("</dd>");
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
