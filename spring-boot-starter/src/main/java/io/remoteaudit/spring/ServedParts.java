package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is served in every web host, by whichever binding. */
@Configuration(proxyBeanMethods = false)
class ServedParts {

    ServedParts() {}

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AuditEndpoint remoteAuditEndpoint(RemoteAudit remoteAudit) {
        return remoteAudit.endpoint();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AuditDesk remoteAuditDesk(RemoteAudit remoteAudit) {
        return remoteAudit.desk();
    }

    @Bean
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "endpoint.enabled")
    EndpointLifecycle remoteAuditEndpointLifecycle(ObjectProvider<AuditEndpoint> endpoint) {
        return new EndpointLifecycle(endpoint::getObject);
    }

    @Bean
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "endpoint.enabled")
    EndpointWarnings remoteAuditEndpointWarnings(ApplicationContext context, RemoteAuditProperties properties) {
        return new EndpointWarnings(context, properties.endpoint().identity().clientCertificates());
    }
}
