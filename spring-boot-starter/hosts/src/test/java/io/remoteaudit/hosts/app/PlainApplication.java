package io.remoteaudit.hosts.app;

import io.remoteaudit.RemoteAudit;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A host that does no more than greet, on servlets or not. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
@RestControllerAdvice
public class PlainApplication {

    @Bean
    Supplier<String> agreed(RemoteAudit remoteAudit) {
        return new Agreed(remoteAudit);
    }

    @Bean
    Runnable rebuilding(RemoteAudit remoteAudit) {
        return remoteAudit.search()::rebuild;
    }

    @GetMapping("/hello")
    Map<String, String> hello() {
        return Map.of("greeting", "你好");
    }

    @GetMapping("/thread")
    String thread() {
        return Thread.currentThread().toString();
    }

    @GetMapping("/fails")
    String fails() {
        throw new IllegalStateException("as wanted");
    }

    @ExceptionHandler
    String advice(IllegalStateException failure) {
        return "the host's advice";
    }
}
