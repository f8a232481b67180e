package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of records of a type that only the maker's catalogue knows. */
class OwnRecordTypeExportTest {

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"state": {
            "title": "State of the mould", "x-title-zh": "模具状态", "enum": ["worn"],
            "x-value-titles": {"worn": {"zh": "磨损", "en": "Worn"}}}}}
            """;

    @Test
    void pageNamesItAsTheMakerDoesAndTheVerifierThatDoesNotKnowItMakesTheSamePage(@TempDir Path directory)
            throws Exception {
        Catalogue extended = Catalogue.standard().toBuilder()
                .recordType(RecordType.builder("mould-check")
                        .name(new LocalizedText("模具点检", "Mould check"))
                        .stage(Stage.PRODUCTION)
                        .clause("ISO 9001:2015", "8.5.1")
                        .schema(Json.parse(SCHEMA))
                        .build())
                .build();
        SampleExport export = SampleExport.make(
                directory,
                SigningKey.selfSigned(directory, "口罩厂", Clock.systemUTC()),
                module -> module.catalogue(extended),
                module -> module.records()
                        .save(QualityRecord.of("mould-check", "M-1")
                                .title("鼻梁条模具")
                                .site("S1")
                                .performedBy("李娜", null)
                                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                                .attributes(Attributes.none().with("state", "worn"))
                                .build()));
        assertThat(read(export.file(), Layout.INDEX))
                .contains("模具点检", "Mould check", "生产", "Production")
                .contains("模具状态", "State of the mould", "<code><bdi>state</bdi></code>")
                .contains("磨损", "Worn", "<code><bdi>worn</bdi></code>");
        assertThat(ExportVerifier.verify(export.file(), TrustSettings.nothing()).checks())
                .anySatisfy(check -> {
                    assertThat(check.name()).isEqualTo("page");
                    assertThat(check.outcome()).isEqualTo(Check.Outcome.HOLDS);
                });
    }

    private static String read(Path file, String name) throws IOException, ContainerReader.DeviantException {
        try (ContainerReader reader = ContainerReader.open(file)) {
            return new String(reader.bytes(reader.slot(name).orElseThrow(), 1 << 24), StandardCharsets.UTF_8);
        }
    }
}
