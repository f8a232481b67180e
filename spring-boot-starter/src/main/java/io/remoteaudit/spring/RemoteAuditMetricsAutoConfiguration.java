package io.remoteaudit.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.remoteaudit.RemoteAudit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Shows the host's monitoring, if it has Micrometer, how far the search index is. */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(RemoteAudit.class)
public final class RemoteAuditMetricsAutoConfiguration {

    RemoteAuditMetricsAutoConfiguration() {}

    /** Spring Boot of any generation binds it to each registry of the host. */
    @Bean
    MeterBinder remoteAuditIndexMetrics(RemoteAudit remoteAudit) {
        return new IndexMetrics(remoteAudit.search());
    }
}
