package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryLanguagePageTest {

    private static final String JSON = "` | `{";

    @Test
    void everyExampleOfThePageIsInTheLanguage() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("| `")) {
                examples.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertThat(examples).hasSizeGreaterThan(50);
        assertThat(examples).allSatisfy(example -> {
            Clause clause = TestFields.parse(example);
            assertThat(TestFields.parse(clause.canonical())).isEqualTo(clause);
        });
    }

    @Test
    void everyJsonOfThePageIsWhatItsTextIsWrittenAs() throws IOException {
        int examples = 0;
        for (String line : lines()) {
            int json = line.indexOf(JSON);
            if (line.startsWith("| `") && json > 0) {
                Clause clause = TestFields.parse(line.substring(3, json));
                String written = line.substring(json + JSON.length() - 1, line.lastIndexOf('`'));
                assertThat(Json.write(QueryJson.write(clause))).isEqualTo(written);
                assertThat(QueryJson.read(Json.parse(written), TestFields.all()))
                        .isEqualTo(clause);
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(10);
    }

    @Test
    void everyFieldIsOnThePage() throws IOException {
        String page = String.join("\n", lines());
        for (RecordField field : RecordField.values()) {
            assertThat(page).contains("`" + field.queryName() + "`");
        }
        for (MeasurementField field : MeasurementField.values()) {
            assertThat(page).contains("`" + field.queryName() + "`");
        }
    }

    @Test
    void everyFieldHasALabelInBothLanguages() {
        FieldNames names = new FieldNames(Catalogue.standard());
        for (RecordField field : RecordField.values()) {
            assertThat(names.label(field.field()).zh())
                    .isNotEqualTo(names.label(field.field()).en());
            assertThat(names.names(field.field())).startsWith(field.queryName());
        }
        for (MeasurementField field : MeasurementField.values()) {
            assertThat(names.label(field.field()).zh())
                    .isNotEqualTo(names.label(field.field()).en());
        }
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("QUERY-LANGUAGE.md"));
    }
}
