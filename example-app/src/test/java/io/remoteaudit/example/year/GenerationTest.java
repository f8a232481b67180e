package io.remoteaudit.example.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.example.ExampleApplication;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class GenerationTest {

    @Test
    void aSmallYearIsSavedOnceThroughTheSameServices(@TempDir Path directory) {
        int size = Integer.getInteger("size", 600);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ExampleApplication.class)
                .web(WebApplicationType.NONE)
                .run("--example.directory=" + directory, "--example.records=0")) {
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            long t = System.nanoTime();
            int saved =
                    context.getBean(Generation.class).run(size, new PrintStream(console, true, StandardCharsets.UTF_8));
            System.out.println(saved + " in " + (System.nanoTime() - t) / 1e9);
            System.out.println(console.toString(StandardCharsets.UTF_8));
            assertThat(context.getBean(RemoteAudit.class).ledger()).isNotNull();
            System.out.println(
                    context.getBean(FactoryYear.class).plan(size, 20251001L).planted());
        }
    }
}
