package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.LogSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A maker that puts back an older copy of its ledger, with its true key, and goes on from there. */
class TamperedMakerTest {

    private static final String ORIGIN = "qms.example.com/remote-audit";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private CheckpointStore seen;
    private String token;
    private LogKey key;
    private Path older;
    private Path now;

    @BeforeEach
    void visitOnce() throws IOException {
        seen = CheckpointStore.inDirectory(directory.resolve("seen"));
        now = directory.resolve("maker");
        try (Maker maker = new Maker(now)) {
            token = maker.tokenA;
            key = maker.remoteAudit().ledger().key();
        }
        older = copy(now, "older");
        try (RemoteAudit maker = open(now)) {
            save(maker, "IQC/2026/10", 3);
            assertThat(visit(maker)).isPositive();
        }
    }

    @Test
    void ledgerThatGrewIsAContinuation() throws IOException {
        try (RemoteAudit maker = open(now)) {
            save(maker, "IQC/2026/20", 5);
            assertThat(visit(maker)).isPositive();
        }
    }

    @Test
    void ledgerThatWasPutBackIsRefused() throws IOException {
        try (RemoteAudit maker = open(older)) {
            refused(maker, "cut off");
        }
    }

    @Test
    void ledgerThatWasPutBackAndWrittenAnewIsRefused() throws IOException {
        try (RemoteAudit maker = open(older)) {
            save(maker, "IQC/2026/30", 40);
            refused(maker, "does not continue");
            // What was seen first stays what counts.
            refused(maker, "does not continue");
        }
    }

    @Test
    void ledgerThatWasBegunAnewUnderAnotherNameIsRefused() throws IOException {
        try (RemoteAudit maker = open(now);
                TinyServer server = new TinyServer(maker.endpoint())) {
            CheckpointStore.Seen last = seen.last(ORIGIN).orElseThrow();
            seen.remember(
                    server.url() + "/",
                    new CheckpointStore.Seen(
                            new LogSigner("old.example.com", new byte[32]).key().vkey(), last.note()));
            assertThatThrownBy(() -> visit(server))
                    .isInstanceOf(LedgerForkException.class)
                    .hasMessageContaining("old.example.com");
        }
    }

    @Test
    void keysThatSignedAreProvenFromTheOneTrusted() throws IOException {
        try (RemoteAudit maker = open(now)) {
            maker.ledger().rotateKey("yearly change");
            settle(maker);
            LogKey fresh = maker.ledger().key();
            try (TinyServer server = new TinyServer(maker.endpoint());
                    AuditClient client = AuditClient.builder(server.url(), token)
                            .checkpoints(seen)
                            .logKey(key)
                            .open()) {
                assertThat(client.engagement(Maker.A).ledger().keys().periods())
                        .extracting(period -> period.key())
                        .containsExactly(key, fresh);
            }
        }
    }

    private void refused(RemoteAudit maker, String why) throws IOException {
        assertThatThrownBy(() -> visit(maker))
                .isInstanceOf(LedgerForkException.class)
                .hasMessageStartingWith("RA-0802")
                .hasMessageContaining(why);
    }

    private long visit(RemoteAudit maker) throws IOException {
        try (TinyServer server = new TinyServer(maker.endpoint())) {
            return visit(server);
        }
    }

    private long visit(TinyServer server) {
        try (AuditClient client =
                AuditClient.builder(server.url(), token).checkpoints(seen).open()) {
            return client.engagement(Maker.A).ledger().checkpoint().size();
        }
    }

    private static RemoteAudit open(Path directory) {
        return RemoteAudit.builder(directory, ORIGIN).open();
    }

    private static void save(RemoteAudit maker, String id, int times) {
        for (int i = 0; i < times; i++) {
            maker.records()
                    .save(Maker.inspection(id + "/" + i, "S1", "9" + i % 10 + ".5")
                            .build());
        }
        settle(maker);
    }

    private static void settle(RemoteAudit maker) {
        assertThat(maker.ledger().awaitSequenced(LONG)).isTrue();
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
        return to;
    }
}
