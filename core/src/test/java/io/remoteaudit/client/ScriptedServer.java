package io.remoteaudit.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint over real HTTP that answers as a test wrote down, and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final Step otherwise;

    /** What was asked, in order. */
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    ScriptedServer(Step otherwise) throws IOException {
        this.otherwise = otherwise;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Step next = script.poll();
            try (exchange) {
                (next == null ? this.otherwise : next).answer(exchange);
            }
        });
        server.start();
    }

    /** One request. */
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(
                    ",",
                    headers.entrySet().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase(name))
                            .findFirst()
                            .map(Map.Entry::getValue)
                            .orElse(List.of()));
        }
    }

    /** Answers one request; nothing written is a connection that is dropped. */
    interface Step {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** The next answers, in order; after them comes the usual one. */
    ScriptedServer then(Step... steps) {
        script.addAll(List.of(steps));
        return this;
    }

    static Step json(int status, String body, String... headers) {
        return exchange -> {
            exchange.getResponseHeaders()
                    .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Step problem(int status, String type, String... headers) {
        return json(
                status,
                "{\"type\":\"urn:remote-audit:problem:" + type + "\",\"title\":\"t\",\"status\":" + status
                        + ",\"code\":\"RA-0799\",\"detail\":\"in English\",\"translation\":{\"language\":\"zh-CN\","
                        + "\"title\":\"标题\",\"detail\":\"中文\"}}",
                headers);
    }

    static Step dropped() {
        return exchange -> {};
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
