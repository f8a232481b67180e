package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with a database for production, which its migrations and entities are in, and one for quality. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DatabasesTest {

    private static final String OURS = "remote_audit_%";
    private static final String FLYWAYS = "flyway_schema_history";

    @TempDir
    private Path directory;

    private TestDatabase production;
    private String quality;

    @Test
    void trap6LedgerIsInTheDatabaseThatIsNamedAndNoneIsGuessed() throws Exception {
        try (TestDatabase database = TestDatabase.standalone(TestDatabase.Kind.POSTGRESQL)) {
            production = database;
            database.update("CREATE SCHEMA quality");
            quality = database.url().replaceFirst("currentSchema=\\w+", "currentSchema=quality");

            asksWhichDatabaseIsMeant();
            trap5ChecksTablesItMayNotMake();
            leavesMigrationsAndEntitiesWhereTheyAre();
            trap5WorksOnTablesThatAreThere();
        }
    }

    private void asksWhichDatabaseIsMeant() throws IOException {
        assertThatThrownBy(() -> host(Container.TOMCAT.and()).start("apart.TwoDatabasesApplication"))
                .hasMessageContaining("RA-0902");
        assertThat(said())
                .contains("APPLICATION FAILED TO START")
                .contains("2 DataSource beans: production, quality")
                .contains("'remote-audit.data-source'");
    }

    private void trap5ChecksTablesItMayNotMake() throws IOException {
        assertThatThrownBy(() -> host(Container.NETTY.and())
                        .with("remote-audit.data-source", "quality")
                        .with("remote-audit.migrations", "validate")
                        .start("apart.TwoDatabasesApplication"))
                .hasMessageContaining("RA-0260");
        assertThat(said()).contains("APPLICATION FAILED TO START").contains("'remote-audit.migrations'");
    }

    @SuppressWarnings("unchecked")
    private void leavesMigrationsAndEntitiesWhereTheyAre() throws Exception {
        try (Host host = host(Container.JETTY.and(Part.JPA, Part.FLYWAY))
                .with("remote-audit.data-source", "quality")
                .start("apart.TwoDatabasesApplication")) {
            host.bean("delivering", Consumer.class).accept("D-1");
            assertThat(host.bean("recorded", Predicate.class).test("D-1")).isTrue();
        }
        assertThat(production.number("SELECT count(*) FROM receipt WHERE id = 'D-1'"))
                .isEqualTo(1);
        assertThat(tables("current_schema()", FLYWAYS)).isEqualTo(1);
        assertThat(tables("current_schema()", OURS)).isZero();
        assertThat(tables("'quality'", OURS)).isPositive();
        assertThat(tables("'quality'", FLYWAYS)).isZero();
    }

    private long tables(String schema, String name) {
        return production.number("SELECT count(*) FROM information_schema.tables WHERE table_schema = " + schema
                + " AND table_name LIKE '" + name + "'");
    }

    @SuppressWarnings("unchecked")
    private void trap5WorksOnTablesThatAreThere() throws Exception {
        try (Host host = host(Container.NETTY.and(Part.FLYWAY, Part.ACTUATOR))
                .with("remote-audit.data-source", "quality")
                .with("remote-audit.migrations", "off")
                .start("apart.TwoDatabasesApplication")) {
            assertThat(host.bean("recorded", Predicate.class).test("D-1")).isTrue();
        }
        try (Host host = host(Container.TOMCAT.and(Part.JPA))
                .with("remote-audit.data-source", "quality")
                .with("remote-audit.migrations", "validate")
                .start("apart.TwoDatabasesApplication")) {
            host.bean("delivering", Consumer.class).accept("D-2");
            assertThat(host.bean("recorded", Predicate.class).test("D-2")).isTrue();
        }
    }

    private Host.Starting host(Part... parts) {
        return Host.with(directory, parts)
                .with("host.production", production.url())
                .with("host.quality", quality);
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("host.log"));
    }
}
