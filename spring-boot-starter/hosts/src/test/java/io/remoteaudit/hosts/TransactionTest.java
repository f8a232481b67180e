package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.store.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trap 5: the ledger lives in the host's database and transactions, beside its migrations and its Hibernate. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TransactionTest {

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("unchecked")
    void trap5RecordCommitsAndRollsBackTogetherWithTheHostsEntity() throws Exception {
        try (TestDatabase database = TestDatabase.standalone(TestDatabase.Kind.POSTGRESQL);
                Host host = Host.with(
                                directory, Container.TOMCAT.and(Part.JPA, Part.FLYWAY, Part.ACTUATOR, Part.SECURITY))
                        .database(database.url())
                        .with("spring.jpa.open-in-view", "false")
                        .start("JpaApplication")) {
            Consumer<String> receiving = host.bean("receiving", Consumer.class);
            Predicate<String> receipts = host.bean("receipts", Predicate.class);
            Predicate<String> recorded = host.bean("recorded", Predicate.class);

            receiving.accept("GR-1");
            assertThat(receipts.test("GR-1")).isTrue();
            assertThat(recorded.test("GR-1")).isTrue();

            assertThatThrownBy(() -> receiving.accept("LOST-1")).hasMessage("as wanted");
            assertThat(receipts.test("LOST-1")).isFalse();
            assertThat(recorded.test("LOST-1")).isFalse();
        }
    }
}
