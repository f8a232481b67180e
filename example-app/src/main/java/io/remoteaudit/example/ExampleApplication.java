package io.remoteaudit.example;

import io.remoteaudit.export.VerifyMain;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the factory's quality system. */
@SpringBootApplication
public class ExampleApplication {

    /** Called by Spring. */
    public ExampleApplication() {}

    /**
     * Starts the quality system; or, with {@code verify FILE}, checks an export and starts nothing.
     *
     * @param args Spring Boot's, for example {@code --server.port=8081}, or the verifier's
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("verify")) {
            VerifyMain.main(args);
            return;
        }
        SpringApplication.run(ExampleApplication.class, args);
    }
}
