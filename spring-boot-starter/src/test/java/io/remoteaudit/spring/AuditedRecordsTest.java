package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.remoteaudit.Inspections;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.InvalidRecordException;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordMapper;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.SaveResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Objects of a host become records by its mappers. */
class AuditedRecordsTest {

    @TempDir
    private Path directory;

    /** What the host's business code works with. */
    private interface Numbered {
        String number();
    }

    private record Incoming(String number, String result) implements Numbered {}

    private record Draft(String number) implements Numbered {}

    private static final class Other {}

    @Test
    void objectBecomesARecordByTheMapperOfItsTypeAndItsNextVersionOnceItChanges() {
        try (TestHost host = host(Host.class)) {
            AuditedRecords audited = host.context().getBean(AuditedRecords.class);
            Records records = host.context().getBean(Records.class);
            assertThat(audited.save(new Incoming("IQC-1", "98.7")).orElseThrow())
                    .isInstanceOf(SaveResult.Saved.class);
            assertThat(audited.save(new Incoming("IQC-1", "98.7")).orElseThrow())
                    .isInstanceOf(SaveResult.Unchanged.class);
            audited.save(new Incoming("IQC-1", "98.1"));
            assertThat(records.versions("IQC-1")).hasSize(2);
            Change change = records.find("IQC-1").orElseThrow().record().change();
            assertThat(change).isEqualTo(new Change(Change.SOURCE_CHANGED, new Person("系统 / system", null)));
        }
    }

    @Test
    void whatIsNoEvidenceYetIsLeftOut() {
        try (TestHost host = host(Host.class)) {
            AuditedRecords audited = host.context().getBean(AuditedRecords.class);
            assertThat(audited.save(new Draft("IQC-2"))).isEmpty();
            assertThat(audited.saveAll(
                            List.of(new Incoming("IQC-3", "98.7"), new Draft("IQC-4"), new Incoming("IQC-5", "98.8"))))
                    .extracting(SaveResult::id)
                    .containsExactly("IQC-3", "IQC-5");
        }
    }

    @Test
    void objectWithoutAMapperOrWithoutWhatItsRecordNeedsIsRefusedBeforeAnythingIsSaved() {
        try (TestHost host = host(Host.class)) {
            AuditedRecords audited = host.context().getBean(AuditedRecords.class);
            assertThatThrownBy(() -> audited.save(new Other()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("No RecordMapper bean maps a")
                    .hasMessageContaining("Incoming");
            assertThatThrownBy(() -> audited.save(new Incoming("", "98.7"))).isInstanceOf(InvalidRecordException.class);
            assertThat(host.context().getBean(Records.class).find("")).isEmpty();
        }
    }

    @Test
    void mapperThatDoesNotSayItsTypeAndSeveralForOneAreNamedAtStart() {
        assertThat(catchThrowable(() -> host(Untyped.class).close()))
                .rootCause()
                .hasMessageContaining("RA-0943")
                .hasMessageContaining("'untyped'");
        assertThat(catchThrowable(() -> host(Twice.class).close()))
                .rootCause()
                .hasMessageContaining("RA-0944")
                .hasMessageContaining("first, second");
    }

    @Test
    void markedEntityWithoutAMapperOrApartFromTheLedgerIsRefusedAtStart() {
        assertThat(catchThrowable(() -> host(Unmapped.class).close()))
                .hasMessageContaining("RA-0945")
                .hasMessageContaining("RecordMapper<Weighing>");
        assertThat(catchThrowable(() -> host(Apart.class).close()))
                .hasMessageContaining("RA-0946")
                .hasMessageContaining("a database of its own")
                .hasMessageContaining("'remote-audit.data-source'");
    }

    private TestHost host(Class<?> source) {
        return TestHost.in(directory, source).withoutWeb().start();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        RecordMapper<Incoming> incoming() {
            return incoming ->
                    Inspections.of(incoming.number(), incoming.result()).build();
        }

        @Bean
        OfNumbered numbered() {
            return new OfNumbered();
        }
    }

    private static final class OfNumbered implements RecordMapper<Numbered> {

        @Override
        public QualityRecord toRecord(Numbered object) {
            return Inspections.of(object.number(), "98.7").build();
        }

        @Override
        public boolean evidence(Numbered object) {
            return !(object instanceof Draft);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Untyped {

        @Bean
        RecordMapper<?> untyped() {
            return object -> Inspections.of("IQC-1", "98.7").build();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Twice {

        @Bean
        RecordMapper<Incoming> first() {
            return incoming -> Inspections.of(incoming.number(), "1").build();
        }

        @Bean
        RecordMapper<Incoming> second() {
            return incoming -> Inspections.of(incoming.number(), "2").build();
        }
    }

    /** An entity of a host whose Hibernate is in a database the ledger is not in. */
    @Entity
    @AuditedRecord
    static class Weighing {

        @Id
        private String id = "";
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Unmapped {

        @Bean(destroyMethod = "close")
        SessionFactory entities() {
            return new org.hibernate.cfg.Configuration()
                    .addAnnotatedClass(Weighing.class)
                    .setProperty("hibernate.connection.url", "jdbc:h2:mem:weighing")
                    .setProperty("hibernate.hbm2ddl.auto", "create")
                    .buildSessionFactory();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Apart extends Unmapped {

        @Bean
        RecordMapper<Weighing> weighings() {
            return weighing -> Inspections.of(weighing.id, "1").build();
        }
    }
}
