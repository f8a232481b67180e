package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exports of an engagement that masks in all three ways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskedExportTest {

    private static final List<String> SECRETS = List.of("李娜", "王芳", "检验员", "密写理由", "密检号", "4711", "2026-04-15");

    private Path directory;
    private SigningKey key;
    private Path file;

    @BeforeAll
    void makeAnExport(@TempDir Path temporary) throws Exception {
        directory = temporary;
        key = new TestAuthority().issue("EC");
        try (RemoteAudit remoteAudit = RemoteAudit.builder(directory.resolve("audit"), "test.example/audit")
                .signingKey(key)
                .open()) {
            QualityRecord first = Inspections.of("IQC-1", "98.70").build();
            remoteAudit
                    .records()
                    .save(QualityRecord.of("incoming-inspection", "IQC-1")
                            .title(first.title())
                            .site(first.site())
                            .product("medical-mask", null)
                            .lots("MB-20260401-03")
                            .standards("YY 0469-2011")
                            .measurement(first.measurements().get(0))
                            .performedBy("李娜", "检验员")
                            .reviewedBy("王芳", "质量主管")
                            .occurredAt(first.occurredAt())
                            .attributes(first.attributes()
                                    .with("inspectionNo", "密检号")
                                    .with("sampleSize", 4711))
                            .build());
            remoteAudit
                    .records()
                    .save(remoteAudit
                            .records()
                            .find("IQC-1")
                            .orElseThrow()
                            .record()
                            .nextVersion("密写理由", new Person("王芳", null))
                            .performedBy("王芳", "检验员")
                            .title("更正后的检验")
                            .build());
            remoteAudit.records().save(Inspections.of("IQC-2", "98.70").build());
            Scope scope = Scope.everything()
                    .maskedBy(List.of(
                            MaskingRule.pseudonym("performedBy"),
                            MaskingRule.pseudonym("reviewedBy"),
                            MaskingRule.pseudonym("change"),
                            MaskingRule.omit("attributes/inspectionNo"),
                            MaskingRule.month("occurredAt"),
                            MaskingRule.range("attributes/sampleSize", new BigDecimal("1000"))));
            Admission admission = SampleExport.admit(remoteAudit, "E-1", scope);
            assertThat(remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(60)))
                    .isTrue();
            ExportJob job =
                    SampleExport.run(remoteAudit, new ExportRequest(admission, "", List.of(), List.of(), "zh-CN"));
            file = directory.resolve("audit/exports").resolve(job.id() + ".asice");
        }
    }

    @Test
    void nothingInTheContainerHoldsATrueValue() throws IOException {
        Map<String, byte[]> files = Resealing.contents(file);
        assertThat(files).containsKeys(Layout.MASKED, Layout.ENTRIES, Layout.RECORDS, Layout.INDEX);
        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain(SECRETS.toArray(new String[0])));
        for (String line : text(files, Layout.ENTRIES).lines().toList()) {
            for (JsonNode disclosure : Json.parse(line).path("disclosures")) {
                assertThat(Disclosure.parse(disclosure.asText()).value().toString())
                        .doesNotContain(SECRETS.toArray(new String[0]));
            }
        }
    }

    @Test
    void whatStandsForMaskedFieldsIsBesideTheRecordsAndTheSameForAPerson() throws IOException {
        List<JsonNode> lines = text(Resealing.contents(file), Layout.MASKED)
                .lines()
                .map(Json::parse)
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(shown(lines.get(0), "attributes/sampleSize")).isEqualTo("[4000, 5000)");
        assertThat(shown(lines.get(0), "occurredAt")).isEqualTo("2026-04");
        assertThat(shown(lines.get(0), "reviewedBy"))
                .startsWith("P-")
                .isEqualTo(shown(lines.get(1), "performedBy"))
                .isEqualTo(shown(lines.get(1), "change"))
                .isNotEqualTo(shown(lines.get(0), "performedBy"));
    }

    @Test
    void verifierConfirmsTheRestAndSaysWhoseWordTheReplacementsAre() throws IOException {
        Verification verification = ExportVerifier.verify(file, TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.text(Locale.ENGLISH))
                .contains("stand only for fields agreed to be masked so; they are the maker's word");
        assertThat(verification.text(Locale.CHINESE)).contains("它们是企业所述，账本不证明");
        assertThat(verification.checks()).extracting(Check::name).contains("masked", "page");
    }

    @Test
    void pageMarksWhatStandsForMaskedFieldsAlsoWhereItChanged() throws IOException {
        Map<String, byte[]> files = Resealing.contents(file);
        String page = text(files, Layout.INDEX);
        List<JsonNode> lines =
                text(files, Layout.MASKED).lines().map(Json::parse).toList();
        assertThat(page)
                .contains("In place of masked fields (the maker&#39;s word, not proven by the ledger)")
                .contains("<del><bdi>" + shown(lines.get(0), "performedBy") + "</bdi> <span class=\"badge\">")
                .contains("<ins><bdi>" + shown(lines.get(1), "performedBy") + "</bdi> <span class=\"badge\">")
                .contains("[4000, 5000)");
    }

    @Test
    void replacementThatWasNotAgreedOrIsATrueValueIsRefused() throws Exception {
        assertRefused(line -> masked(line).path(0), value -> value.put("field", "title"), "does not mask in that way");
        assertRefused(
                line -> masked(line).path(0),
                value -> value.put("field", "attributes/inspectionNo"),
                "does not mask in that way");
        assertRefused(
                line -> masked(line).path(0), value -> value.put("kind", "omit"), "neither a pseudonym nor a range");
        assertRefused(
                line -> masked(line).path(0),
                value -> value.putArray("shown").add("李娜"),
                "neither a pseudonym nor a range");
        assertRefused(
                line -> masked(line).path(0), value -> value.put("note", "李娜"), "is not of the one prescribed form");
        assertRefused(line -> line, line -> line.put("leafIndex", 1_000_000), "belongs to no record of this export");
    }

    private static ArrayNode masked(JsonNode line) {
        return (ArrayNode) line.path("masked");
    }

    private void assertRefused(Function<JsonNode, JsonNode> place, Consumer<ObjectNode> change, String reason)
            throws Exception {
        Map<String, byte[]> files = Resealing.contents(file);
        List<String> lines = new ArrayList<>(text(files, Layout.MASKED).lines().toList());
        JsonNode first = Json.parse(lines.get(0));
        change.accept((ObjectNode) place.apply(first));
        lines.set(0, Json.write(first));
        files.put(Layout.MASKED, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ReadablePage.write(
                Json.parse(files.get(Layout.EXPORT)),
                name -> new JsonLines(new ByteArrayInputStream(files.get(name))),
                page);
        files.put(Layout.INDEX, page.toByteArray());
        List<Part> parts = new ArrayList<>();
        files.forEach((name, bytes) -> parts.add(Part.of(name, bytes)));
        Path target = Files.createTempDirectory(directory, "remade").resolve("remade.asice");
        Sealing sealing = new Sealing(key, List.of(), List.of(), path -> List.of());
        ContainerWriter.write(sealing.seal(parts, SignatureLevel.B_B).parts(), target, bytes -> {});
        Check failure = ExportVerifier.verify(target, TrustSettings.nothing())
                .firstFailure()
                .orElseThrow();
        assertThat(failure.name()).isEqualTo("masked");
        assertThat(failure.words().en()).contains(reason);
    }

    private static String shown(JsonNode line, String field) {
        for (JsonNode value : line.path("masked")) {
            if (value.path("field").asText().equals(field)) {
                return value.path("shown").path(0).asText();
            }
        }
        return "";
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
