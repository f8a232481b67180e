package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;

/** What was decided on certificates. For one page. */
final class PageCertificates {

    /** Reports; more than anyone reads on one page. */
    static final int MOST = 500;

    private static final long MOST_CHARACTERS = 2_000_000;

    private final WholeSubjects reports = new WholeSubjects(Layout.CERTIFICATES, MOST, MOST_CHARACTERS);

    private PageCertificates() {}

    static PageCertificates read(ReadablePage.Views views) throws IOException {
        PageCertificates certificates = new PageCertificates();
        views.each(
                Layout.CERTIFICATES,
                (text, json, number) -> certificates.reports.add(json.path("id").asText(), text, number, 0));
        return certificates;
    }

    void write(Html html) throws IOException {
        html.raw("<section id=\"certificates\"><h2>")
                .both("证书决定", "Certificate decisions")
                .raw("</h2>");
        reports.writeAbsentOrNone(html, "份", "证书决定", "certificate decisions", true);
        for (WholeSubjects.Subject report : reports.kept()) {
            for (String line : report.lines()) {
                writeReport(html, Json.parse(line));
            }
        }
        html.raw("</section>\n");
    }

    private static void writeReport(Html html, JsonNode report) throws IOException {
        String outcome = report.path("outcome").asText();
        html.raw("<article><h3>")
                .foreign(report.path("certificate").asText())
                .raw(" · ")
                .named(PageWords.outcome(outcome), outcome)
                .raw("</h3><dl>");
        html.fact("生效日期", "From", report.path("date").asText());
        html.fact("文件", "Document", report.path("document").asText());
        html.fact(
                "文件 SHA-256",
                "Document's SHA-256",
                report.path("documentDigest").asText());
        html.fact("说明", "Remark", report.path("text").asText());
        html.fact("报告人", "Reported by", report.path("by").asText());
        html.moment("报告时间", "Reported", report.path("at").asText());
        html.fact("编号", "Report", report.path("id").asText());
        html.fact("取代", "Replaces", report.path("replaces").asText());
        html.raw("</dl></article>\n");
    }
}
