package io.remoteaudit.example;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.EmbeddedDatabase;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one SQLite file that holds the factory's own tables and, because it is the only DataSource, the ledger too. */
@Configuration(proxyBeanMethods = false)
class FactoryDatabase {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(@Value("${example.directory}") Path directory) {
        return EmbeddedDatabase.open(directory.resolve("qms.db"));
    }
}
