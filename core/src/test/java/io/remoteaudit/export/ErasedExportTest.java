package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An export of records of which a field was erased. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasedExportTest {

    private SampleExport export;

    @BeforeAll
    void makeAnExport(@TempDir Path directory) throws IOException {
        export = SampleExport.make(
                directory,
                SigningKey.selfSigned(directory, "口罩厂", Clock.systemUTC()),
                UnaryOperator.identity(),
                remoteAudit -> {
                    remoteAudit
                            .records()
                            .erase(
                                    "IQC-1",
                                    new TreeSet<>(List.of("title")),
                                    new ErasureGrounds("个人信息保护法第四十七条", "标题含姓名", "负责人"));
                    remoteAudit
                            .records()
                            .erase(
                                    "IQC-3",
                                    new TreeSet<>(List.of("attributes/verdict")),
                                    new ErasureGrounds("GDPR Art. 17", "asked for", "DPO"));
                });
    }

    @Test
    void rule6ErasedFieldIsNotInTheExportAndTheRestStillVerifies() throws IOException {
        assertThat(read(Layout.RECORDS)).contains("\"IQC-1\"").doesNotContain("更正后的检验");
        Verification verification =
                ExportVerifier.verify(export.file(), new TrustSettings(List.of(), null, export.earlierCheckpoint()));
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.checks())
                .filteredOn(check -> check.outcome() == Check.Outcome.HOLDS)
                .extracting(Check::name)
                .contains("entries", "inclusion", "views", "counts");
    }

    @Test
    void exportSaysWhichFieldsWereErasedAndByWhichLaw() throws IOException {
        List<String> lines = read(Layout.ERASURES).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.parse(lines.get(0)).path("legalBasis").asText()).isEqualTo("个人信息保护法第四十七条");
        assertThat(Json.parse(lines.get(0)).at("/erased/0/name").asText()).isEqualTo("title");
        assertThat(Json.parse(read(Layout.EXPORT)).at("/counts/erasures").asInt())
                .isEqualTo(2);
    }

    private String read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(export.file().toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
