package io.remoteaudit.example;

import io.remoteaudit.example.body.CertificationBody;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** One command for both sides: a small factory with its demonstration staff, and the certification body that audits it. */
final class SampleAudit {

    /** A program asks faster than the person the usual allowance is for. */
    private static final String[] FACTORY = {
        "--example.records=1000",
        "--example.demonstration-staff=true",
        "--server.port=0",
        "--remote-audit.endpoint.requests-per-minute=6000",
        "--remote-audit.endpoint.burst=1000"
    };

    private SampleAudit() {}

    /** Starts the factory in a directory that is deleted afterwards, has it audited over HTTP, and stops it. */
    static int withAFactoryOfItsOwn(List<String> arguments) {
        try {
            Path directory = Files.createTempDirectory("remote-audit-factory");
            try {
                return audit(directory, arguments);
            } finally {
                FileSystemUtils.deleteRecursively(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The factory's directory cannot be made or deleted", e);
        }
    }

    private static int audit(Path directory, List<String> arguments) {
        List<String> factory = new ArrayList<>(List.of(FACTORY));
        factory.add("--example.directory=" + directory);
        try (ConfigurableApplicationContext running =
                new SpringApplicationBuilder(ExampleApplication.class).run(factory.toArray(String[]::new))) {
            List<String> body = new ArrayList<>(arguments);
            body.addAll(
                    List.of("--access", directory.resolve("demo-access.json").toString()));
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            return running.isRunning() ? CertificationBody.run(body.toArray(String[]::new), out) : 1;
        }
    }
}
