package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What editors and people read of the properties is whole, and as the properties are. */
class ConfigurationTableTest {

    static final String RENEW = "mvn -Pquick -pl spring-boot-starter -am test -Dtest=ConfigurationTableTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.renew=true";

    /** What README shows: a host that sets none but these is an ordinary one. */
    private static final List<String> CHOSEN = List.of(
            "remote-audit.directory",
            "remote-audit.origin",
            "remote-audit.organization.name",
            "remote-audit.data-source",
            "remote-audit.migrations",
            "remote-audit.zone",
            "remote-audit.endpoint.enabled",
            "remote-audit.endpoint.page-origin",
            "remote-audit.desk.enabled",
            "remote-audit.desk.roles.manage",
            "remote-audit.sources",
            "remote-audit.files",
            "remote-audit.timestamps.authorities",
            "remote-audit.search.glossary",
            "remote-audit.late-entry-after",
            "remote-audit.exports.retention");

    /** The mistake README shows the answer to. */
    private static final String MISSPELT = "remote-audit.endpont.enabled";

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
    void readmeShowsTheChosenPropertiesAsTheyAre() throws IOException, ClassNotFoundException {
        String table = ConfigurationTable.of(CHOSEN);
        if (Boolean.getBoolean("configuration.renew")) {
            Document.renewReadme("ConfigurationTableTest: properties", table);
        }
        assertThat(Document.readme().made("ConfigurationTableTest: properties"))
                .as("the table of properties in README.md is stale; renew it with:\n" + RENEW)
                .isEqualTo(table);
    }

    @Test
    void pagesNameOnlyPropertiesThatThereAre() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("..", "../core", "../example-app", ".")) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), "*.md")) {
                found.forEach(pages::add);
            }
        }
        pages.removeIf(page -> page.endsWith("CHANGELOG.md"));
        assertThat(pages).hasSizeGreaterThan(10);
        for (Path page : pages) {
            assertThat(Pattern.compile("\\bremote-audit(\\.[a-z0-9-]+)+")
                            .matcher(Files.readString(page))
                            .results()
                            .map(MatchResult::group)
                            .filter(name -> !name.equals(MISSPELT)))
                    .as(page.toString())
                    .allMatch(ConfigurationTableTest::isKnown);
        }
    }

    /** A property, or what properties begin with. */
    private static boolean isKnown(String name) {
        List<String> given = List.of(name.split("\\.", -1));
        return PropertyNames.all().stream()
                .map(known -> List.of(known.replace("[*]", "").split("\\.", -1)))
                .anyMatch(known -> given.size() <= known.size()
                        && IntStream.range(0, given.size())
                                .allMatch(i ->
                                        known.get(i).equals("*") || known.get(i).equals(given.get(i))));
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
