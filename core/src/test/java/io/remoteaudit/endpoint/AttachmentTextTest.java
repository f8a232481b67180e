package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.AttachmentTextState;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.search.text.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Auditors find records by their attachments, and are told on each record which attachments they cannot be found by. */
class AttachmentTextTest {

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() throws IOException {
        maker = new Maker(directory);
        Map<String, byte[]> files = new TreeMap<>(Map.of(
                "a-报告.docx", SampleFiles.word("环氧乙烷解析曲线"),
                "b-scan.pdf", SampleFiles.scannedPdf(),
                "c-长.txt", "很长。".repeat(200_000).getBytes(StandardCharsets.UTF_8)));
        QualityRecord.Builder record = Maker.inspection("FILES", "S2", "98.7");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            record.attachment(maker.remoteAudit()
                    .attachments()
                    .store(file.getKey(), "application/octet-stream", new ByteArrayInputStream(file.getValue())));
        }
        maker.remoteAudit().records().save(record.build());
        maker.settle();
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void recordAndSearchResultSayWhichAttachmentsCanBeSearched() {
        JsonNode found = search(maker.tokenB, Maker.B, "解析曲线");
        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.at("/items/0/highlights/0/field").asText()).isEqualTo("attachmentText");
        JsonNode record =
                maker.get(maker.tokenB, Maker.at(Maker.B, "/records/FILES")).json();
        List<AttachmentTextState> expected = List.of(
                new AttachmentTextState("a-报告.docx", AttachmentTextState.Searchable.YES, null, null),
                new AttachmentTextState(
                        "b-scan.pdf",
                        AttachmentTextState.Searchable.NO,
                        "no-text",
                        "there is no text in it, as in a scan"),
                new AttachmentTextState("c-长.txt", AttachmentTextState.Searchable.CUT, null, null));
        assertThat(RecordDocument.fromJson(record).attachmentTexts()).isEqualTo(expected);
        assertThat(RecordDocument.fromJson(found.at("/items/0/record")).attachmentTexts())
                .isEqualTo(expected);
        JsonNode history = maker.get(maker.tokenB, Maker.at(Maker.B, "/records/FILES/versions"))
                .json();
        assertThat(RecordDocument.fromJson(history.at("/items/0/record")).attachmentTexts())
                .isEqualTo(expected);
    }

    @Test
    void reasonIsSaidInTheCallersLanguage() {
        JsonNode record = maker.send(
                        "GET",
                        Maker.at(Maker.B, "/records/FILES"),
                        Maker.bearer(maker.tokenB).with("Accept-Language", "zh-CN"),
                        new byte[0])
                .json();
        assertThat(record.at("/attachmentTexts/1/message").asText()).isEqualTo("文件中没有文字（例如扫描件）");
    }

    @Test
    void recordWithoutAttachmentsSaysNothingAboutTheirText() {
        maker.remoteAudit()
                .records()
                .save(Maker.inspection("BARE", "S2", "98.7").build());
        maker.settle();
        assertThat(maker.get(maker.tokenB, Maker.at(Maker.B, "/records/BARE"))
                        .json()
                        .has("attachmentTexts"))
                .isFalse();
    }

    @Test
    void textIsFoundByNobodyOutsideTheScopeNorBehindAMask() {
        assertThat(search(maker.tokenA, Maker.A, "解析曲线").path("total").asInt()).isZero();
        maker.propose("ENG-C", "S2", Set.of("attachments"), Clock.systemUTC());
        Hash digest =
                maker.remoteAudit().engagements().find("ENG-C").orElseThrow().digest();
        maker.remoteAudit().engagements().accept("ENG-C", Party.MAKER, digest, "质量负责人");
        maker.remoteAudit().engagements().accept("ENG-C", Party.BODY, digest, "Auditor");
        String masked = maker.token("ENG-C");
        assertThat(search(masked, "ENG-C", "解析曲线").path("total").asInt()).isZero();
        assertThat(search(masked, "ENG-C", "attachmentText:解析曲线").path("code").asText())
                .isEqualTo(search(masked, "ENG-C", "attachmentTexx:解析曲线")
                        .path("code")
                        .asText())
                .isNotEmpty();
        assertThat(maker.get(masked, Maker.at("ENG-C", "/records/FILES")).json().has("attachmentTexts"))
                .isFalse();
    }

    @Test
    void makerSeesWhichRecordsCannotBeFoundByAllOfTheirAttachments() {
        JsonNode desk = maker.send("GET", AuditDesk.PATH + "/attachment-texts", Headers.none(), new byte[0])
                .json();
        assertThat(desk.path("total").asInt()).isEqualTo(3);
        assertThat(desk.path("reasons")).hasSize(2);
        assertThat(desk.at("/reasons/0/reason").asText()).isEqualTo("no-text");
        assertThat(desk.at("/reasons/0/records").asInt()).isEqualTo(1);
        assertThat(desk.at("/reasons/1/reason").asText()).isEqualTo("other-format");
        assertThat(desk.at("/reasons/1/records").asInt()).isEqualTo(2);
        assertThat(desk.at("/items/0/id").asText()).isEqualTo("FILES");
        assertThat(desk.at("/items/0/attachments")).hasSize(1);
        assertThat(desk.at("/items/0/attachments/0/name").asText()).isEqualTo("b-scan.pdf");
        assertThat(desk.path("items"))
                .extracting(item -> item.path("id").asText())
                .contains(Maker.RECORD_A);
    }

    @Test
    void answersFollowTheContract() {
        ContractChecker contract = new ContractChecker();
        for (String path : List.of(
                "/records?q=" + URLEncoder.encode("解析曲线", StandardCharsets.UTF_8),
                "/records/" + PathSegment.of("FILES"),
                "/records/FILES/versions")) {
            String at = Maker.at(Maker.B, path);
            assertThat(contract.check("GET", at, maker.get(maker.tokenB, at))).isEmpty();
        }
    }

    private JsonNode search(String token, String engagement, String query) {
        return maker.get(token, Maker.at(engagement, "/records?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .json();
    }
}
