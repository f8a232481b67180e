package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the module says in the host's log when it starts: one line, unless there is something to do. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("the log belongs to every test")
class StartLogTest {

    /** A line of the module's loggers, as logback-test.xml writes it. */
    private static final Pattern LINE = Pattern.compile(
            "^[0-9:.]+ (INFO|WARN|ERROR) +\\[[^]]*] (?:io\\.remoteaudit|i\\.r)\\.\\S+ - (.*)$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void oneLineSaysWhatStartedAndWhereItsLedgerIs(CapturedOutput output) {
        for (String start : List.of("the first", "a later one")) {
            assertThat(heard(plain().with("remote-audit.desk.enabled", "true"), output))
                    .as(start)
                    .singleElement()
                    .asString()
                    .startsWith("INFO Remote Audit " + RemoteAudit.version() + " is open")
                    .contains("test.example/audit")
                    .contains("SQLITE")
                    .contains(directory.resolve("remote-audit").toString())
                    .endsWith("audit endpoint off, desk on");
        }
    }

    @Test
    void endpointThatAuditorsCannotReachIsSaidOnceWithThePropertiesThatHelp(CapturedOutput output) {
        assertThat(heard(plain().with("remote-audit.endpoint.enabled", "true"), output))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN RA-0942")
                .contains("'server.ssl.bundle'")
                .contains("'server.forward-headers-strategy'")
                .contains("'server.address'");
    }

    @Test
    void endpointBehindAProxyOrForThisMachineAloneIsNothingToWarnOf(CapturedOutput output) {
        assertThat(heard(
                        plain().with("remote-audit.endpoint.enabled", "true")
                                .with("server.forward-headers-strategy", "native"),
                        output))
                .singleElement()
                .asString()
                .endsWith("audit endpoint on, desk off");
        assertThat(heard(
                        plain().with("remote-audit.endpoint.enabled", "true").with("server.address", "127.0.0.1"),
                        output))
                .hasSize(1);
    }

    @Test
    void certificatesThatNobodyAsksForAreSaidOnceWithTheProperty(CapturedOutput output) {
        TestHost.Starting unasked = plain().with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.endpoint.identity.client-certificates", "true")
                .with("server.address", "127.0.0.1");
        assertThat(heard(unasked, output))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN RA-0948")
                .contains("'server.ssl.client-auth'");
    }

    private TestHost.Starting plain() {
        return TestHost.in(directory, Plain.class).withoutLogin().with("logging.level.io.remoteaudit", "info");
    }

    /** What the module logs from the start of a host until all of it is done. */
    private static List<String> heard(TestHost.Starting starting, CapturedOutput output) {
        int before = output.getOut().length();
        try (TestHost host = starting.start()) {
            assertThat(host.port()).isPositive();
            Evidence.settle(host.bean(RemoteAudit.class));
            return LINE.matcher(output.getOut().substring(before))
                    .results()
                    .map(line -> line.group(1) + " " + line.group(2))
                    .toList();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}
}
