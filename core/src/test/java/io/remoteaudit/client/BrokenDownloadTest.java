package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that cuts the connection, and from one whose file changes meanwhile. */
class BrokenDownloadTest {

    private static final int LENGTH = 300_000;

    @TempDir
    private Path directory;

    private final byte[] file = bytes(1);
    private final byte[] other = bytes(2);
    private Path target;
    private ScriptedServer server;
    private AuditClient client;

    @BeforeEach
    void open() throws IOException {
        target = directory.resolve("audit.asice");
        server = new ScriptedServer(serving(file, Integer.MAX_VALUE));
        client = AuditClient.builder(server.url(), "ra_test")
                .attempts(2, Duration.ofMillis(1), Duration.ofMillis(1))
                .waiting(time -> {})
                .open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void fileIsWholeWhereverTheConnectionIsCut() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            int cuts = 1 + random.nextInt(4);
            IntStream.range(0, cuts)
                    .map(i -> 1 + random.nextInt(LENGTH / 5))
                    .mapToObj(at -> serving(file, at))
                    .forEach(server::then);
            server.asked.clear();
            assertThat(download()).isEqualTo(Hash.sha256(file));
            assertThat(Files.readAllBytes(target)).isEqualTo(file);
            assertThat(server.asked).hasSize(cuts + 1);
            assertThat(server.asked.get(cuts).header("If-Range")).isEqualTo(tag(file));
        }
        nothingElseIsLeft();
    }

    @Test
    void fileThatChangesInBetweenIsRefusedAndNeverSpliced() throws IOException {
        for (int cut : new int[] {1, 1_000, 65_536, LENGTH - 1}) {
            server.then(serving(file, cut), serving(other, Integer.MAX_VALUE));
            assertThatThrownBy(this::download)
                    .isInstanceOf(FileChangedException.class)
                    .hasMessageStartingWith("RA-0803")
                    .hasMessageContaining(Hash.sha256(file).hex())
                    .hasMessageContaining(Hash.sha256(other).hex());
            assertThat(target).doesNotExist();
            nothingElseIsLeft();
        }
        server.then(serving(other, Integer.MAX_VALUE));
        assertThat(download()).isEqualTo(Hash.sha256(other));
    }

    @Test
    void restOfAnotherFileUnderTheSameTagIsFoundOut() throws IOException {
        server.then(serving(file, 1_000), exchange -> {
            exchange.getResponseHeaders().set("ETag", tag(file));
            exchange.getResponseHeaders().set("Content-Range", "bytes 1000-" + (LENGTH - 1) + "/" + LENGTH);
            exchange.sendResponseHeaders(206, LENGTH - 1_000L);
            exchange.getResponseBody().write(other, 1_000, LENGTH - 1_000);
        });
        assertThatThrownBy(this::download).isInstanceOf(ProofException.class);
        assertThat(target).doesNotExist();
        nothingElseIsLeft();
    }

    @Test
    void serverWithoutRangesGivesTheWholeFileAgain() throws IOException {
        server.then(serving(file, 1_000), exchange -> {
            exchange.getRequestHeaders().remove("Range");
            serving(file, Integer.MAX_VALUE).answer(exchange);
        });
        assertThat(download()).isEqualTo(Hash.sha256(file));
        assertThat(Files.readAllBytes(target)).isEqualTo(file);
    }

    @Test
    void downloadThatFailedForGoodIsGoneOnWithByTheNext() throws IOException {
        server.then(serving(file, 100_000));
        IntStream.range(0, 12).forEach(i -> server.then(ScriptedServer.dropped()));
        assertThatThrownBy(this::download).isInstanceOf(AuditConnectionException.class);
        assertThat(target).doesNotExist();
        int before = server.asked.size();
        try (ScriptedServer later = new ScriptedServer(serving(file, Integer.MAX_VALUE));
                AuditClient restarted =
                        AuditClient.builder(later.url(), "ra_test").open()) {
            Hash digest = restarted.engagement("E").exports().download("X", target, Progress.ignored());
            assertThat(digest).isEqualTo(Hash.sha256(file));
            assertThat(later.asked)
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.header("Range")).matches("bytes=[1-9][0-9]*-"));
        }
        assertThat(before).isPositive();
        assertThat(Files.readAllBytes(target)).isEqualTo(file);
        nothingElseIsLeft();
    }

    @Test
    void partNobodyKnowsAnythingAboutIsNotGoneOnWith() throws IOException {
        Files.write(directory.resolve("audit.asice.part"), new byte[] {1, 2, 3});
        Files.writeString(directory.resolve("audit.asice.part.of"), "\"tag\"\nno digest\n300000\n");
        assertThat(download()).isEqualTo(Hash.sha256(file));
        assertThat(server.asked)
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("Range")).isEmpty());
        nothingElseIsLeft();
    }

    private Hash download() {
        return client.engagement("E").exports().download("X", target, Progress.ignored());
    }

    private void nothingElseIsLeft() {
        assertThat(directory.resolve("audit.asice.part")).doesNotExist();
        assertThat(directory.resolve("audit.asice.part.of")).doesNotExist();
    }

    /** Serves a file with ranges, and cuts the connection after some bytes. */
    private static ScriptedServer.Step serving(byte[] content, int cutAfter) {
        return exchange -> {
            int first = first(exchange, content);
            exchange.getResponseHeaders().set("ETag", tag(content));
            exchange.getResponseHeaders()
                    .set("Repr-Digest", "sha-256=:" + Hash.sha256(content).base64() + ":");
            if (first > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(first > 0 ? 206 : 200, content.length - first);
            exchange.getResponseBody().write(content, first, Math.min(content.length - first, cutAfter));
            exchange.getResponseBody().flush();
        };
    }

    private static int first(HttpExchange exchange, byte[] content) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean same = tag(content).equals(exchange.getRequestHeaders().getFirst("If-Range"));
        return range == null || !same ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    }

    private static String tag(byte[] content) {
        return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
