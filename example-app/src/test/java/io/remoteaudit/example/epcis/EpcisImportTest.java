package io.remoteaudit.example.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpcisImportTest {

    private static final Person IMPORTER = new Person("quality", null);

    @Test
    void documentsOfOthersAreTakenInAndASecondTimeChangeNothing(@TempDir Path directory) throws IOException {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            EpcisImport epcisImport = factory.get(EpcisImport.class);
            for (String name : List.of(
                    "ObjectEvent",
                    "ObjectEvent_with_digitalLink",
                    "ObjectEvent_with_userExtensions",
                    "ObjectEvent_with_sensorData",
                    "ObjectEvent_all_possible_fields",
                    "TransformationEvent",
                    "TransformationEvent_all_possible_fields",
                    "TransformationEvent_with_error_declaration",
                    "AggregationEvent_with_persistentDisposition",
                    "AggregationEvent_with_sensorData",
                    "AssociationEvent_2",
                    "TransactionEvent",
                    "CurieString_document",
                    "JumbledFieldsOrder",
                    "Combination_of_different_event")) {
                byte[] document = document(name);
                EpcisImport.Outcome first = epcisImport.take(document, Site.SZ, IMPORTER);
                EpcisImport.Outcome again = epcisImport.take(document, Site.SZ, IMPORTER);
                assertThat(again.saved()).as(name).isEmpty();
                assertThat(again.unchanged())
                        .as(name)
                        .hasSize(first.saved().size() + first.unchanged().size());
                assertThat(again.leftOut()).as(name).isEqualTo(first.leftOut());
                first.saved()
                        .forEach(no -> assertThat(factory.records().find(no)).isPresent());
            }
        }
    }

    @Test
    void aTransformationBecomesAMaterialIssueThatNamesInputsAndOutputs(@TempDir Path directory) throws IOException {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            EpcisImport.Outcome outcome =
                    factory.get(EpcisImport.class).take(document("TransformationEvent"), Site.XT, IMPORTER);
            QualityRecord record =
                    factory.records().find(outcome.saved().get(0)).orElseThrow().record();
            assertThat(record.type()).isEqualTo("material-issue");
            assertThat(record.site()).isEqualTo("XT");
            assertThat(record.lots())
                    .contains("urn:epc:class:lgtin:4012345.011111.4444", "urn:epc:id:sgtin:4012345.077889.28");
            assertThat(record.occurredAt()).isEqualTo("2013-10-31T16:58:56.591+02:00");
        }
    }

    @Test
    void aCorrectionBecomesTheNextVersionAndOtherContentUnderAKnownIdIsRefused(@TempDir Path directory) {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            EpcisImport epcisImport = factory.get(EpcisImport.class);
            String no = epcisImport
                    .take(receiving("10", ""), Site.SZ, IMPORTER)
                    .saved()
                    .get(0);
            assertThatThrownBy(() -> epcisImport.take(receiving("11", ""), Site.SZ, IMPORTER))
                    .isInstanceOf(InvalidEpcisException.class)
                    .hasMessageContaining("urn:uuid:1")
                    .hasMessageContaining("errorDeclaration");
            epcisImport.take(
                    receiving(
                            "11",
                            "\"errorDeclaration\":{\"declarationTime\":\"2026-02-01T00:00:00Z\",\"reason\":\"incorrect_data\"},"),
                    Site.SZ,
                    IMPORTER);
            assertThat(factory.records().versions(no)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"action\":\"ADD\" => \"action\":\"CHANGE\" => 'action' is 'CHANGE'",
                "\"eventTime\":\"2026-01-31T08:00:00Z\", =>  => 'eventTime' is missing",
                "2026-01-31T08:00:00Z => yesterday => 'eventTime' is 'yesterday +08:00'",
                "\"+08:00\" => \"+99:00\" => expected a time",
                "\"receiving\" => \"reciving\" => 'bizStep' is 'reciving'",
                "\"in_progress\" => \"in progress\" => 'disposition' is 'in progress'",
                "\"quantity\":10 => \"quantity\":\"10\" => 'quantityList/quantity'",
                "\"uom\" => \"unit\" => 'quantityList' is 'unit'",
                "\"ObjectEvent\" => \"ThingEvent\" => 'type' is 'ThingEvent'",
                "urn:epc:class:lgtin:4012345.011111.4444 => lot 4444 => 'quantityList' is 'lot 4444'"
            })
    void whatIsWrongIsSaidWithTheEventItIsIn(String change, @TempDir Path directory) {
        String[] parts = change.split(" => ", 3);
        String broken = new String(receiving("10", ""), StandardCharsets.UTF_8).replace(parts[0], parts[1]);
        assertThatThrownBy(() -> new EpcisReader().read(broken.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEpcisException.class)
                .hasMessageContaining("Event 1 (")
                .hasMessageContaining(parts[2].strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"type\":\"EPCISDocument\"}",
                "{\"@context\":\"x\",\"type\":\"EPCISDocument\",\"schemaVersion\":\"1.2\"}",
                "{\"@context\":\"x\",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"epcisBody\":{\"eventList\":[]}}",
                "{\"type\":1,\"type\":2}"
            })
    void whatIsNoDocumentIsRefused(String json) {
        assertThatThrownBy(() -> new EpcisReader().read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEpcisException.class);
    }

    @Test
    void oneWrongEventKeepsAllOthersOut(@TempDir Path directory) {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            String good = new String(receiving("10", ""), StandardCharsets.UTF_8);
            String both = good.replace("]}}", ",{\"type\":\"ObjectEvent\"}]}}");
            assertThatThrownBy(() -> factory.get(EpcisImport.class)
                            .take(both.getBytes(StandardCharsets.UTF_8), Site.SZ, IMPORTER))
                    .hasMessageContaining("Event 2 (ObjectEvent)");
            assertThat(factory.rows("qms_epcis_event")).isZero();
        }
    }

    @Test
    void aDocumentTooLargeOrTooDeepIsRefusedUnread() {
        assertThatThrownBy(() -> new EpcisReader().read(new byte[EpcisReader.MOST_BYTES + 1]))
                .hasMessageContaining("larger than");
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        assertThatThrownBy(() -> new EpcisReader().read(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEpcisException.class);
    }

    private static byte[] receiving(String quantity, String correction) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",\
                "schemaVersion":"2.0","epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"urn:uuid:1",%s\
                "action":"ADD","bizStep":"receiving","disposition":"in_progress","eventTime":"2026-01-31T08:00:00Z",\
                "eventTimeZoneOffset":"+08:00","quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.4444",\
                "quantity":%s,"uom":"KGM"}]}]}}""".formatted(correction, quantity).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] document(String name) throws IOException {
        String path = "/2.0/EPCIS/JSON/Capture/Documents/" + name + ".json";
        try (InputStream document = EpcisImportTest.class.getResourceAsStream(path)) {
            return document.readAllBytes();
        }
    }
}
