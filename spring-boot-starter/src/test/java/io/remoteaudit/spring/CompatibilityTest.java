package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.engine.Constants;
import org.junit.jupiter.api.Test;

/** README promises the versions that the build tries, and no others. */
class CompatibilityTest {

    @Test
    void everySpringBootOfTheMatrixHasHostsAndEachHostIsInTheMatrix() throws IOException {
        List<Path> hosts;
        try (Stream<Path> modules = Files.list(Path.of("hosts"))) {
            hosts = modules.filter(
                            module -> String.valueOf(module.getFileName()).startsWith("boot-"))
                    .sorted()
                    .toList();
        }
        List<String> rows = rows("| Spring Boot |");
        assertThat(rows).hasSameSizeAs(hosts);
        for (int i = 0; i < hosts.size(); i++) {
            String pom = Files.readString(hosts.get(i).resolve("pom.xml"));
            String boot = found("<parent>.*?<version>([^<]+)</version>", pom);
            String line = String.valueOf(hosts.get(i).getFileName()).substring("boot-".length());
            assertThat(boot).startsWith(line + ".");
            assertThat(rows.get(i)).contains("| " + line + " (").contains(boot + ")");
            // What these hosts cannot do without, a reader is told; the README may advise more.
            assertThat(rows.get(i).contains("`sqlite-jdbc.version`"))
                    .as("sqlite-jdbc in %s", rows.get(i))
                    .isEqualTo(pom.contains("<sqlite-jdbc.version>"));
            if (pom.contains("<reactor-bom.version>")) {
                assertThat(rows.get(i))
                        .contains("`reactor-bom.version` " + found("<reactor-bom.version>([^<]+)<", pom) + ",");
            }
        }
        assertThat(Document.readme().text())
                .contains("\nJava " + property("maven.compiler.release") + ", and on Java 25");
    }

    @Test
    void databasesOfTheMatrixAreThoseTheTestsTalkTo() throws IOException {
        List<String> rows = rows("| database |");
        assertThat(rows).hasSize(5);
        assertThat(rows.get(0)).contains("SQLite", "driver " + property("sqlite-jdbc.version") + " ");
        assertThat(rows.get(1)).contains("PostgreSQL", "driver " + property("postgresql.version") + " ");
        assertThat(rows.get(2)).contains("MariaDB", "driver " + property("mariadb-java-client.version") + " ");
        assertThat(rows.get(3)).contains("MySQL", "driver " + property("mysql-connector-j.version") + ",");
        assertThat(rows.get(4)).contains("H2", " " + Constants.VERSION + " ");
    }

    private static String property(String name) throws IOException {
        return found("<" + Pattern.quote(name) + ">([^<]+)<", Files.readString(Path.of("../pom.xml")));
    }

    private static String found(String expression, String text) {
        Matcher found = Pattern.compile(expression, Pattern.DOTALL).matcher(text);
        assertThat(found.find()).as(expression).isTrue();
        return found.group(1);
    }

    /** The rows below a table's head. */
    private static List<String> rows(String head) throws IOException {
        String text = Document.readme().text();
        return text.substring(text.indexOf(head))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
