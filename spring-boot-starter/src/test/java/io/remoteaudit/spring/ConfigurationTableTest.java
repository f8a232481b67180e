package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What editors and people read of the properties is whole, and as the properties are. */
class ConfigurationTableTest {

    static final String RENEW = "mvn -Pquick -pl spring-boot-starter -am test -Dtest=ConfigurationTableTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.renew=true";

    @Test
    void tableIsMadeOfThePropertiesAsTheyAre() throws IOException, ClassNotFoundException {
        String content = ConfigurationTable.content();
        if (Boolean.getBoolean("configuration.renew")) {
            Files.writeString(ConfigurationTable.FILE, content);
        }
        assertThat(Files.readString(ConfigurationTable.FILE).replace("\r\n", "\n"))
                .as("spring-boot-starter/CONFIGURATION.md is stale; renew it with:\n" + RENEW)
                .isEqualTo(content);
        assertThat(content.lines().filter(line -> line.startsWith("| `remote-audit.")))
                .allSatisfy(line -> assertThat(line).as("has a meaning").matches(".*\\| \\S.*\\. \\|"));
    }

    @Test
    void metadataHasEachPropertyWithItsDescription() throws IOException {
        List<JsonNode> properties = StreamSupport.stream(
                        ConfigurationTable.metadata().path("properties").spliterator(), false)
                .filter(property -> property.path("name").asText().startsWith("remote-audit."))
                .toList();
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.path("description").asText())
                        .as(property.path("name").asText())
                        .isNotBlank()
                        .endsWith(".")
                        .doesNotStartWith("The "));
        List<String> names = properties.stream()
                .map(property -> property.path("name").asText())
                .toList();
        assertThat(names)
                .containsAll(PropertyNames.all().stream()
                        .map(name -> name.replaceFirst("(\\[|\\.)\\*.*", ""))
                        .toList());
        assertThat(PropertyNames.all())
                .containsAll(names.stream()
                        .filter(name -> PropertyNames.all().stream().noneMatch(known -> known.startsWith(name + ".*")))
                        .toList());
    }

    @Test
    void editorsAreOfferedTheDataSourcesThereAre() throws IOException {
        JsonNode hints = ConfigurationTable.metadata().path("hints");
        assertThat(hints.findValuesAsText("name"))
                .contains("remote-audit.data-source", "remote-audit.migrations", "spring-bean-reference");
    }
}
