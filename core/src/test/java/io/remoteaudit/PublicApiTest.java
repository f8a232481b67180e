package io.remoteaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever changes what others compile against sees it as a change of {@code public-api.txt}. */
class PublicApiTest {

    private static final Path KEPT = Path.of("src/test/resources/io/remoteaudit/public-api.txt");
    private static final String RENEW =
            "mvn -Pquick -pl core test -Dtest=PublicApiTest -Dpublic-api.renew=true, and read the difference";

    @Test
    void publicTypesAndMembersAreThoseWrittenDown() throws Exception {
        List<String> now = PublicApi.of(classes());
        if (Boolean.getBoolean("public-api.renew")) {
            Files.write(KEPT, now);
        }
        List<String> kept = Files.readAllLines(KEPT);
        List<String> added = new ArrayList<>(now);
        added.removeAll(kept);
        List<String> gone = new ArrayList<>(kept);
        gone.removeAll(now);
        assertThat(added).as("new in the public interface; if meant: " + RENEW).isEmpty();
        assertThat(gone)
                .as("no longer in the public interface; if meant: " + RENEW)
                .isEmpty();
        assertThat(kept).as("the order of lines: " + RENEW).isEqualTo(now);
    }

    @Test
    void dumpHoldsWhatIsOpenAndNothingElse() throws Exception {
        assertThat(PublicApi.of(classes()))
                .anyMatch(line -> line.startsWith("public abstract interface io.remoteaudit.record.Records"))
                .anyMatch(line -> line.startsWith("public final record io.remoteaudit.record.QualityRecord"))
                .anyMatch(line -> line.strip().equals("public io.remoteaudit.record.Records records()"))
                .noneMatch(line -> line.contains("LedgerRecords"));
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(RemoteAudit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
