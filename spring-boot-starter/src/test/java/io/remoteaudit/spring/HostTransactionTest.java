package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EachDatabase;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.store.TestDatabase;
import io.remoteaudit.store.TestDatabase.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.sqlite.SQLiteDataSource;

/** Whatever a host says about its transactions through Spring holds for what is saved in them, on each database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostTransactionTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private TestHost host;
    private Receiving receiving;

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @EachDatabase
    void recordOfAnInnerRequiredStandsOrFallsWithTheOuterThroughAPoolOfOne(TestDatabase tables) {
        start(tables, 1);
        receiving.outer(() -> receiving.receive("A"), () -> receiving.receive("B"));
        assertThatThrownBy(() -> receiving.outer(() -> receiving.receive("C"), Receiving::fail))
                .hasMessage("found out too late");
        onlyTheseAreThere("A", "B");
    }

    /** While the outer one writes, SQLite's one writer is taken: there it may only have read. */
    @EachDatabase
    void recordOfRequiresNewStaysWhenTheOuterIsRolledBack(TestDatabase tables) {
        start(tables, 2);
        if (tables.isSqlite()) {
            receiving.outerReadOnly(() -> receiving.receiveAnew("new"));
        } else {
            assertThatThrownBy(() -> receiving.outer(
                            () -> receiving.receive("outer"), () -> receiving.receiveAnew("new"), Receiving::fail))
                    .hasMessage("found out too late");
        }
        assertThatThrownBy(() -> receiving.receiveAnewAndFail("failed")).hasMessage("found out too late");
        onlyTheseAreThere("new");
    }

    @EachDatabase
    void recordOfANestedTransactionThatFailsIsTakenBackAlone(TestDatabase tables) {
        start(tables, 1);
        receiving.outer(
                () -> receiving.receive("outer"),
                () -> receiving.receiveNested("nested"),
                () -> assertThatThrownBy(() -> receiving.receiveNestedAndFail("failed"))
                        .hasMessage("found out too late"),
                () -> receiving.receive("after"));
        onlyTheseAreThere("outer", "nested", "after");
    }

    @EachDatabase
    void readOnlyTransactionIsRefusedPlainlyAndMayStillRead(TestDatabase tables) {
        start(tables, 1);
        receiving.receive("A");
        assertThat(receiving.readInReadOnly("A")).isTrue();
        assertThatThrownBy(() -> receiving.saveInReadOnly("B"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0237")
                .hasMessageContaining("read-only");
        receiving.receive("C");
        onlyTheseAreThere("A", "C");
    }

    /** The pool of EmbeddedDatabase makes the connection itself read-only, so the host's own rows are refused as well. */
    @EachDatabase
    void hostsOwnRowIsRefusedInAReadOnlyTransactionToo(TestDatabase tables) {
        start(tables, 1);
        assertThatThrownBy(() -> receiving.outerReadOnly(() -> receiving.row("A")))
                .rootCause()
                .message()
                .containsAnyOf("SQLITE_READONLY", "read-only", "READ ONLY");
        receiving.receive("B");
        onlyTheseAreThere("B");
    }

    /** There the driver refuses to make a connection read-only, and Spring passes that over. */
    @Test
    void readOnlyTransactionIsRefusedOnAHostsOwnSqliteTooWhoseDriverLetsItWrite() {
        TestHost plain = TestHost.in(directory, PlainSqlite.class)
                .withoutWeb()
                .with("test.url", "jdbc:sqlite:" + directory.resolve("plain.db"))
                .start();
        host = plain;
        receiving = plain.bean(Receiving.class);
        makeTables();
        receiving.outerReadOnly(() -> receiving.row("written all the same"));
        assertThatThrownBy(() -> receiving.saveInReadOnly("A"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0237");
        assertThat(plain.bean(Records.class).find("A")).isEmpty();
    }

    @EachDatabase
    void checkedExceptionRollsBackWhereTheHostSaysSoAndCommitsWhereNot(TestDatabase tables) {
        start(tables, 1);
        assertThatThrownBy(() -> receiving.receiveAndThrow("kept")).isInstanceOf(Delayed.class);
        assertThatThrownBy(() -> receiving.receiveAndThrowRollingBack("gone")).isInstanceOf(Delayed.class);
        onlyTheseAreThere("kept");
    }

    @EachDatabase({Kind.SQLITE, Kind.POSTGRESQL})
    void commitTheDatabaseRefusesLeavesNothing(TestDatabase tables) {
        start(tables, 1);
        tables.update("CREATE TABLE part (receipt VARCHAR(40) REFERENCES goods_receipt (id) DEFERRABLE INITIALLY"
                + " DEFERRED)");
        assertThatThrownBy(() -> receiving.outer(
                        () -> receiving.receive("A"),
                        () -> receiving.update("INSERT INTO part (receipt) VALUES ('missing')")))
                .hasStackTraceContaining("constraint");
        receiving.receive("B");
        onlyTheseAreThere("B");
    }

    @EachDatabase({Kind.POSTGRESQL, Kind.MARIADB})
    void connectionCutBeforeTheCommitLeavesNothing(TestDatabase tables) {
        start(tables, 1);
        boolean postgresql = tables.kind() == Kind.POSTGRESQL;
        assertThatThrownBy(() -> receiving.outer(() -> receiving.receive("A"), () -> {
                    long session = receiving.number(postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()");
                    tables.update((postgresql ? "SELECT pg_terminate_backend(" : "KILL (") + session + ")");
                }))
                .isInstanceOfAny(TransactionException.class, org.springframework.dao.DataAccessException.class);
        receiving.receive("B");
        onlyTheseAreThere("B");
    }

    @EachDatabase
    void commitRefusedByTheHostItselfLeavesNothing(TestDatabase tables) {
        start(tables, 1);
        assertThatThrownBy(() -> receiving.outer(
                        () -> receiving.receive("A"),
                        () -> TransactionSynchronizationManager.registerSynchronization(
                                new TransactionSynchronization() {
                                    @Override
                                    public void beforeCommit(boolean readOnly) {
                                        Receiving.fail();
                                    }
                                })))
                .hasMessage("found out too late");
        onlyTheseAreThere();
    }

    /** With one connection for all: the host's threads, sequencing, indexing and reading. */
    @EachDatabase
    void poolOfOneServesThreadsThatSaveAndTheSequencerBesides(TestDatabase tables) throws Exception {
        start(tables, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            String[] all = new String[40];
            for (int i = 0; i < all.length; i++) {
                String id = "GR-" + i;
                all[i] = id;
                tasks.add(() -> receiving.receiveAndRead(id));
            }
            for (Future<Boolean> read : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                assertThat(read.get()).isTrue();
            }
            onlyTheseAreThere(all);
        } finally {
            threads.shutdownNow();
        }
    }

    @EachDatabase
    void transactionOfAnotherManagerIsNotJoinedNorTakenForReadOnly(TestDatabase tables) {
        host = TestHost.in(directory, TwoManagers.class)
                .withoutWeb()
                .with("test.url", tables.url())
                .with("test.connections", "2")
                .with("test.other", directory.resolve("other.db").toString())
                .with("remote-audit.data-source", "dataSource")
                .start();
        receiving = host.bean(Receiving.class);
        makeTables();
        Other other = host.bean(Other.class);
        assertThatThrownBy(() -> other.writing(() -> receiving.save("by-itself"), Receiving::fail))
                .hasMessage("found out too late");
        assertThatThrownBy(() -> other.writing(() -> receiving.outer(() -> receiving.receive("gone"), Receiving::fail)))
                .hasMessage("found out too late");
        other.readOnly(() -> receiving.receive("in-its-own"));
        assertThatThrownBy(() -> other.writing(() -> receiving.saveInReadOnly("refused")))
                .hasMessageStartingWith("RA-0237");
        assertThat(host.bean(Records.class).find("by-itself")).isPresent();
        assertThat(ids()).containsExactlyInAnyOrder("by-itself", "in-its-own");
    }

    private void start(TestDatabase tables, int connections) {
        host = TestHost.in(directory, Host.class)
                .withoutWeb()
                .with("test.url", tables.url())
                .with("test.connections", Integer.toString(connections))
                .start();
        receiving = host.bean(Receiving.class);
        makeTables();
    }

    private void makeTables() {
        receiving.update("CREATE TABLE goods_receipt (id VARCHAR(40) PRIMARY KEY)");
    }

    private void onlyTheseAreThere(String... expected) {
        assertThat(ids()).containsExactlyInAnyOrder(expected);
        assertThat(receiving.number("SELECT COUNT(*) FROM goods_receipt")).isEqualTo(expected.length);
        assertThat(receiving.number("SELECT COUNT(*) FROM remote_audit_pending"))
                .isZero();
    }

    private List<String> ids() {
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), LONG))
                .isTrue();
        List<String> ids = remoteAudit.ledger().subjects(EntryKind.RECORD);
        assertThat(remoteAudit.ledger().size()).isEqualTo(ids.size());
        return ids;
    }

    /** What a host's method may throw without its transaction being rolled back. */
    private static final class Delayed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Receiving.class)
    static class Host {

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource(@Value("${test.url}") String url, @Value("${test.connections}") int connections) {
            return TestDatabase.open(url, connections);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Receiving.class)
    static class PlainSqlite {

        @Bean
        SQLiteDataSource dataSource(@Value("${test.url}") String url) {
            SQLiteDataSource dataSource = new SQLiteDataSource();
            dataSource.setUrl(url);
            return dataSource;
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Receiving.class, Other.class})
    static class TwoManagers {

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource(@Value("${test.url}") String url, @Value("${test.connections}") int connections) {
            return TestDatabase.open(url, connections);
        }

        @Bean(destroyMethod = "close")
        HikariDataSource otherDataSource(@Value("${test.other}") String file) {
            return TestDatabase.open("jdbc:sqlite:" + file, 1);
        }

        @Bean
        @org.springframework.context.annotation.Primary
        JdbcTransactionManager transactionManager(@Qualifier("dataSource") HikariDataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        JdbcTransactionManager otherManager(@Qualifier("otherDataSource") HikariDataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        JdbcClient jdbcClient(@Qualifier("dataSource") HikariDataSource dataSource) {
            return JdbcClient.create(dataSource);
        }
    }

    /** A host's business code. What it is given runs inside its transaction. */
    static class Receiving {

        private final JdbcClient jdbc;
        private final Records records;

        Receiving(JdbcClient jdbc, Records records) {
            this.jdbc = jdbc;
            this.records = records;
        }

        static void fail() {
            throw new IllegalStateException("found out too late");
        }

        @Transactional
        public void outer(Runnable... steps) {
            List.of(steps).forEach(Runnable::run);
        }

        @Transactional(readOnly = true)
        public void outerReadOnly(Runnable step) {
            step.run();
        }

        @Transactional
        public void receive(String id) {
            row(id);
            save(id);
        }

        @Transactional
        public boolean receiveAndRead(String id) {
            receive(id);
            return records.find(id).isPresent();
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void receiveAnew(String id) {
            receive(id);
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void receiveAnewAndFail(String id) {
            receive(id);
            fail();
        }

        @Transactional(propagation = Propagation.NESTED)
        public void receiveNested(String id) {
            receive(id);
        }

        @Transactional(propagation = Propagation.NESTED)
        public void receiveNestedAndFail(String id) {
            receive(id);
            fail();
        }

        @Transactional(readOnly = true)
        public boolean readInReadOnly(String id) {
            return records.find(id).isPresent();
        }

        @Transactional(readOnly = true)
        public void saveInReadOnly(String id) {
            save(id);
        }

        @Transactional
        public void receiveAndThrow(String id) throws Delayed {
            receive(id);
            throw new Delayed();
        }

        @Transactional(rollbackFor = Delayed.class)
        public void receiveAndThrowRollingBack(String id) throws Delayed {
            receive(id);
            throw new Delayed();
        }

        public void save(String id) {
            records.save(Evidence.inspection(id).build());
        }

        public void row(String id) {
            jdbc.sql("INSERT INTO goods_receipt (id) VALUES (?)").param(id).update();
        }

        public void update(String sql) {
            jdbc.sql(sql).update();
        }

        public long number(String sql) {
            return jdbc.sql(sql).query(Long.class).single();
        }
    }

    /** Business code on another database. */
    static class Other {

        @Transactional("otherManager")
        public void writing(Runnable... steps) {
            List.of(steps).forEach(Runnable::run);
        }

        @Transactional(transactionManager = "otherManager", readOnly = true)
        public void readOnly(Runnable step) {
            step.run();
        }
    }
}
