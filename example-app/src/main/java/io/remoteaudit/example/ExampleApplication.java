package io.remoteaudit.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the factory's quality system. */
@SpringBootApplication
public class ExampleApplication {

    /** Called by Spring. */
    public ExampleApplication() {}

    /**
     * Starts the quality system.
     *
     * @param args Spring Boot's, for example {@code --server.port=8081}
     */
    public static void main(String[] args) {
        SpringApplication.run(ExampleApplication.class, args);
    }
}
