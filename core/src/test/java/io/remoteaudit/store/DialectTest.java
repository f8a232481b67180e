package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyDialectsStatementsAreComplete(Dialect dialect) {
        assertThat(Migrations.ddl(dialect))
                .doesNotContain("$")
                .contains("CREATE TABLE remote_audit_entry", "CREATE TABLE remote_audit_leaf");
    }

    @EachDatabase
    void databaseIsKnownByWhatItCallsItself(TestDatabase database) {
        assertThat(Database.of(database.pool(1), HostTransactions.none()).dialect())
                .isEqualTo(Dialect.valueOf(database.kind().name()));
    }
}
