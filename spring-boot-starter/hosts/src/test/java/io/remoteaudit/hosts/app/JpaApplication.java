package io.remoteaudit.hosts.app;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Records;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A host with entities and migrations of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class JpaApplication {

    @Bean
    Supplier<String> agreed(RemoteAudit remoteAudit) {
        return new Agreed(remoteAudit);
    }

    @Bean
    Consumer<String> receiving(EntityManager entities, Records records) {
        return new Receiving(entities, records);
    }

    @Bean
    Predicate<String> receipts(JdbcClient database) {
        return id -> database.sql("SELECT count(*) FROM receipt WHERE id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Bean
    Predicate<String> recorded(Records records) {
        return id -> records.find(id).isPresent() && records.awaitSequenced(id, 1, Duration.ofSeconds(30));
    }
}
