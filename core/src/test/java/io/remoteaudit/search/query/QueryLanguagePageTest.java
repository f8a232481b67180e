package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryLanguagePageTest {

    @Test
    void everyExampleOfThePageIsInTheLanguage() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("QUERY-LANGUAGE.md"))) {
            if (line.startsWith("| `")) {
                examples.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertThat(examples).hasSizeGreaterThan(20);
        assertThat(examples).allSatisfy(example -> {
            Clause clause = TestFields.parse(example);
            assertThat(TestFields.parse(clause.canonical())).isEqualTo(clause);
        });
    }

    @Test
    void everyFieldIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("QUERY-LANGUAGE.md"));
        for (RecordField field : RecordField.values()) {
            assertThat(page).contains("`" + field.queryName() + "`");
        }
    }
}
