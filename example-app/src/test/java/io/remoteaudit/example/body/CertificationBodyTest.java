package io.remoteaudit.example.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.export.ExportVerifier;
import io.remoteaudit.export.TrustSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of a certification body's system against a running factory on a free port, over HTTP. */
class CertificationBodyTest {

    private static final String SEED = "20261128".repeat(8);

    @TempDir
    private Path directory;

    private String printed = "";

    @Test
    void wholeAuditIsCarriedOutAndPrinted() throws Exception {
        Path kept = directory.resolve("audit");
        try (RunningFactory factory = RunningFactory.serving(
                directory.resolve("factory"),
                250,
                "--example.demonstration-staff=true",
                "--remote-audit.endpoint.requests-per-minute=6000",
                "--remote-audit.endpoint.burst=3000")) {
            int status = run("--directory", kept.toString(), "--cut-download", "--seed", SEED);
            assertThat(status).as(printed).isZero();
            assertThat(printed)
                    .contains(
                            "[01]",
                            "兑换邀请",
                            "redeem the invitation",
                            "confirmed version 1, digest ",
                            "confirmed by the maker, 2 steps in all",
                            "P-1 ready:",
                            "'melt-blown inspection': ",
                            "“熔喷布 检验”：",
                            "seed revealed " + SEED + ", 5 drawn",
                            "searched and drawn again with the same outcome",
                            "fields proven",
                            "digest as recorded",
                            "Trace lot ",
                            "asked further",
                            "accepted and closed, 6 messages",
                            "accepted and closed, 4 messages",
                            "minor-nonconformity",
                            "seen to work",
                            "certificate SAMPLE-Q-2026-001 maintained",
                            "resumed: 1",
                            "[成立]",
                            "The audit is complete")
                    .doesNotContain("[不成立]");
            assertThat(ExportVerifier.verify(kept.resolve("audit.asice"), TrustSettings.nothing())
                            .firstFailure())
                    .isEmpty();

            // Its invitation was redeemed, so a second body with the same letter is told so.
            assertThat(run("--directory", kept.toString(), "--lang", "en")).isEqualTo(1);
            assertThat(printed).contains("The audit was not completed: ", "403 RA-0731");
            assertThat(factory.baseUrl()).isNotBlank();
        }
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() {
        assertThat(run("--lang", "zh")).isEqualTo(1);
        assertThat(printed).contains("审核未完成：", "找不到", "--start-factory").doesNotContain("Exception", "\tat ");
        assertThat(run("--nonsense")).isEqualTo(1);
        assertThat(printed).contains("'--nonsense' is not understood", "--cut-download");
        assertThat(run("--help")).isZero();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--access",
                directory.resolve("factory").resolve("demo-access.json").toString(),
                "--patience",
                "60"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = CertificationBody.run(
                all.toArray(String[]::new), out, HeldHttp.builder().build());
        printed = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }
}
