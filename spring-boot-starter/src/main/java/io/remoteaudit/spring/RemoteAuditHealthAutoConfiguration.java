package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows the host's health checks, if it has the actuator, how the module is.
 *
 * <p>Whether the host wants it is asked at the beans, not at the classes around them: those are looked at also where the
 * question's own class is not there.
 */
@AutoConfiguration(after = RemoteAuditAutoConfiguration.class)
@ConditionalOnBean(RemoteAudit.class)
public final class RemoteAuditHealthAutoConfiguration {

    private static final String BEAN = "remoteAuditHealthIndicator";

    RemoteAuditHealthAutoConfiguration() {}

    @Bean
    AuditHealth remoteAuditHealth(RemoteAudit remoteAudit, ObjectProvider<EndpointLifecycle> endpoints) {
        return new AuditHealth(
                remoteAudit, () -> endpoints.stream().anyMatch(EndpointLifecycle::stopped), Clock.systemUTC());
    }

    /** For hosts on Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class SpringBoot3 {

        SpringBoot3() {}

        @Bean(BEAN)
        @ConditionalOnMissingBean(name = BEAN)
        @ConditionalOnEnabledHealthIndicator("remoteaudit")
        SpringBoot3Health remoteAuditHealthIndicator(AuditHealth health) {
            return new SpringBoot3Health(health);
        }
    }

    /** For hosts on Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class SpringBoot4 {

        SpringBoot4() {}

        @Bean(BEAN)
        @ConditionalOnMissingBean(name = BEAN)
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("remoteaudit")
        SpringBoot4Health remoteAuditHealthIndicator(AuditHealth health) {
            return new SpringBoot4Health(health);
        }
    }
}
