package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/**
 * Lets the auditor's paths through the host's login, since the endpoint authenticates by itself. The desk stays behind
 * the host's login.
 *
 * <p>Comes last of all auto-configurations: a filter chain that is there before Spring Boot looks would make it think
 * that the host has a login of its own, and leave every other path of the host open.
 */
@AutoConfiguration(after = RemoteAuditServletAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
@ConditionalOnBean({HttpSecurity.class, RemoteAudit.class, RemoteAuditProperties.class})
public final class RemoteAuditSecurityAutoConfiguration {

    RemoteAuditSecurityAutoConfiguration() {}

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "endpoint.enabled")
    @ConditionalOnMissingBean(name = "remoteAuditSecurityFilterChain")
    SecurityFilterChain remoteAuditSecurityFilterChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(new AuditorPaths())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Asks also in a host that is lazy otherwise. */
    @Bean
    @Lazy(false)
    HostPatterns remoteAuditHostPatterns(
            RemoteAuditProperties properties,
            @Value("${spring.mvc.servlet.path:/}") String servletPath,
            ObjectProvider<WebInvocationPrivilegeEvaluator> logins) {
        return new HostPatterns(
                servletPath,
                Area.switchedOn(properties).isEmpty()
                        ? List.of()
                        : logins.orderedStream().toList());
    }
}
