package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.QuestionPriority;
import io.remoteaudit.question.Topic;
import io.remoteaudit.question.Translation;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.standard.ClauseReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export carries the channel as both sides saw it, with the files of answers, and nothing the staff kept to itself. */
class ChannelExportTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CANARY = "zqxwinside";

    @TempDir
    private Path directory;

    @Test
    void filesAndTranslationsOfAnswersAreExportedAndProvenAndWhatStayedInsideIsNot() throws IOException {
        byte[] content = "calibrated on 2026-04-01".getBytes(StandardCharsets.UTF_8);
        Path container;
        try (RemoteAudit remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .open()) {
            Admission admission = SampleExport.admit(remoteAudit, "E-1");
            Topic topic = new Topic(
                    List.of(),
                    List.of("MB-LOT-7"),
                    List.of(new ClauseReference("ISO 13485:2016", "7.6")),
                    QuestionCategory.EQUIPMENT,
                    QuestionPriority.HIGH,
                    LocalDate.of(2030, 1, 2));
            Question asked =
                    remoteAudit.questions().ask(admission, new NewQuestion("校准", "Calibrated?", "en", null, topic));
            AnswerDesk desk = remoteAudit.answers();
            Attachment file =
                    remoteAudit.attachments().store("校准.txt", "text/plain", new ByteArrayInputStream(content));
            desk.note(asked.id(), CANARY + " note", CANARY + " noter");
            desk.assign(asked.id(), CANARY + " assignee", "王芳");
            desk.draft(asked.id(), 0, DraftContent.of(CANARY + " first try", "en"), CANARY + " drafter");
            DraftContent answer =
                    new DraftContent("Yes, see file", "en", new Translation("是，见附件", "zh-CN", "翻译员"), List.of(file));
            desk.draft(asked.id(), 1, answer, "李娜");
            desk.release(asked.id(), 1, 2, "王芳");
            remoteAudit.questions().add(admission, asked.id(), 2, NewMessage.of(MessageKind.ACCEPTANCE, "", "en"));
            assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
            container = export(remoteAudit, admission);
            Map<String, byte[]> parts = parts(container);
            assertThat(parts.values()).anyMatch(part -> Hash.sha256(part).equals(Hash.sha256(content)));
            assertThat(text(parts, "data/questions.jsonl"))
                    .contains("是，见附件", "翻译员", "MB-LOT-7", "2030-01-02", file.sha256())
                    .doesNotContain("draftedBy");
            parts.forEach((name, part) -> assertThat(new String(part, StandardCharsets.UTF_8))
                    .as(name)
                    .doesNotContain(CANARY));
            String page = parts.entrySet().stream()
                    .filter(part -> part.getKey().endsWith(".html"))
                    .map(part -> new String(part.getValue(), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElseThrow();
            assertThat(page).contains("是，见附件", "answer accepted", "ISO 13485:2016 7.6");
        }
        Verification verification = ExportVerifier.verify(container, TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
    }

    private Path export(RemoteAudit remoteAudit, Admission admission) {
        ExportJob job = SampleExport.run(remoteAudit, new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
        return directory.resolve("audit/exports").resolve(job.id() + ".asice");
    }

    private static Map<String, byte[]> parts(Path container) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(container.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(one -> one)::iterator) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return parts;
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
