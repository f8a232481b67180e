package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The export for reading offline: one page without script, Chinese and English switched by a radio button. It is made of
 * the export's other files and nothing else, so that a verifier makes it again and compares bytes. Time and memory are
 * bounded whatever the files hold; what does not fit is said, with where it is. For one page.
 */
final class ReadablePage {

    /**
     * The form of the page, stated in {@code export.json}. A verifier can make again only the form it knows, so whatever
     * changes the page of a published version raises it.
     */
    static final int FORM = 1;

    private final JsonNode description;
    private final Views views;
    private final Html html;

    private ReadablePage(JsonNode description, Views views, Html html) {
        this.description = description;
        this.views = views;
        this.html = html;
    }

    /** Opens the export's other files by their names. */
    @FunctionalInterface
    interface Views {
        JsonLines open(String name) throws IOException;

        /** Reads all lines of a file, each with its number from 1 on. */
        default void each(String name, Line line) throws IOException {
            try (JsonLines lines = open(name)) {
                for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
                    line.take(next.get(), Json.parse(next.get()), lines.line());
                }
            }
        }

        /** The only line of a file. */
        default String only(String name) throws IOException {
            try (JsonLines lines = open(name)) {
                return lines.next().orElseThrow(() -> new MalformedException("The file " + name + " is empty"));
            }
        }
    }

    /** Takes a line of a file. */
    @FunctionalInterface
    interface Line {
        void take(String text, JsonNode json, long number) throws IOException;
    }

    /**
     * Writes the page.
     *
     * @param description what {@code export.json} says
     * @param views the readable views of entries, and the names of their codes
     * @param out gets the page; is flushed and not closed
     */
    static void write(JsonNode description, Views views, OutputStream out) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new ReadablePage(description, views, new Html(writer)).write();
        writer.flush();
    }

    private void write() throws IOException {
        PageNames names = PageNames.parse(views.only(Layout.NAMES));
        Parts parts = Parts.of(description);
        PageQuestions questions = PageQuestions.read(views, parts);
        PageFindings findings = PageFindings.read(views, parts);
        PageSamples samples = PageSamples.read(views);
        PageCertificates certificates = PageCertificates.read(views);
        PagePreparation preparation = PagePreparation.read(views);
        PageErasures erasures = PageErasures.read(views);
        PageRecords records = PageRecords.read(
                views,
                description.at("/counts/maskedVersions").asLong() > 0,
                new PageRecord(names, questions, erasures, parts));
        PageAccess access = PageAccess.read(views, description.at("/terms/auditors"), parts);
        PageAbout about = new PageAbout(description, names);
        html.raw(PageHead.HTML).raw("<header>");
        about.writeTitle(html);
        html.raw("</header><nav aria-label=\"目录 · Contents\"><ul>");
        contents("about", "说明", "About");
        contents("marks", "重点", "To look at first");
        contents("clauses", "按条款", "By clause");
        contents("lots", "按批号", "By lot");
        contents("records", "质量记录", "Quality records");
        contents("questions", "问答", "Questions");
        contents("findings", "审核发现", "Findings");
        contents("samples", "抽样", "Samples");
        contents("certificates", "证书", "Certificates");
        contents("organization", "企业概况", "The maker");
        contents("plan", "审核计划", "Audit plan");
        contents("preparation", "准备清单", "Preparation list");
        contents("erasures", "擦除", "Erasures");
        contents("access", "访问记录", "Access trail");
        html.raw("</ul></nav><main>");
        about.write(html);
        records.write(html);
        questions.write(html, records);
        findings.write(html, records);
        samples.write(html, records);
        certificates.write(html);
        preparation.write(html, records);
        erasures.write(html, records);
        access.write(html);
        html.raw("</main></body></html>\n");
    }

    private void contents(String id, String chinese, String english) throws IOException {
        html.raw("<li><a href=\"#" + id + "\">").both(chinese, english).raw("</a></li>");
    }

    /**
     * Which part of an export a page is of.
     *
     * @param number from 1 on
     * @param of how many there are
     */
    record Parts(int number, int of) {

        static Parts of(JsonNode description) {
            JsonNode part = description.path("part");
            return new Parts(part.path("number").asInt(1), part.path("of").asInt(1));
        }

        /** Entries stand in ledger order, so newer versions of a record are in later parts. */
        boolean newerElsewhere() {
            return number < of;
        }

        boolean olderElsewhere() {
            return number > 1;
        }
    }
}
