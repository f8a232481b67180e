package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Records;
import io.remoteaudit.search.IndexProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a host that has Micrometer sees of the index, and that a host without it lacks nothing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IndexMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void hostsRegistryShowsHowFarTheIndexIsWithoutTagsOfRecordsOrPeople() {
        try (TestHost host =
                TestHost.in(directory, Plain.class).withoutLogin().withoutWeb().start()) {
            RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
            MeterRegistry registry = host.bean(MeterRegistry.class);
            assertThat(registry).isInstanceOf(SimpleMeterRegistry.class);
            for (int i = 0; i < 7; i++) {
                host.bean(Records.class).save(Evidence.inspection("IQC-" + i).build());
            }
            assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
            await().atMost(LONG)
                    .until(() -> registry.get(IndexMetrics.SIZE).gauge().value() == 7);
            assertThat(registry.get(IndexMetrics.LAG).gauge().value()).isZero();
            await().atMost(LONG)
                    .until(() -> registry.get(IndexMetrics.REBUILD).gauge().value() == 1);
            for (String name : new String[] {IndexMetrics.SIZE, IndexMetrics.LAG, IndexMetrics.REBUILD}) {
                Gauge gauge = registry.get(name).gauge();
                assertThat(gauge.getId().getTags()).as(name).isEmpty();
                assertThat(gauge.getId().getDescription()).as(name).isNotBlank();
                assertThat(gauge.getId().getBaseUnit()).as(name).isIn("entries", "ratio");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hostWithoutMicrometerStartsAndHasNoMetrics(boolean hasMicrometer) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        RemoteAuditAutoConfiguration.class, RemoteAuditMetricsAutoConfiguration.class))
                .withPropertyValues("remote-audit.directory=" + directory, "remote-audit.origin=test.example/audit")
                .withClassLoader(hasMicrometer ? getClass().getClassLoader() : new FilteredClassLoader("io.micrometer"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(RemoteAudit.class);
                    assertThat(context.containsBean("remoteAuditIndexMetrics")).isEqualTo(hasMicrometer);
                });
    }

    @Test
    void moduleThatIsSwitchedOffHasNoMetrics() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        RemoteAuditAutoConfiguration.class, RemoteAuditMetricsAutoConfiguration.class))
                .withPropertyValues("remote-audit.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("remoteAuditIndexMetrics"));
    }

    @Test
    void lagIsWhatTheIndexHasYetToTakeInAndProgressTheShareThatIsBuilt() {
        assertThat(IndexMetrics.lag(progress(40, 100, null))).isEqualTo(60);
        assertThat(IndexMetrics.built(progress(100, 100, null))).isEqualTo(1);
        assertThat(IndexMetrics.built(progress(100, 100, 25L))).isEqualTo(0.25);
        assertThat(IndexMetrics.built(progress(100, 100, 101L))).isEqualTo(1);
        assertThat(IndexMetrics.built(progress(0, 0, 0L))).isZero();
    }

    private static IndexProgress progress(long indexed, long size, @Nullable Long built) {
        return new IndexProgress(
                indexed,
                size,
                built == null ? null : new IndexProgress.Building(true, built, Instant.EPOCH, 0, null),
                null);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}
}
