package io.remoteaudit.spring;

import static io.remoteaudit.spring.StartFailures.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Whoever misspells a property, or gives it a value it cannot have, is told what was meant. */
class PropertyMistakesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "remote-audit.endpont.enabled, remote-audit.endpoint.enabled",
        "remote-audit.endpoint.enable, remote-audit.endpoint.enabled",
        "remote-audit.self-check.interval, remote-audit.self-check-interval",
        "remote-audit.timestamps.authorities[2].certificat, remote-audit.timestamps.authorities[2].certificate",
        "remote-audit.desk.roles.mange, remote-audit.desk.roles.manage",
    })
    void nameThatIsNoneIsToldWithTheNearestRightOne(String written, String meant) {
        FailureAnalysis analysis = analysis(plain().with(written, "true"));
        assertThat(analysis.getDescription()).contains("RA-0940").contains("'" + written + "'");
        assertThat(analysis.getAction()).contains("Did you mean '" + meant + "'?");
    }

    @Test
    void nameThatIsNearNoneIsToldWithThoseBesideIt() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.endpoint.colour", "blue"));
        assertThat(analysis.getDescription()).contains("RA-0940").contains("'remote-audit.endpoint.colour'");
        assertThat(analysis.getAction())
                .contains("remote-audit.endpoint.enabled")
                .contains("remote-audit.endpoint.burst")
                .doesNotContain("remote-audit.desk");
    }

    @Test
    void severalNamesThatAreNoneAreToldAtOnce() {
        FailureAnalysis analysis =
                analysis(plain().with("remote-audit.orign", "x").with("remote-audit.dekk.enabled", "true"));
        assertThat(analysis.getAction()).contains("'remote-audit.origin'").contains("'remote-audit.desk.enabled'");
    }

    @ParameterizedTest
    @CsvSource({
        "remote-audit.migrations, sometimes, 'one of: auto, validate, off'",
        "remote-audit.late-entry-after, soon, 24h",
        "remote-audit.search.attachment-text.max-size, huge, 256MB",
        "remote-audit.zone, Shanghai, Asia/Shanghai",
        "remote-audit.desk.enabled, perhaps, true or false",
        "remote-audit.endpoint.burst, many, a whole number",
    })
    void valueThatIsNoneIsToldWithWhatThereIs(String property, String value, String wanted) {
        FailureAnalysis analysis = analysis(plain().with(property, value));
        assertThat(analysis.getDescription())
                .contains("RA-0941")
                .contains("'" + property + "'")
                .contains("'" + value + "'");
        assertThat(analysis.getAction()).contains(wanted);
    }

    @Test
    void mistakeInThePropertiesOfOthersIsLeftToOthers() {
        FailureAnalysis analysis = analysis(plain().with("server.port", "harbour"));
        assertThat(analysis.getDescription()).doesNotContain("Remote Audit");
    }

    private TestHost.Starting plain() {
        return TestHost.in(directory, Host.class).withoutLogin();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {}
}
