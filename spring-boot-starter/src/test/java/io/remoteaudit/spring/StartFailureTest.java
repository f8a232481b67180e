package io.remoteaudit.spring;

import static io.remoteaudit.spring.StartFailures.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.store.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A host that is configured wrongly is told what is wrong and what to do, in words. */
class StartFailureTest {

    private static final String PROVIDER = "remote-audit.endpoint.identity.providers[0]";

    @TempDir
    private Path directory;

    @Test
    void twoDataSourcesAskForTheProperty() {
        FailureAnalysis analysis = analysis(twoDatabases());
        assertThat(analysis.getDescription())
                .contains("RA-0902")
                .contains("quality")
                .contains("shop");
        assertThat(analysis.getAction()).contains("'remote-audit.data-source'");
    }

    @Test
    void namedDataSourceKeepsTheLedgerAndTheOtherIsLeftAlone() throws Exception {
        try (TestHost host =
                twoDatabases().with("remote-audit.data-source", "quality").start()) {
            assertThat(hasTables(host, "quality")).isTrue();
            assertThat(hasTables(host, "shop")).isFalse();
        }
    }

    @Test
    void embeddedIsAChoiceAmongSeveralDataSources() throws Exception {
        try (TestHost host =
                twoDatabases().with("remote-audit.data-source", "embedded").start()) {
            assertThat(hasTables(host, "quality")).isFalse();
            assertThat(hasTables(host, "shop")).isFalse();
            assertThat(directory.resolve("remote-audit/ledger.db")).exists();
        }
    }

    @Test
    void unknownDataSourceNamesThoseThereAre() {
        FailureAnalysis analysis = analysis(twoDatabases().with("remote-audit.data-source", "qualty"));
        assertThat(analysis.getDescription()).contains("RA-0903").contains("'qualty'");
        assertThat(analysis.getAction()).contains("quality").contains("shop");
    }

