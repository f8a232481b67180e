package io.remoteaudit.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import io.remoteaudit.RemoteAudit;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Shows the host's monitoring, if it has Micrometer, what the module does. */
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

    @Bean
    MeterBinder remoteAuditLedgerMetrics(RemoteAudit remoteAudit) {
        return new LedgerMetrics(remoteAudit, Clock.systemUTC());
    }

    /** Needs nothing of the module, which is opened with it. */
    @Bean
    AuditMeters remoteAuditMeters() {
        return new AuditMeters();
    }

    @Bean
    RequestObservations remoteAuditRequestObservations(
            ObjectProvider<ObservationRegistry> observations, ObjectProvider<MeterRegistry> meters) {
        return new RequestObservations(observations, meters);
    }
}
