package io.remoteaudit.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** The module's health for hosts on Spring Boot 3, whose health types are gone in Spring Boot 4. */
final class SpringBoot3Health implements HealthIndicator {

    private final AuditHealth health;

    SpringBoot3Health(AuditHealth health) {
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
