package io.remoteaudit.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTypeTest {

    private static final String CODES = """
            PUR-SUP PUR-PO PUR-RCV PUR-IQC PUR-COA PUR-QAG PRD-WO PRD-BR PRD-MAT PRD-PAR PRD-CLR PRD-ENV PRD-VAL
            PRD-EQM PRD-LBL PRD-CHG INS-IPQC INS-FQC INS-TYP INS-RAW INS-BIO INS-STB INS-RET STR-CYC STR-VAL STR-BI
            STR-RES STR-SBS REL-LOT REL-SHP REL-DOC NCR RWK CMP VIG RCL CAPA DEV TRN HLT CAL MSA DOC DCR SWV RSK DSN
            IAU MRV OBJ ORD EXA""";

    private final Catalogue catalogue = Catalogue.standard();

    static Collection<RecordType> types() {
        return Catalogue.standard().recordTypes();
    }

    @Test
    void everyCodeOfTheTaxonomyIsThereWithClausesOfBothStandards() {
        assertThat(catalogue.recordTypes()).extracting(RecordType::code).containsExactly(CODES.split("\\s+"));
        assertThat(catalogue.recordTypes()).allSatisfy(type -> {
            assertThat(type.clauses("ISO 9001:2015")).isNotEmpty();
            assertThat(type.clauses("ISO 13485:2016")).isNotEmpty();
        });
        assertThat(catalogue.recordType("PUR-IQC")).isEqualTo(catalogue.recordType("incoming-inspection"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void goodSampleIsAcceptedAndEachMissingIdentifyingFieldIsPointedAt(RecordType type) {
        ObjectNode good = sample(type);
        assertThat(type.validateAttributes(good)).isEmpty();
        List<String> required = new ArrayList<>();
        type.schema().get("required").forEach(name -> required.add(name.asText()));
        assertThat(required).isNotEmpty().allSatisfy(name -> {
            ObjectNode bad = good.deepCopy();
            bad.remove(name);
            assertThat(type.validateAttributes(bad))
                    .extracting(AttributeViolation::pointer, AttributeViolation::keyword)
                    .containsExactly(tuple("/" + name, "required"));
            bad.set(name, JsonNodeFactory.instance.objectNode());
            assertThat(type.validateAttributes(bad))
                    .isNotEmpty()
                    .allSatisfy(violation -> assertThat(violation.pointer()).isEqualTo("/" + name));
        });
        assertThat(type.attributeNames())
                .allSatisfy(name -> assertThat(type.attributeLabel(name)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes", "YES", "y", "是", "true", " yes"})
    void growthIsYesOrNoAndNothingElse(String growth) {
        RecordType type = catalogue.recordType("biological-indicator").orElseThrow();
        ObjectNode attributes = sample(type).put("growth", growth);
        assertThat(type.validateAttributes(attributes)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/growth");
            assertThat(violation.keyword()).isEqualTo("enum");
            assertThat(violation.message())
                    .isEqualTo(new LocalizedText("只能是下列值之一：yes, no", "must be exactly one of: yes, no"));
        });
    }

    @Test
    void numbersAsTextImpossibleDatesAndMisspeltNamesAreRefused() {
        RecordType type = catalogue.recordType("calibration").orElseThrow();
        ObjectNode badDate = sample(type).put("due", "2026-02-30");
        assertThat(type.validateAttributes(badDate))
                .extracting(AttributeViolation::pointer)
                .containsExactly("/due");
        ObjectNode badName = sample(type).put("AsFound", "within-tolerance");
        assertThat(type.validateAttributes(badName))
                .extracting(AttributeViolation::keyword)
                .contains("propertyNames");
        RecordType receipt = catalogue.recordType("goods-receipt").orElseThrow();
        assertThat(receipt.validateAttributes(sample(receipt).put("quantity", "1000")))
                .extracting(AttributeViolation::pointer, AttributeViolation::keyword)
                .containsExactly(tuple("/quantity", "type"));
    }

    @Test
    void oversizedAttributesAreRefusedBeforeAnyPatternRuns() {
        RecordType type = catalogue.recordType("goods-receipt").orElseThrow();
        assertThat(type.validateAttributes(sample(type).put("remark", "x".repeat(20_001))))
                .extracting(AttributeViolation::pointer, AttributeViolation::keyword)
                .containsExactly(tuple("/remark", "bounds"));
    }

    @Test
    void schemaThatReachesOutsideOrBacktracksIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> own("{\"properties\":{\"a\":{\"$ref\":\"https://example.org/s.json\"}}}"))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("#/properties/a/$ref");
        assertThatThrownBy(() -> own("{\"properties\":{\"a\":{\"pattern\":\"^(a+)+$\"}}}"))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("#/properties/a/pattern");
        assertThatThrownBy(() -> own("{\"properties\":{\"a\":{\"minimun\":1}}}"))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("minimun");
        assertThatThrownBy(() -> own("{\"properties\":{\"a\":{\"pattern\":\"[\"}}}"))
                .isInstanceOf(CatalogueException.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyAttributeAndEveryChoiceHasAChineseAndAnEnglishName(RecordType type) {
        type.schema().get("properties").properties().forEach(property -> {
            JsonNode schema = property.getValue();
            assertThat(schema.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(schema.path("x-title-zh").asText()).as(property.getKey()).isNotBlank();
            List<String> choices = new ArrayList<>();
            schema.path("enum").forEach(choice -> choices.add(choice.asText()));
            assertThat(type.attributeValueLabels(property.getKey()).keySet())
                    .as(property.getKey())
                    .containsExactlyElementsOf(choices);
            schema.path("x-value-titles").forEach(title -> {
                assertThat(title.path("zh").asText()).matches(".*\\p{IsHan}.*");
                assertThat(title.path("en").asText()).isNotBlank().doesNotMatch(".*\\p{IsHan}.*");
            });
        });
    }

    @Test
    void hostAddsItsOwnRecordType() {
        Catalogue extended = catalogue.toBuilder()
                .recordType(own("{\"type\":\"object\",\"required\":[\"mould\"]}"))
                .build();
        assertThat(extended.recordType("mould-check").orElseThrow().validateAttributes(json("{}")))
                .extracting(AttributeViolation::pointer)
                .containsExactly("/mould");
    }

    private static RecordType own(String schema) {
        ObjectNode node = (ObjectNode) json(schema);
        node.put("$schema", AttributeSchema.DRAFT);
        return RecordType.builder("mould-check")
                .name(new LocalizedText("模具点检", "Mould check"))
                .stage(Stage.PRODUCTION)
                .clause("ISO 9001:2015", "8.5.1")
                .schema(node)
                .build();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode sample(RecordType type) {
        ObjectNode sample = JsonNodeFactory.instance.objectNode();
        JsonNode schema = type.schema();
        schema.get("required").forEach(name -> {
            JsonNode property = schema.get("properties").get(name.asText());
            if (property.has("enum")) {
                sample.set(name.asText(), property.get("enum").get(0));
            } else {
                sample.set(name.asText(), value(property));
            }
        });
        return sample;
    }

    private static JsonNode value(JsonNode property) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String form = property.path("type").asText() + " "
                + property.path("format").asText() + property.path("pattern").asText();
        return switch (form) {
            case "string date" -> nodes.textNode("2026-03-01");
            case "string date-time" -> nodes.textNode("2026-03-01T08:30:00+08:00");
            case "string ^[0-9a-f]{64}$" -> nodes.textNode("0f".repeat(32));
            case "string ^[A-Z]{2}$" -> nodes.textNode("CN");
            case "number " -> nodes.numberNode(new BigDecimal("12.50"));
            case "integer " -> nodes.numberNode(3);
            case "array " -> nodes.arrayNode().add("L20260301-01");
            default -> nodes.textNode("L20260301-01");
        };
    }
}
