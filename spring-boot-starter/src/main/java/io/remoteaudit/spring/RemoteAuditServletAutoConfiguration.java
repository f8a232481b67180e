package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Binds endpoint, desk and pages to a servlet host, as far as they are switched on. */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Servlet.class)
@ConditionalOnBean({RemoteAudit.class, RemoteAuditProperties.class})
@Import(ServedParts.class)
public final class RemoteAuditServletAutoConfiguration {

    RemoteAuditServletAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RemoteAuditStaffResolver remoteAuditStaffResolver(RemoteAuditProperties properties) {
        return new PrincipalStaffResolver(properties.desk().roles());
    }

    @Bean
    ServletRegistrationBean<AuditServlet> remoteAuditServlet(
            RemoteAuditProperties properties,
            ObjectProvider<AuditEndpoint> endpoint,
            ObjectProvider<AuditDesk> desk,
            ObjectProvider<RemoteAuditStaffResolver> staff) {
        Set<Area> areas = Area.switchedOn(properties);
        ServletRegistrationBean<AuditServlet> servlet = new ServletRegistrationBean<>(
                new AuditServlet(new AuditParts(areas, endpoint::getObject, desk::getObject), staff::getObject), false);
        servlet.setName("remoteAudit");
        servlet.setEnabled(!areas.isEmpty());
        servlet.addUrlMappings(mappings(areas).toArray(String[]::new));
        return servlet;
    }

    @Bean
    FilterRegistrationBean<AuditPathFilter> remoteAuditPathFilter(RemoteAuditProperties properties) {
        Set<Area> areas = Area.switchedOn(properties);
        FilterRegistrationBean<AuditPathFilter> filter = new FilterRegistrationBean<>(new AuditPathFilter());
        filter.setName("remoteAuditPaths");
        filter.setEnabled(!areas.isEmpty());
        filter.setUrlPatterns(mappings(areas));
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "endpoint.enabled")
    FilterRegistrationBean<AuditErrorFilter> remoteAuditErrorFilter() {
        FilterRegistrationBean<AuditErrorFilter> filter = new FilterRegistrationBean<>(new AuditErrorFilter());
        filter.setName("remoteAuditErrors");
        filter.setDispatcherTypes(DispatcherType.ERROR);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    private static Set<String> mappings(Set<Area> areas) {
        Set<String> mappings = new LinkedHashSet<>();
        areas.forEach(area -> mappings.add(area.mapping()));
        if (areas.contains(Area.ENDPOINT)) {
            mappings.add(AuditEndpoint.WELL_KNOWN_PATH);
        }
        return mappings;
    }
}
