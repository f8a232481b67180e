package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EmbeddedDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A host made of the samples of README and FEEDING.md, compiled and run as they stand there. What a reader is left to fill in
 * is around them here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DocumentedSamplesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String AT = "2026-04-15T16:30:00+08:00";

    private Path directory;
    private CompiledSamples samples;
    private TestHost host;

    @BeforeAll
    void startTheHostOfTheReadme(@TempDir Path temporary) throws Exception {
        directory = temporary;
        Document readme = Document.readme();
        List<String> java = readme.samples("java");
        assertThat(java)
                .as("samples in README, each of which is run here or in the hosts")
                .hasSize(5);
        assertThat(Document.feeding().samples("java"))
                .as("samples in FEEDING.md, the third of which is run here and the others in the hosts")
                .hasSize(3);
        samples = new CompiledSamples(
                directory.resolve("classes"),
                Map.of(
                        "Receipt", RECEIPT,
                        "Receipts", RECEIPTS,
                        "Receiving", RECEIVING.replace("SAMPLE", java.get(0)),
                        "Mapping", MAPPING.replace("SAMPLE", java.get(1)),
                        "Auditing", AUDITING.replace("SAMPLE", waiting(java.get(3))),
                        "Signing", SIGNING.replace("SAMPLE", java.get(4).replace("\"/etc/qms/signer.p12\"", "file")),
                        "Embedding",
                                EMBEDDING.replace(
                                        "SAMPLE",
                                        Document.feeding().samples("java").get(2))));
        TestHost.Starting starting = TestHost.in(
                        directory,
                        Host.class,
                        samples.type("Receipts"),
                        samples.type("Receiving"),
                        samples.type("Mapping"))
                .withoutLogin()
                .without("remote-audit.origin")
                .with("test.directory", directory.toString());
        readme.samples("properties").get(0).lines().forEach(line -> {
            String[] property = line.split("=", 2);
            if (!property[0].equals("remote-audit.directory")) {
                starting.with(property[0], property[1]);
            }
        });
        for (String yaml : readme.samples("yaml")) {
            Document.properties(yaml).forEach(starting::with);
        }
        starting.with("remote-audit.sources.warehouse.every", "200ms")
                .without("remote-audit.files.scales.folder")
                .with(
                        "remote-audit.files.scales.folder",
                        directory.resolve("scales").toString())
                .with("remote-audit.files.scales.every", "200ms");
        host = samples.within(starting::start);
    }

    @AfterAll
    void stop() throws IOException {
        if (host != null) {
            host.close();
        }
        if (samples != null) {
            samples.close();
        }
    }

    @Test
    void rowAndRecordOfTheEmbeddingSampleAreSavedTogetherOrNotAtAll() throws Exception {
        Object receiving = host.bean(samples.type("Receiving"));
        Method received = samples.type("Receiving").getDeclaredMethod("received", samples.type("Receipt"));
        received.setAccessible(true);
        received.invoke(receiving, receipt("GR-77", "王芳"));
        assertThat(rows("GR-77")).isEqualTo(1);
        assertThat(record("GR-77").attributes().text("supplierLot")).contains("26-0118A");

        assertThatThrownBy(() -> received.invoke(receiving, receipt("GR-78", "")))
                .isInstanceOf(InvocationTargetException.class)
                .hasStackTraceContaining("performedBy");
        assertThat(rows("GR-78")).isZero();
        assertThat(host.bean(Records.class).find("GR-78")).isEmpty();
    }

    @Test
    void mapperOfTheReadmeMakesARecordOfAReceipt() throws Exception {
        AuditedRecords auditedRecords = host.bean(AuditedRecords.class);
        auditedRecords.save(receipt("GR-80", "王芳"));
        auditedRecords.save(receipt("GR-80", "王芳"));
        assertThat(host.bean(Records.class).versions("GR-80")).hasSize(1);
        assertThat(record("GR-80").lots()).containsExactly("MB-7");
    }

    @Test
    void tableOfTheReadmeIsRead() {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> host.bean(Records.class).find("GR-1").isPresent());
        assertThat(record("GR-1").occurredAt()).isEqualTo(OffsetDateTime.parse(AT));
        assertThat(record("GR-1").attributes().text("supplierLot")).contains("26-0118A");
    }

    @Test
    void fileOfTheReadmeIsTakenIn() throws IOException {
        String header = Document.readme()
                .text()
                .lines()
                .filter(line -> line.startsWith("line `单号"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*`(.*)`.*", "$1");
        Path folder = Files.createDirectories(directory.resolve("scales"));
        Files.writeString(folder.resolve("a.csv"), header + "\n9,MB-7,26-0118A,120.5,王芳,2026/4/15 16:30\n");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> host.bean(Records.class).find("SC-9").isPresent());
        assertThat(record("SC-9").occurredAt()).isEqualTo(OffsetDateTime.parse(AT));
    }

    @Test
    void clientOfTheReadmeAsksExportsAndVerifies() throws Exception {
        RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
        String token = Evidence.engage(remoteAudit);
        remoteAudit.records().save(Evidence.inspection("IQC-1").build());
        Evidence.settle(remoteAudit);
        Path export = directory.resolve("audit.asice");
        Object verification = samples.type("Auditing")
                .getMethod("audit", String.class, String.class, String.class, Path.class)
                .invoke(null, "http://127.0.0.1:" + host.port(), token, Evidence.ENGAGEMENT, export);
        assertThat(verification).hasToString("Optional.empty");
        assertThat(export).isNotEmptyFile();
    }

    @Test
    void signingKeyOfTheReadmeIsRead() throws Exception {
        Path file = directory.resolve("signer.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Example Masks Ltd",
                        "-ext",
                        "KeyUsage=digitalSignature",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        assertThat(samples.type("Signing")
                        .getMethod("key", String.class, char[].class)
                        .invoke(null, file.toString(), "changeit".toCharArray()))
                .isNotNull();
    }

    @Test
    void builderOfTheFeedingPageReadsTheTable() throws Exception {
        Object remoteAudit = samples.type("Embedding")
                .getMethod("embed", Path.class, DataSource.class)
                .invoke(null, directory.resolve("embedded"), host.bean(HikariDataSource.class));
        try (RemoteAudit opened = (RemoteAudit) remoteAudit) {
            assertThat(opened.records().find("GR-1")).isPresent();
        }
    }

    /** The comment where a reader has to wait becomes the waiting. */
    private static String waiting(String sample) {
        String comment = "// once audit.exports().export(export.id()).state() is \"done\":";
        assertThat(sample).contains(comment, "\"audit.asice\"");
        return sample.replace(
                        comment,
                        "org.awaitility.Awaitility.await().pollInterval(java.time.Duration.ofMillis(500))"
                                + ".until(() -> audit.exports().export(export.id()).state().equals(\"done\"));")
                .replace("Path.of(\"audit.asice\")", "target")
                .replaceFirst("\\}\\s*$", "    return verification.firstFailure();\n}\n");
    }

    private Object receipt(String number, String receiver) throws ReflectiveOperationException {
        return samples.type("Receipt")
                .getDeclaredConstructors()[0]
                .newInstance(number, "MB-7", "26-0118A", new BigDecimal("120.5"), receiver, OffsetDateTime.parse(AT));
    }

    private QualityRecord record(String id) {
        return host.bean(Records.class).find(id).orElseThrow().record();
    }

    private long rows(String number) {
        return host.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM receipt WHERE number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    private static final String RECEIPT = """
            import io.remoteaudit.record.Attributes;
            import java.math.BigDecimal;
            import java.time.OffsetDateTime;
            public record Receipt(
                    String number, String lot, String supplierLot, BigDecimal kilograms, String receiver, OffsetDateTime at) {
                Attributes toAttributes() {
                    return Attributes.none().with("receiptNo", number).with("supplierLot", supplierLot)
                            .with("internalLot", lot).with("quantity", kilograms).with("uom", "KGM");
                }
            }
            """;

    private static final String RECEIPTS = """
            import org.springframework.jdbc.core.simple.JdbcClient;
            public class Receipts {
                private final JdbcClient jdbc;
                public Receipts(JdbcClient jdbc) {
                    this.jdbc = jdbc;
                }
                void insert(Receipt receipt) {
                    jdbc.sql("INSERT INTO receipt VALUES (?)").param(receipt.number()).update();
                }
            }
            """;

    private static final String RECEIVING = """
            import io.remoteaudit.RemoteAudit;
            import io.remoteaudit.record.QualityRecord;
            import org.springframework.transaction.annotation.Transactional;
            public class Receiving {
                private final Receipts receipts;
                private final RemoteAudit remoteAudit;
                public Receiving(Receipts receipts, RemoteAudit remoteAudit) {
                    this.receipts = receipts;
                    this.remoteAudit = remoteAudit;
                }
                SAMPLE
            }
            """;

    private static final String MAPPING = """
            import io.remoteaudit.record.Attributes;
            import io.remoteaudit.record.QualityRecord;
            import io.remoteaudit.record.RecordMapper;
            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.Configuration;
            @Configuration(proxyBeanMethods = false)
            public class Mapping {
                SAMPLE
            }
            """;

    private static final String AUDITING = """
            import io.remoteaudit.api.*;
            import io.remoteaudit.client.*;
            import io.remoteaudit.export.*;
            import io.remoteaudit.question.*;
            import java.nio.file.Path;
            import java.util.List;
            public class Auditing {
                public static Object audit(String baseUrl, String token, String engagementId, Path target) throws Exception {
                    SAMPLE
                }
            }
            """;

    private static final String SIGNING = """
            import io.remoteaudit.export.SigningKey;
            import java.nio.file.Path;
            public class Signing {
                public static Object key(String file, char[] password) throws Exception {
                    SAMPLE
                    return key;
                }
            }
            """;

    private static final String EMBEDDING = """
            import io.remoteaudit.RemoteAudit;
            import io.remoteaudit.feed.*;
            import java.nio.file.Path;
            import java.time.ZoneId;
            import java.util.List;
            import java.util.Locale;
            import javax.sql.DataSource;
            public class Embedding {
                public static Object embed(Path directory, DataSource warehouse) throws Exception {
                    SAMPLE
                    return remoteAudit;
                }
            }
            """;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {

        @Bean
        HikariDataSource quality(@Value("${test.directory}") String directory) {
            HikariDataSource dataSource = EmbeddedDatabase.open(Path.of(directory, "quality.db"));
            JdbcClient jdbc = JdbcClient.create(dataSource);
            jdbc.sql("CREATE TABLE receipt (number TEXT PRIMARY KEY)").update();
            jdbc.sql(
                            "CREATE TABLE goods_in (receipt_no INTEGER, lot TEXT, supplier_lot TEXT, kilograms NUMERIC, receiver TEXT,"
                                    + " received_at TIMESTAMP, changed_at TIMESTAMP)")
                    .update();
            jdbc.sql("INSERT INTO goods_in VALUES (1, 'MB-7', '26-0118A', 120.5, '王芳', '2026-04-15 16:30:00',"
                            + " '2026-04-15 16:31:00')")
                    .update();
            return dataSource;
        }
    }
}
