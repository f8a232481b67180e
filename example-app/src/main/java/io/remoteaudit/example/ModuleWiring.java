package io.remoteaudit.example;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.Organization;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.SqlWork;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The parts of the module that the factory's business code works with. */
@Configuration(proxyBeanMethods = false)
class ModuleWiring {

    @Bean
    Records records(RemoteAudit remoteAudit) {
        return remoteAudit.records();
    }

    @Bean
    Attachments attachments(RemoteAudit remoteAudit) {
        return remoteAudit.attachments();
    }

    // The module closes them itself.
    @Bean(destroyMethod = "")
    Engagements engagements(RemoteAudit remoteAudit) {
        return remoteAudit.engagements();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    RemoteAudit remoteAudit(@Value("${example.directory}") Path directory, DataSource dataSource) {
        return RemoteAudit.builder(directory.resolve("remote-audit"), "qms.example.com/remote-audit")
                .organization(new Organization("qms.example.com", "恒护医疗用品有限公司"))
                .dataSource(dataSource, new SpringTransactions(dataSource))
                .open();
    }

    private record SpringTransactions(DataSource dataSource) implements HostTransactions {

        @Override
        public boolean active() {
            return TransactionSynchronizationManager.isActualTransactionActive()
                    && TransactionSynchronizationManager.hasResource(dataSource);
        }

        @Override
        public <T extends @Nullable Object> T call(SqlWork<T> work) throws SQLException {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                return work.on(connection);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }

        @Override
        public void afterCommit(Runnable action) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    action.run();
                }
            });
        }
    }
}
