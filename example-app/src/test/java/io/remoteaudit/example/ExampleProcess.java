package io.remoteaudit.example;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.HeldHttp;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The built example, started as its README says, as a process of its own. */
final class ExampleProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    private final Process process;
    private final Path directory;
    private final String baseUrl;
    private final OkHttpClient http = HeldHttp.builder().build();

    private ExampleProcess(Process process, Path directory, String baseUrl) {
        this.process = process;
        this.directory = directory;
        this.baseUrl = baseUrl;
    }

    static Path jar() {
        return Path.of(System.getProperty("example.jar")).toAbsolutePath();
    }

    /** Starts it in a directory and waits until it answers. */
    static ExampleProcess start(Path directory, String... arguments) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m",
                "-jar",
                jar().toString(),
                "--server.port=" + port));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output.log").toFile()))
                .start();
        ExampleProcess example = new ExampleProcess(process, directory, "http://127.0.0.1:" + port);
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(example::ready);
        return example;
    }

    private boolean ready() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The example ended: " + Files.readString(directory.resolve("output.log")));
        }
        if (!Files.exists(directory.resolve("data/demo-access.json"))) {
            return false;
        }
        Request request =
                new Request.Builder().url(baseUrl + "/.well-known/remote-audit").build();
        try (Response response = http.newCall(request).execute()) {
            return response.code() == 200
                    && baseUrl.equals(access().path("baseUrl").asText());
        } catch (IOException e) {
            return false;
        }
    }

    String baseUrl() {
        return baseUrl;
    }

    OkHttpClient http() {
        return http;
    }

    /** What the example wrote for a newcomer or a script. */
    JsonNode access() throws IOException {
        return Json.parse(Files.readAllBytes(directory.resolve("data/demo-access.json")));
    }

    /** The token of an engagement, by the invitation the example wrote down. */
    String redeem(int engagement) throws IOException {
        JsonNode invited = access().path("engagements").get(engagement);
        try (AuditClient stranger = HeldHttp.open(AuditClient.builder(baseUrl))) {
            return stranger.redeem(
                            invited.path("invitation").asText(),
                            invited.path("code").asText())
                    .token();
        }
    }

    /** A request as the quality staff. */
    Request.Builder asStaff(String path) throws IOException {
        JsonNode access = access();
        return new Request.Builder()
                .url(baseUrl + path)
                .header(
                        "Authorization",
                        Credentials.basic(
                                access.path("staffUser").asText(),
                                access.path("staffPassword").asText()))
                .header("X-Requested-With", "remote-audit-desk");
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
