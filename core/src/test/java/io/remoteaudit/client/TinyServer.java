package io.remoteaudit.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.AuditEndpoint;
import io.remoteaudit.endpoint.Body;
import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.HeldEndpoint;
import io.remoteaudit.endpoint.Request;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A binding of the endpoint, held to the contract, to the JDK's server, which can be told to fail. */
public final class TinyServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Request, Answer> endpoint;
    private final Runnable atClose;

    /** How many of the next requests are dropped before, and after, they are done. */
    final AtomicInteger dropBefore = new AtomicInteger();

    final AtomicInteger dropAfter = new AtomicInteger();

    /** How many of the next downloads are broken off after some bytes. */
    final AtomicInteger breakOff = new AtomicInteger();

    final AtomicInteger requests = new AtomicInteger();

    /** What was asked, as {@code GET /path}. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** After how many bytes the next event streams are cut off; one of them is taken for each. */
    public final Queue<Integer> cutStreamsAfter = new ConcurrentLinkedQueue<>();

    public final AtomicInteger streamsCut = new AtomicInteger();

    TinyServer(AuditEndpoint endpoint) throws IOException {
        this(new HeldEndpoint(endpoint));
    }

    private TinyServer(HeldEndpoint endpoint) throws IOException {
        this(endpoint::handle, endpoint::requireHeld);
    }

    private TinyServer(Function<Request, Answer> endpoint, Runnable atClose) throws IOException {
        this.endpoint = endpoint;
        this.atClose = atClose;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** A server whose answers cost what they cost a host, without being compared with the contract. */
    public static TinyServer measured(Function<Request, Answer> endpoint) throws IOException {
        return new TinyServer(endpoint, () -> {});
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
        if (take(dropBefore)) {
            exchange.close();
            return;
        }
        Answer answer = endpoint.apply(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                Headers.of(exchange.getRequestHeaders()),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                false,
                exchange.getRequestBody()));
        if (take(dropAfter)) {
            answer.body().close();
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                exchange.getResponseHeaders().add(name, value);
            }
        });
        send(exchange, answer);
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        long length = Long.parseLong(answer.headers().first("Content-Length").orElse("0"));
        if (answer.body() instanceof Body.Bytes bytes) {
            exchange.sendResponseHeaders(answer.status(), bytes.length() == 0 ? -1 : bytes.length());
            if (bytes.length() > 0) {
                exchange.getResponseBody().write(bytes.content());
            }
            exchange.close();
        } else if (answer.body() instanceof Body.Streamed streamed) {
            exchange.sendResponseHeaders(answer.status(), length);
            OutputStream out = exchange.getResponseBody();
            streamed.writeTo(take(breakOff) ? breaking(out) : out);
            exchange.close();
        } else if (answer.body() instanceof Body.Events events) {
            exchange.sendResponseHeaders(answer.status(), 0);
            follow(exchange, events);
        }
    }

    private void follow(HttpExchange exchange, Body.Events events) throws IOException {
        Integer cutAfter = cutStreamsAfter.poll();
        int left = cutAfter == null ? Integer.MAX_VALUE : cutAfter;
        try (events;
                OutputStream out = exchange.getResponseBody()) {
            while (!events.ended()) {
                byte[] piece = events.next(Duration.ofSeconds(1));
                if (piece != null) {
                    out.write(piece, 0, Math.min(piece.length, left));
                    out.flush();
                    left -= piece.length;
                }
                if (left <= 0) {
                    streamsCut.incrementAndGet();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static OutputStream breaking(OutputStream out) {
        return new FilterOutputStream(out) {
            private int pieces;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (++pieces > 2) {
                    throw new IOException("broken off for the test");
                }
                out.write(bytes, offset, length);
                out.flush();
            }
        };
    }

    private static boolean take(AtomicInteger counter) {
        return counter.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        atClose.run();
    }
}
