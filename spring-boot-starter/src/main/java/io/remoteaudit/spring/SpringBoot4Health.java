package io.remoteaudit.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The module's health for hosts on Spring Boot 4, which moved the health types to a jar of their own. */
final class SpringBoot4Health implements HealthIndicator {

    private final AuditHealth health;

    SpringBoot4Health(AuditHealth health) {
        this.health = health;
    }

    @Override
    public Health health() {
        AuditHealth.Reading reading = health.read();
        return Health.status(new Status(reading.state().name()))
                .withDetails(reading.details())
                .build();
    }
}
