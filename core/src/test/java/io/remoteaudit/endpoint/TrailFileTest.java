package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access trail as a file says what the list says, to the auditor and to the maker. */
class TrailFileTest {

    private static final String CSV = "/access/content?format=csv";

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
        maker.get(maker.tokenA, at(A, "/records?q=BFE"));
        // A target begins with what the host's paths begin with, so what could be a formula is a caller's own words.
        maker.get(maker.tokenA, at(A, "/records?q=%3DHYPERLINK(1)"));
        maker.get(maker.tokenB, at(Maker.B, "/records?q=SECRETWORD"));
        maker.settle();
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void linesAreTheAccessesOfTheListAndOfNoOtherEngagement() throws IOException {
        long size = maker.remoteAudit().ledger().size();
        List<JsonNode> listed = new ArrayList<>();
        maker.get(maker.tokenA, at(A, "/access?limit=200&ledgerSize=" + size))
                .json()
                .path("items")
                .forEach(listed::add);
        Maker.Result lines = maker.get(maker.tokenA, at(A, "/access/content?format=jsonl&ledgerSize=" + size));
        assertThat(lines.header("Content-Type")).startsWith("application/jsonl");
        assertThat(lines.text().lines().map(Json::parse)).containsExactlyElementsOf(listed);
        assertThat(lines.text()).doesNotContain("SECRETWORD");

        Maker.Result sheet = maker.get(maker.tokenA, at(A, CSV + "&ledgerSize=" + size));
        assertThat(sheet.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(sheet.header("Content-Disposition")).startsWith("attachment; filename=\"ENG-A-access.csv\"");
        assertThat(sheet.text()).startsWith("\ufeffat,auditor,action,").contains("\r\n");
        List<CSVRecord> rows = rows(sheet);
        assertThat(rows).hasSize(listed.size() + 1);
        for (int i = 0; i < listed.size(); i++) {
            JsonNode entry = listed.get(i);
            CSVRecord row = rows.get(i + 1);
            assertThat(row.get(0)).isEqualTo(entry.path("at").asText());
            assertThat(row.get(3)).isEqualTo(entry.path("target").asText());
            assertThat(row.get(10)).isEqualTo(entry.path("leafIndex").asText());
            assertThat(row.get(7)).isEqualTo(entry.at("/served/digest").asText());
        }
    }

    @Test
    void sameLedgerSizeGivesTheSameBytesSoThatABrokenDownloadGoesOn() {
        long size = maker.remoteAudit().ledger().size();
        String path = at(A, CSV + "&ledgerSize=" + size);
        Maker.Result whole = maker.get(maker.tokenA, path);
        Maker.Result rest = maker.send(
                "GET",
                path,
                Maker.bearer(maker.tokenA).with("Range", "bytes=40-").with("If-Range", whole.header("ETag")),
                new byte[0]);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), 40, whole.bytes().length));
    }

    @Test
    void formIsLinesForProgramsUnlessItIsSaidAndOthersAreNamed() {
        assertThat(maker.get(maker.tokenA, at(A, "/access/content")).header("Content-Type"))
                .startsWith("application/jsonl");
        assertThat(maker.get(maker.tokenA, at(A, "/access/content?format=xlsx")).text())
                .contains("csv, jsonl");
    }

    @Test
    void whatASpreadsheetWouldTakeForAFormulaBeginsWithAQuote() {
        for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1")) {
            String safe = TrailFile.safe(formula);
            assertThat(safe).isEqualTo("'" + formula);
        }
        for (String text : List.of("", "/audit/v1", "1", "批号", "a=b")) {
            assertThat(TrailFile.safe(text)).isEqualTo(text);
        }
    }

    @Test
    void makerTakesTheTrailOfOneEngagementOrOfAll() {
        Maker.Result one = desk(AuditDesk.PATH + "/access/content?format=csv&engagement=" + A);
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.text()).contains("q=BFE").doesNotContain("SECRETWORD");
        Maker.Result all = desk(AuditDesk.PATH + "/access/content?format=jsonl");
        assertThat(all.text()).contains("q=BFE", "SECRETWORD");
        assertThat(all.text().lines().map(Json::parse)).hasSizeGreaterThanOrEqualTo(3);
    }

    private Maker.Result desk(String path) {
        return maker.send("GET", path, Headers.none(), new byte[0]);
    }

    private static List<CSVRecord> rows(Maker.Result sheet) throws IOException {
        String text = new String(sheet.bytes(), StandardCharsets.UTF_8).substring(1);
        return CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
    }
}
