package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/** Whoever relies on a database that may lose what it has acknowledged is told so when the module opens. */
class ServerDurabilityTest {

    /** The servers of the tests are set up so that they need not wait for the disk. */
    @EachDatabase({Kind.POSTGRESQL, Kind.MARIADB})
    void serverThatDoesNotWaitForItsDiskIsNamedOnceWithTheSettingThatIsWrong(TestDatabase tables) {
        boolean postgresql = tables.kind() == Kind.POSTGRESQL;
        assertThat(warnings(tables.pool()))
                .singleElement()
                .asString()
                .startsWith("RA-0238")
                .contains(postgresql ? "POSTGRESQL" : "MARIADB")
                .contains(postgresql ? "fsync is off and should be on" : "innodb_flush_log_at_trx_commit is 2")
                .doesNotContain(postgresql ? "synchronous_commit" : "sync_binlog");
    }

    /** A role or a connection may have settings of its own, and those count. */
    @EachDatabase(Kind.POSTGRESQL)
    void settingOfTheConnectionItselfIsSeen(TestDatabase tables) throws SQLException {
        try (HikariDataSource pool = tables.pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            assertThat(ServerDurability.lacking(
                            Dialect.POSTGRESQL, ServerDurability.settings(Dialect.POSTGRESQL, connection)))
                    .contains("synchronous_commit is off and should be on");
        }
    }

    @EachDatabase(Kind.SQLITE)
    void hostsOwnSqliteIsNamedOnceAndOurOwnIsNot(TestDatabase tables) {
        assertThat(warnings(tables.pool())).isEmpty();
        SQLiteDataSource own = new SQLiteDataSource();
        own.setUrl(tables.url());
        own.setSynchronous("OFF");
        assertThat(warnings(own))
                .singleElement()
                .asString()
                .startsWith("RA-0229")
                .contains("synchronous=0");
    }

    @Test
    void onlyWhatLosesAcknowledgedRecordsIsCounted() {
        assertThat(ServerDurability.lacking(
                        Dialect.POSTGRESQL,
                        Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "local")))
                .isEmpty();
        assertThat(ServerDurability.lacking(
                        Dialect.POSTGRESQL,
                        Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off")))
                .hasSize(3);
        assertThat(mysql("1", "off", "0", "on")).isEmpty();
        assertThat(mysql("3", "on", "1", "on")).isEmpty();
        assertThat(mysql("0", "off", "1", "on")).containsExactly("innodb_flush_log_at_trx_commit is 0 and should be 1");
        assertThat(mysql("1", "on", "0", "on")).containsExactly("sync_binlog is 0 and should be 1");
        assertThat(mysql("1", "on", "1000", "off"))
                .containsExactly("innodb_doublewrite is off and should be on", "sync_binlog is 1000 and should be 1");
    }

    private static List<String> mysql(String flush, String log, String syncLog, String doublewrite) {
        return ServerDurability.lacking(
                Dialect.MYSQL,
                Map.of(
                        "innodb_flush_log_at_trx_commit",
                        flush,
                        "log_bin",
                        log,
                        "sync_binlog",
                        syncLog,
                        "innodb_doublewrite",
                        doublewrite));
    }

    /** What opening a database says in the log, by this thread alone. */
    private static List<String> warnings(DataSource dataSource) {
        Heard heard = new Heard(Thread.currentThread().getName());
        Logger[] loggers = {
            (Logger) LoggerFactory.getLogger(Database.class), (Logger) LoggerFactory.getLogger(EmbeddedDatabase.class)
        };
        heard.start();
        for (Logger logger : loggers) {
            logger.addAppender(heard);
        }
        try {
            Database.of(dataSource, HostTransactions.none());
            return List.copyOf(heard.messages);
        } finally {
            for (Logger logger : loggers) {
                logger.detachAppender(heard);
            }
        }
    }

    private static final class Heard extends AppenderBase<ILoggingEvent> {

        private final String thread;
        private final List<String> messages = new CopyOnWriteArrayList<>();

        Heard(String thread) {
            this.thread = thread;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThreadName().equals(thread)) {
                messages.add(event.getFormattedMessage());
            }
        }
    }
}
