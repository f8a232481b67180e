package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Offers the host's actuator, if it has one, what the module is and is doing. */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(RemoteAudit.class)
public final class RemoteAuditActuatorAutoConfiguration {

    RemoteAuditActuatorAutoConfiguration() {}

    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = RemoteAuditActuatorEndpoint.class)
    SourcesSection remoteAuditSourcesSection(RemoteAudit remoteAudit) {
        return new SourcesSection(remoteAudit.feed());
    }

    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = RemoteAuditActuatorEndpoint.class)
    RemoteAuditActuatorEndpoint remoteAuditActuatorEndpoint(
            RemoteAudit remoteAudit,
            ObjectProvider<RemoteAuditProperties> properties,
            ObjectProvider<ActuatorSection> sections) {
        return new RemoteAuditActuatorEndpoint(
                remoteAudit,
                properties.getIfAvailable(),
                sections.orderedStream().toList());
    }
}
