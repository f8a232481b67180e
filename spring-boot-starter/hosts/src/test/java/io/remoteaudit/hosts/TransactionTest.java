package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trap 5: the ledger lives in the host's database and transactions, beside its migrations and its Hibernate. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TransactionTest {

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("unchecked")
    void trap5RecordCommitsAndRollsBackTogetherWithTheHostsEntity() throws Exception {
        try (TestDatabase database = TestDatabase.standalone(TestDatabase.Kind.POSTGRESQL);
                Host host = Host.with(
                                directory, Container.TOMCAT.and(Part.JPA, Part.FLYWAY, Part.ACTUATOR, Part.SECURITY))
                        .database(database.url())
                        .with("spring.jpa.open-in-view", "false")
                        .start("JpaApplication")) {
            Consumer<String> receiving = host.bean("receiving", Consumer.class);
            Predicate<String> receipts = host.bean("receipts", Predicate.class);
            Predicate<String> recorded = host.bean("recorded", Predicate.class);

            receiving.accept("GR-1");
            assertThat(receipts.test("GR-1")).isTrue();
            assertThat(recorded.test("GR-1")).isTrue();

            followsEntities(host);

            assertThatThrownBy(() -> receiving.accept("LOST-1")).hasMessage("as wanted");
            assertThat(receipts.test("LOST-1")).isFalse();
            assertThat(recorded.test("LOST-1")).isFalse();
        }
    }

    @Test
    void samplesOfTheDocumentAreWhatThisHostRuns() throws IOException {
        String document = Files.readString(Path.of("../../../core/FEEDING.md"));
        String section =
                document.substring(document.indexOf("\n## By your own objects"), document.indexOf("\n## From a table"));
        String code = words(Files.readString(Path.of("../src/test/java/io/remoteaudit/hosts/app/Inspection.java"))
                + Files.readString(Path.of("../src/test/java/io/remoteaudit/hosts/app/JpaApplication.java")));
        assertThat(samples(section))
                .hasSize(2)
                .allSatisfy(sample -> assertThat(code).contains(sample));
        // The others in README are run by the starter's own tests, which have no entities.
        assertThat(samples(Files.readString(Path.of("../../../README.md"))))
                .filteredOn(sample -> sample.contains("@Entity"))
                .singleElement()
                .satisfies(sample -> assertThat(code).contains(sample));
    }

    private static List<String> samples(String document) {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(sample -> words(sample.group(1)))
                .toList();
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    /** A marked entity becomes a version of its record once for each transaction that commits, as it then is. */
    @SuppressWarnings("unchecked")
    private static void followsEntities(Host host) {
        Consumer<String> inspecting = host.bean("inspecting", Consumer.class);
        Function<String, List<String>> versions = host.bean("versions", Function.class);
        String title = "熔喷布进货检验 ";

        inspecting.accept("begin IQC-7");
        assertThat(versions.apply("IQC-7")).containsExactly(title + " [98.7]");
        inspecting.accept("remark IQC-7");
        assertThat(versions.apply("IQC-7")).containsExactly(title + " [98.7]", title + "second [98.7]");
        inspecting.accept("retest IQC-7");
        assertThat(versions.apply("IQC-7")).hasSize(3).last().isEqualTo(title + "second [98.7, 98.9]");
        assertThatThrownBy(() -> inspecting.accept("lose IQC-7")).hasMessage("as wanted");
        // A record without a site is refused, and so is the commit that would have left the two apart.
        assertThatThrownBy(() -> inspecting.accept("spoil IQC-7")).hasStackTraceContaining("InvalidRecordException");
        assertThat(versions.apply("IQC-7")).hasSize(3);
        inspecting.accept("remark IQC-7");
        assertThat(versions.apply("IQC-7")).hasSize(3);
    }
}
