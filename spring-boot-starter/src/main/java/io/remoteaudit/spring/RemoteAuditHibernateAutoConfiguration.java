package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.store.HostTransactions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Follows the entities a host has marked {@link AuditedRecord}, if it has Hibernate. */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnClass(
        name = {
            "jakarta.persistence.EntityManagerFactory",
            "org.hibernate.engine.spi.SessionFactoryImplementor",
            "org.hibernate.event.spi.PostInsertEventListener"
        })
@ConditionalOnBean(RemoteAudit.class)
public final class RemoteAuditHibernateAutoConfiguration {

    RemoteAuditHibernateAutoConfiguration() {}

    /** Static, since it has to be there before the factories are, and asks for everything else when it is needed. */
    @Bean
    static AuditedEntitiesProcessor remoteAuditEntities(
            ObjectProvider<AuditedRecords> records,
            ObjectProvider<RecordMappers> mappers,
            ObjectProvider<HostTransactions> transactions) {
        return new AuditedEntitiesProcessor(records, mappers, transactions);
    }
}