    @Test
    void timestampAuthorityWithoutItsCertificateIsAskedFor() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.timestamps.authorities[0].name", "tsa")
                .with("remote-audit.timestamps.authorities[0].url", "https://tsa.example.com/"));
        assertThat(analysis.getDescription())
                .contains("RA-0910")
                .contains("'remote-audit.timestamps.authorities[0].certificate' is not set");
        assertThat(analysis.getAction()).contains("tsa-root.pem");
    }

    @Test
    void timestampAuthorityWithAnUnreadableCertificateIsNamed() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.timestamps.authorities[0].name", "tsa")
                .with("remote-audit.timestamps.authorities[0].url", "https://tsa.example.com/")
                .with(
                        "remote-audit.timestamps.authorities[0].certificate",
                        directory.resolve("missing.pem").toString()));
        assertThat(analysis.getDescription()).contains("RA-0910").contains("missing.pem");
        assertThat(analysis.getAction()).contains("PEM");
    }

    @Test
    void identityProviderWithoutAnAudienceIsAskedForOne() {
        FailureAnalysis analysis = analysis(
                plain().with(PROVIDER + ".issuer", "https://login.example.org").with(PROVIDER + ".audience", ""));
        assertThat(analysis.getDescription()).contains("RA-0919").contains("'" + PROVIDER + ".audience' is not set");
        assertThat(analysis.getAction()).contains("https://qms.example.com/audit");
    }

    @Test
    void identityProviderByPlainHttpElsewhereIsRefused() {
        FailureAnalysis analysis = analysis(
                plain().with(PROVIDER + ".issuer", "http://login.example.org").with(PROVIDER + ".audience", "a"));
        assertThat(analysis.getDescription())
                .contains("RA-0919")
                .contains("is not https")
                .contains(PROVIDER);
    }

    @Test
    void identityProviderByASharedKeyIsRefused() {
        FailureAnalysis analysis = analysis(plain().with(PROVIDER + ".issuer", "https://login.example.org")
                .with(PROVIDER + ".audience", "a")
                .with(PROVIDER + ".algorithms", "HS256"));
        assertThat(analysis.getDescription()).contains("RA-0919").contains("RS256");
    }

    @Test
    void identityProviderOutOfReachKeepsTheHostFromStartingOnlyIfItShould() {
        TestHost.Starting starting = plain().with("remote-audit.endpoint.enabled", "true")
                .with(PROVIDER + ".issuer", "http://127.0.0.1:1/realm")
                .with(PROVIDER + ".audience", "a");
        try (TestHost host = starting.start()) {
            assertThat(host.context().isActive()).isTrue();
        }
        FailureAnalysis analysis = analysis(starting.with(PROVIDER + ".required-at-start", "true"));
        assertThat(analysis.getDescription()).contains("RA-0921").contains("http://127.0.0.1:1/realm");
        assertThat(analysis.getAction()).contains("'" + PROVIDER + ".required-at-start' to false");
    }

    @Test
    void addressThatIsNoIdentityProvidersIsNamed() {
        try (TestHost other = TestHost.in(directory, Host.class).start()) {
            FailureAnalysis analysis = analysis(TestHost.in(directory.resolve("second"), Host.class)
                    .with("remote-audit.endpoint.enabled", "true")
                    .with(PROVIDER + ".issuer", "http://127.0.0.1:" + other.port())
                    .with(PROVIDER + ".audience", "a"));
            assertThat(analysis.getDescription()).contains("RA-0920").contains("/.well-known/openid-configuration");
            assertThat(analysis.getAction()).contains("'" + PROVIDER + ".jwk-set-uri'");
        }
    }

    @Test
    void timestampsMoreOftenThanEveryMinuteAreRefused() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.timestamps.interval", "5s"));
        assertThat(analysis.getDescription()).contains("RA-0910").contains("less than a minute");
    }

    @Test
    void negativeThresholdForLateEntriesIsRefused() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.late-entry-after", "-1h"));
        assertThat(analysis.getDescription()).contains("RA-0911").contains("'remote-audit.late-entry-after'");
    }

    @Test
    void pageOriginThatPasskeysCannotBeBoundToIsRefused() {
        for (String origin : List.of("qms.example.com", "http://qms.example.com", "https://qms.example.com/audit")) {
            FailureAnalysis analysis = analysis(plain().with("remote-audit.endpoint.page-origin", origin));
            assertThat(analysis.getDescription()).contains("RA-0922").contains(origin);
        }
    }

    @Test
    void selfCheckMoreOftenThanEveryMinuteIsRefused() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.self-check-interval", "5s"));
        assertThat(analysis.getDescription()).contains("RA-0912").contains("less than a minute");
    }

    @Test
    void exportsOutOfBoundsAreRefused() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.exports.at-once", "0"));
        assertThat(analysis.getDescription()).contains("RA-0913").contains("from 1 to 16");
    }

    @Test
    void glossaryThatCannotBeUsedNamesItsEntry() throws Exception {
        Path file = directory.resolve("words.json");
        Files.writeString(file, "{\"entries\": [{\"category\": \"role\", \"zh\": [\"检验员\"]}]}");
        FailureAnalysis analysis = analysis(plain().with("remote-audit.search.glossary", file.toString()));
        assertThat(analysis.getDescription())
                .contains("RA-0915")
                .contains("'remote-audit.search.glossary'")
                .contains("entries/0 (检验员)");
        assertThat(analysis(plain().with("remote-audit.search.glossary", file + ".missing"))
                        .getDescription())
                .contains("RA-0915")
                .contains("words.json.missing");
    }

    @Test
    void assigneesOfNoCategoryAndWebhooksWithoutASecretAreRefused() {
        FailureAnalysis category = analysis(plain().with("remote-audit.questions.assignees.gossip", "李娜"));
        assertThat(category.getDescription()).contains("RA-0917").contains("gossip");
        FailureAnalysis webhook = analysis(plain().with("remote-audit.questions.webhooks[0].name", "hook")
                .with("remote-audit.questions.webhooks[0].url", "https://hooks.example/x"));
        assertThat(webhook.getDescription()).contains("RA-0918").contains("secret");
    }

    @Test
    void boundsOfReadingAttachmentsThatAreNoneAreRefused() {
        FailureAnalysis memory = analysis(plain().with("remote-audit.search.attachment-text.memory", "1MB"));
        assertThat(memory.getDescription()).contains("RA-0916").contains("from 64 MiB to 4 GiB");
        assertThat(memory.getAction()).contains("'remote-audit.search.attachment-text.mode'");
        FailureAnalysis time = analysis(plain().with("remote-audit.search.attachment-text.time-limit", "100ms"));
        assertThat(time.getDescription()).contains("RA-0916").contains("from 1 second to 10 minutes");
        FailureAnalysis mode = analysis(plain().with("remote-audit.search.attachment-text.mode", "maybe"));
        assertThat(mode.getDescription())
                .contains("remote-audit.search.attachment-text.mode")
                .contains("maybe");
        assertThat(mode.getAction()).contains("auto, off");
    }

    @Test
    void missingOriginIsAskedFor() {
        FailureAnalysis analysis = analysis(plain().without("remote-audit.origin"));
        assertThat(analysis.getDescription()).contains("RA-0901").contains("'remote-audit.origin'");
        assertThat(analysis.getAction())
                .contains("qms.example.com/remote-audit")
                .contains("remote-audit.enabled");
    }

    @Test
    void emptyDirectoryIsAskedFor() {
        FailureAnalysis analysis =
                analysis(plain().without("remote-audit.directory").with("remote-audit.directory", ""));
        assertThat(analysis.getDescription()).contains("RA-0901").contains("'remote-audit.directory'");
    }

    @Test
    void originThatIsNoneIsNamed() {
        FailureAnalysis analysis =
                analysis(plain().without("remote-audit.origin").with("remote-audit.origin", "a name with blanks"));
        assertThat(analysis.getDescription()).contains("RA-0906").contains("a name with blanks");
        assertThat(analysis.getAction()).contains("remote-audit.origin");
    }

    @Test
    void directoryOfAnotherProcessSaysSo() {
        try (RemoteAudit other = RemoteAudit.builder(directory.resolve("remote-audit"), "test.example/audit")
                .open()) {
            assertThat(other.ledger().size()).isZero();
            FailureAnalysis analysis = analysis(plain());
            assertThat(analysis.getDescription()).contains("RA-0234").contains("remote-audit");
            assertThat(analysis.getAction()).contains("'remote-audit.directory'");
        }
    }

    @Test
    void tablesThatAreMissingSayWhichPropertyMakesThem() {
        FailureAnalysis analysis = analysis(plain().with("remote-audit.migrations", "validate"));
        assertThat(analysis.getDescription()).contains("RA-0260");
        assertThat(analysis.getAction()).contains("'remote-audit.migrations'");
    }

    @Test
    void moduleThatIsSwitchedOffNeedsNothingAndLeavesNothing() {
        try (TestHost host = plain().without("remote-audit.origin")
                .with("remote-audit.enabled", "false")
                .start()) {
            assertThat(host.context().getBeanProvider(RemoteAudit.class).getIfAvailable())
                    .isNull();
            assertThat(Files.exists(directory.resolve("remote-audit"))).isFalse();
        }
    }

    private TestHost.Starting plain() {
        return TestHost.in(directory, Host.class).withoutWeb();
    }

    private TestHost.Starting twoDatabases() {
        return TestHost.in(directory, TwoDatabases.class).withoutWeb().with("test.directory", directory.toString());
    }

    private static boolean hasTables(TestHost host, String database) throws Exception {
        DataSource dataSource = host.context().getBean(database, DataSource.class);
        try (var connection = dataSource.getConnection();
                var tables = connection.getMetaData().getTables(null, null, "remote_audit_%", null)) {
            return tables.next();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class TwoDatabases {

        @Bean(destroyMethod = "close")
        @Primary
        HikariDataSource shop(@Value("${test.directory}") String directory) {
            return EmbeddedDatabase.open(Path.of(directory, "shop.db"));
        }

        @Bean(destroyMethod = "close")
        HikariDataSource quality(@Value("${test.directory}") String directory) {
            return EmbeddedDatabase.open(Path.of(directory, "quality.db"));
        }
    }
}
