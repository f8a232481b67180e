package io.remoteaudit.hosts.app;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordMapper;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.Verdict;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A host with entities and migrations of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class JpaApplication {

    @Bean
    Supplier<String> agreed(RemoteAudit remoteAudit) {
        return new Agreed(remoteAudit);
    }

    @Bean
    Consumer<String> receiving(EntityManager entities, Records records) {
        return new Receiving(entities, records);
    }

    @Bean
    Consumer<String> inspecting(EntityManager entities) {
        return new Inspecting(entities);
    }

    @Bean
    RecordMapper<Inspection> inspections() {
        return inspection -> QualityRecord.of("incoming-inspection", inspection.getId())
                .title("熔喷布进货检验 " + inspection.getRemark())
                .site(inspection.getSite())
                .product("medical-mask", null)
                .lots("MB-20260401-03")
                .measurement(Measurement.of("BFE")
                        .results(inspection.getResults().toArray(String[]::new))
                        .unit("%")
                        .limit(LimitReference.of(">=", "95"))
                        .verdict(Verdict.CONFORMING)
                        .build())
                .performedBy("李娜", "检验员")
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", inspection.getId())
                        .with("internalLot", "MB-20260401-03")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"))
                .build();
    }

    /** What each version of a record says. */
    @Bean
    Function<String, List<String>> versions(Records records) {
        return id -> records.versions(id).stream()
                .map(version -> version.record().title() + " "
                        + version.record().measurements().get(0).results())
                .toList();
    }

    @Bean
    Predicate<String> receipts(JdbcClient database) {
        return id -> database.sql("SELECT count(*) FROM receipt WHERE id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Bean
    Predicate<String> recorded(Records records) {
        return id -> records.find(id).isPresent() && records.awaitSequenced(id, 1, Duration.ofSeconds(30));
    }
}
