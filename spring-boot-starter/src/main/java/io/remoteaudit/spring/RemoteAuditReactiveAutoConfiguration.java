package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;

/**
 * Binds endpoint, desk and pages to a reactive host, as far as they are switched on. It brings no filter chain of Spring
 * Security: that would switch the host's own default login off, at whatever order it came.
 */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(WebFilter.class)
@ConditionalOnBean({RemoteAudit.class, RemoteAuditProperties.class})
@Import(ServedParts.class)
public final class RemoteAuditReactiveAutoConfiguration {

    RemoteAuditReactiveAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RemoteAuditReactiveStaffResolver remoteAuditReactiveStaffResolver(RemoteAuditProperties properties) {
        return new ReactivePrincipalStaffResolver(properties.desk().roles());
    }

    @Bean
    AuditThreads remoteAuditThreads() {
        return new AuditThreads();
    }

    @Bean
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "endpoint.enabled")
    AuditWebFilter remoteAuditAuditorFilter(
            RemoteAuditProperties properties,
            ObjectProvider<AuditEndpoint> endpoint,
            ObjectProvider<AuditDesk> desk,
            ObjectProvider<RemoteAuditReactiveStaffResolver> staff,
            AuditThreads threads) {
        return new AuditWebFilter(parts(properties, endpoint, desk), false, staff::getObject, threads);
    }

    @Bean
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "desk.enabled")
    AuditWebFilter remoteAuditDeskFilter(
            RemoteAuditProperties properties,
            ObjectProvider<AuditEndpoint> endpoint,
            ObjectProvider<AuditDesk> desk,
            ObjectProvider<RemoteAuditReactiveStaffResolver> staff,
            AuditThreads threads) {
        return new AuditWebFilter(parts(properties, endpoint, desk), true, staff::getObject, threads);
    }

    private static AuditParts parts(
            RemoteAuditProperties properties, ObjectProvider<AuditEndpoint> endpoint, ObjectProvider<AuditDesk> desk) {
        return new AuditParts(Area.switchedOn(properties), endpoint::getObject, desk::getObject);
    }
}
