package io.remoteaudit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.text.AttachmentTextSettings;
import io.remoteaudit.search.text.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are found by what stands in their attachments. */
class AttachmentSearchTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private RemoteAudit remoteAudit;

    @BeforeEach
    void open() {
        remoteAudit = open(AttachmentTextSettings.standard());
    }

    @AfterEach
    void close() {
        remoteAudit.close();
    }

    @Test
    void recordIsFoundByTheTextOfEachKindOfAttachment() throws IOException {
        save("IQC-PDF", SampleFiles.pdf("Certificate of analysis 7781"));
        save("IQC-WORD", SampleFiles.word("环氧乙烷解析曲线"));
        save("IQC-EXCEL", SampleFiles.spreadsheet("菌落总数", "QX-2026-0415"));
        save("IQC-CSV", "批号,粒子数\nZZ-3,12".getBytes(StandardCharsets.UTF_8));
        awaitFound("解析曲线", "IQC-WORD");
        awaitFound("\"certificate of analysis\"", "IQC-PDF");
        awaitFound("qx20260415", "IQC-EXCEL");
        awaitFound("粒子数", "IQC-CSV");
        assertThat(find("attachmentText:解析曲线")).containsExactly("IQC-WORD");
        assertThat(find("附件内容:ZZ-3")).containsExactly("IQC-CSV");
        assertThat(find("attachments:解析曲线")).isEmpty();
        save("IQC-NONE", SampleFiles.scannedPdf());
        awaitFound("missing:附件内容", "IQC-NONE");
    }

    @Test
    void matchInAnAttachmentIsShownWithWhatStandsAroundIt() throws IOException {
        String far = "无关内容。".repeat(40_000);
        save("IQC-1", (far + "灭菌批号 EO-2026-0415 的残留量").getBytes(StandardCharsets.UTF_8));
        awaitFound("残留量", "IQC-1");
        for (String query : List.of("残留量", "eo20260415")) {
            Highlight highlight = search(Scope.everything(), query).hits().get(0).highlights().stream()
                    .filter(each -> each.field().equals("attachmentText"))
                    .findFirst()
                    .orElseThrow();
            String shown =
                    highlight.segments().stream().map(Highlight.Segment::text).collect(Collectors.joining());
            assertThat(shown).hasSizeLessThan(500).contains("灭菌批号 EO-2026-0415 的残留量");
            assertThat(highlight.segments()).anySatisfy(segment -> {
                assertThat(segment.match()).isTrue();
                assertThat(query.equals("残留量") ? "残留量" : "EO-2026-0415").contains(segment.text());
            });
        }
    }

    @Test
    void whoMayNotSeeAttachmentsFindsNothingByThem() throws IOException {
        save("IQC-1", "残留量".getBytes(StandardCharsets.UTF_8));
        awaitFound("残留量", "IQC-1");
        for (String mask : List.of("attachments", "attachments/0")) {
            Scope masked = Scope.everything().masking(Set.of(mask));
            assertThat(search(masked, "残留量").total()).isZero();
            assertThatThrownBy(() -> search(masked, "attachmentText:残留量"))
                    .isInstanceOf(QuerySyntaxException.class)
                    .hasMessage(message(masked, "attachmentTexx:残留量").replace("attachmentTexx", "attachmentText"));
        }
    }

    @Test
    void recordIsFoundByAllElseWhileItsAttachmentIsStillBeingRead() throws IOException {
        save("IQC-SLOW", SampleFiles.busyPdf(60), "第二附件".getBytes(StandardCharsets.UTF_8));
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(1, LONG)).isTrue();
        assertThat(find("熔喷布")).containsExactly("IQC-SLOW");
        awaitFound("第二附件", "IQC-SLOW");
    }

    @Test
    void textBelongsToTheVersionThatHasTheFile() throws IOException {
        QualityRecord first = save("IQC-1", "最初的残留量".getBytes(StandardCharsets.UTF_8));
        Attachment other = store("b.txt", "更正后的数值".getBytes(StandardCharsets.UTF_8));
        remoteAudit
                .records()
                .save(first.nextVersion("wrong", new Person("W", null))
                        .attachment(other)
                        .build());
        awaitFound("更正后的数值", "IQC-1");
        assertThat(find("残留量")).containsExactly("IQC-1");
        await().atMost(LONG).until(() -> at(1, "残留量") == 1);
        assertThat(at(1, "更正后的数值")).isZero();
        assertThat(at(2, "更正后的数值")).isEqualTo(1);
    }

    @Test
    void oneFileOfManyRecordsIsReadOnceAndFindsThemAll() throws IOException {
        byte[] text = "共同的校准证书".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 60; i++) {
            save("IQC-" + i, text);
        }
        await().atMost(LONG).until(() -> search(Scope.everything(), "校准证书").total() == 60);
        assertThat(texts()).hasSize(1);
    }

    @Test
    void rebuiltIndexHasTheTextsWithoutTheFiles() throws IOException {
        save("IQC-1", SampleFiles.word("环氧乙烷解析曲线"));
        awaitFound("解析曲线", "IQC-1");
        remoteAudit.close();
        delete(directory.resolve("search"));
        delete(directory.resolve("attachments"));
        remoteAudit = open(AttachmentTextSettings.standard());
        assertThat(remoteAudit.search().awaitIndexed(1, LONG)).isTrue();
        assertThat(find("解析曲线")).containsExactly("IQC-1");
    }

    @Test
    void lostTextsAreReadAgain() throws IOException {
        save("IQC-1", "残留量".getBytes(StandardCharsets.UTF_8));
        awaitFound("残留量", "IQC-1");
        remoteAudit.close();
        delete(directory.resolve("search"));
        delete(directory.resolve("attachment-texts"));
        remoteAudit = open(AttachmentTextSettings.standard());
        awaitFound("残留量", "IQC-1");
    }

    @Test
    void widerBoundsHaveFilesReadThatWereTooLarge() throws IOException {
        remoteAudit.close();
        AttachmentTextSettings wide = AttachmentTextSettings.standard();
        remoteAudit = open(
                new AttachmentTextSettings(AttachmentTextSettings.Mode.AUTO, 8, wide.timeLimit(), wide.memoryBytes()));
        save("IQC-1", "残留量".getBytes(StandardCharsets.UTF_8));
        await().atMost(LONG).ignoreExceptions().until(() -> texts().size() == 1);
        assertThat(find("残留量")).isEmpty();
        remoteAudit.close();
        remoteAudit = open(wide);
        awaitFound("残留量", "IQC-1");
    }

    @Test
    void switchedOffNothingIsReadNorFound() throws IOException {
        remoteAudit.close();
        AttachmentTextSettings settings = AttachmentTextSettings.standard();
        remoteAudit = open(new AttachmentTextSettings(
                AttachmentTextSettings.Mode.OFF, settings.maxBytes(), settings.timeLimit(), settings.memoryBytes()));
        save("IQC-1", "残留量".getBytes(StandardCharsets.UTF_8));
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(1, LONG)).isTrue();
        assertThat(find("残留量")).isEmpty();
        assertThat(find("附件内容:残留量")).isEmpty();
    }

    private RemoteAudit open(AttachmentTextSettings settings) {
        return RemoteAudit.builder(directory, "test.example/audit")
                .attachmentTexts(settings)
                .open();
    }

    private QualityRecord save(String id, byte[]... files) throws IOException {
        QualityRecord.Builder record = Inspections.of(id, "98.7");
        for (int i = 0; i < files.length; i++) {
            record.attachment(store("file-" + i, files[i]));
        }
        QualityRecord saved = record.build();
        remoteAudit.records().save(saved);
        return saved;
    }

    private Attachment store(String name, byte[] content) throws IOException {
        return remoteAudit.attachments().store(name, "application/octet-stream", new ByteArrayInputStream(content));
    }

    private void awaitFound(String query, String... ids) {
        await().atMost(LONG).until(() -> find(query).equals(List.of(ids)));
    }

    private List<String> find(String query) {
        return search(Scope.everything(), query).hits().stream()
                .map(SearchHit::id)
                .sorted()
                .toList();
    }

    private SearchResult search(Scope scope, String query) {
        return remoteAudit.search().search(SearchRequest.of(scope, query));
    }

    private long at(long ledgerSize, String query) {
        return remoteAudit
                .search()
                .search(new SearchRequest(
                        Scope.everything(), query, List.of(), Sort.ID, Set.of(), 10, null, OptionalLong.of(ledgerSize)))
                .total();
    }

    private String message(Scope scope, String query) {
        try {
            search(scope, query);
        } catch (QuerySyntaxException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("The query was understood: " + query);
    }

    private List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("attachment-texts"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).matches("[0-9a-f]{64}"))
                    .toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
