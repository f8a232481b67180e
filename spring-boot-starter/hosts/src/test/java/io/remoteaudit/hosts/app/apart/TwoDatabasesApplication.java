package io.remoteaudit.hosts.app.apart;

import io.remoteaudit.record.Records;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A host whose production and quality each have a database, in which migrations and entities are production's. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TwoDatabasesApplication {

    @Bean
    @Primary
    DataSource production(@Value("${host.production}") String url) {
        return DataSourceBuilder.create().url(url).build();
    }

    @Bean
    DataSource quality(@Value("${host.quality}") String url) {
        return DataSourceBuilder.create().url(url).build();
    }

    @Bean
    Predicate<String> recorded(Records records) {
        return id -> records.find(id).isPresent();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EntityManager.class)
    static class Deliveries {

        @Bean
        Consumer<String> delivering(EntityManager entities, Records records) {
            return new Delivering(entities, records);
        }
    }
}
