package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Trap 5: the ledger lives in the host's database and in the host's transactions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TransactionTest {

    private TestHost host;

    @BeforeAll
    void start(@TempDir Path directory) {
        host = TestHost.in(directory, Host.class)
                .withoutWeb()
                .with("test.database", directory.resolve("qms.db").toString())
                .with("spring.sql.init.mode", "always")
                .with("spring.sql.init.schema-locations", "classpath:io/remoteaudit/spring/qms.sql")
                .start();
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void trap5RecordCommitsTogetherWithTheHostsRow() {
        host.bean(Receiving.class).receive("GR-1");
        assertThat(rows("GR-1")).isEqualTo(1);
        assertThat(host.bean(Records.class).find("GR-1")).isPresent();
        assertThat(host.bean(Records.class).awaitSequenced("GR-1", 1, Duration.ofSeconds(30)))
                .isTrue();
    }

    @Test
    void trap5RecordIsRolledBackTogetherWithTheHostsRow() {
        assertThatThrownBy(() -> host.bean(Receiving.class).receiveAndFail("GR-2"))
                .hasMessage("found out too late");
        assertThat(rows("GR-2")).isZero();
        assertThat(host.bean(Records.class).find("GR-2")).isEmpty();
    }

    @Test
    void recordSavedIsReadInsideItsOwnTransaction() {
        assertThat(host.bean(Receiving.class).receiveAndRead("GR-3")).isTrue();
    }

    @Test
    void recordSavedOutsideAnyTransactionIsCommittedByItself() {
        host.bean(Records.class).save(Evidence.inspection("GR-4").build());
        assertThat(host.bean(Records.class).find("GR-4")).isPresent();
    }

    @Test
    void noTransactionIsNoneToJoin() {
        HostTransactions transactions = host.bean(HostTransactions.class);
        assertThat(transactions).isInstanceOf(SpringHostTransactions.class);
        assertThat(transactions.active()).isFalse();
        assertThatThrownBy(() -> transactions.call(connection -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transactions.afterCommit(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moduleIsOpenedAfterTheHostsOwnTablesAreMade() {
        assertThat(host.context().getBeanFactory().getDependenciesForBean("remoteAudit"))
                .contains("dataSourceScriptDatabaseInitializer");
    }

    @Test
    void ledgerIsInTheHostsDatabase() {
        host.bean(Receiving.class).receive("GR-6");
        assertThat(host.bean(RemoteAudit.class).ledger().awaitSequenced(Duration.ofSeconds(30)))
                .isTrue();
        assertThat(host.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM remote_audit_migration")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private long rows(String id) {
        return host.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM goods_receipt WHERE id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Receiving.class)
    static class Host {

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource(@Value("${test.database}") String file) {
            return EmbeddedDatabase.open(Path.of(file));
        }
    }

    static class Receiving {

        private final JdbcClient jdbc;
        private final Records records;

        Receiving(JdbcClient jdbc, Records records) {
            this.jdbc = jdbc;
            this.records = records;
        }

        @Transactional
        public void receive(String id) {
            jdbc.sql("INSERT INTO goods_receipt (id) VALUES (?)").param(id).update();
            records.save(Evidence.inspection(id).build());
        }

        @Transactional
        public void receiveAndFail(String id) {
            receive(id);
            throw new IllegalStateException("found out too late");
        }

        @Transactional
        public boolean receiveAndRead(String id) {
            receive(id);
            return records.find(id).isPresent();
        }
    }
}
