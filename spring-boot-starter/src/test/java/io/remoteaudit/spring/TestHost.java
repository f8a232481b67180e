package io.remoteaudit.spring;

import io.remoteaudit.endpoint.ContractChecker;
import io.remoteaudit.endpoint.EventChecker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A host application as a manufacturer would start it, on a port of its own, and a client that talks to it and holds each
 * answer of the audit endpoint to its contract.
 */
final class TestHost implements AutoCloseable {

    private static final List<String> OF_OTHER_TESTS = List.of(
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.oauth2.server.servlet"
                    + ".OAuth2AuthorizationServerAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.oauth2.server.servlet"
                    + ".OAuth2AuthorizationServerJwtAutoConfiguration");

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final ContractChecker CONTRACT = new ContractChecker();

    private TestHost(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Starting in(Path directory, Class<?>... sources) {
        return new Starting(directory, sources);
    }

    /** What the host is started with. */
    static final class Starting {

        private final Class<?>[] sources;
        private final List<String> properties = new ArrayList<>();
        private final List<String> excluded = new ArrayList<>(OF_OTHER_TESTS);
        private WebApplicationType type = WebApplicationType.SERVLET;

        private Starting(Path directory, Class<?>... sources) {
            this.sources = sources;
            with("remote-audit.directory", directory.resolve("remote-audit").toString());
            with("remote-audit.origin", "test.example/audit");
            with("server.port", "0");
            with("spring.main.banner-mode", "off");
            with("spring.jmx.enabled", "false");
        }

        Starting with(String property, String value) {
            properties.add("--" + property + "=" + value);
            return this;
        }

        Starting without(String property) {
            properties.removeIf(given -> given.startsWith("--" + property + "="));
            return this;
        }

        Starting withoutWeb() {
            type = WebApplicationType.NONE;
            return this;
        }

        /** Leaves Spring Security out, as if the host had none. */
        Starting withoutLogin() {
            excluded.add("org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration");
            excluded.add("org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration");
            excluded.add("org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration");
            excluded.add("org.springframework.boot.actuate.autoconfigure.security.servlet"
                    + ".ManagementWebSecurityAutoConfiguration");
            return this;
        }

        TestHost start() {
            with("spring.autoconfigure.exclude", String.join(",", excluded));
            return new TestHost(new SpringApplicationBuilder(sources)
                    .web(type)
                    .registerShutdownHook(false)
                    .run(properties.toArray(String[]::new)));
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return exchange(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        return exchange(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            requireHeld(response, response.body().getBytes(StandardCharsets.UTF_8));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer whose body is read as it comes; events are held to the contract one by one. */
    HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                request(path, headers).build(),
                info -> BodySubscribers.mapping(
                        BodySubscribers.ofInputStream(),
                        body -> info.headers()
                                        .firstValue("Content-Type")
                                        .orElse("")
                                        .startsWith("text/event-stream")
                                ? new HeldEvents(body, new EventChecker(CONTRACT, path))
                                : body));
        requireHeld(response, null);
        return response;
    }

    private void requireHeld(HttpResponse<?> response, byte @Nullable [] body) {
        URI uri = response.uri();
        boolean served = context.getEnvironment().getProperty("remote-audit.endpoint.enabled", Boolean.class, false);
        // Tomcat refuses an encoded slash itself, before any application could.
        boolean reached = response.statusCode() != 400 || !uri.getRawPath().contains("%2F");
        if (!served || !reached) {
            return;
        }
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        ContractChecker.Told told = ContractChecker.Told.of(
                response.statusCode(),
                name -> response.headers().firstValue(name).orElse(""),
                body);
        require(CONTRACT.checkAny(response.request().method(), path, told));
    }

    private static void require(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new AssertionError("Not as the contract says: " + wrong);
        }
    }

    /** An event stream on its way to a test. */
    private static final class HeldEvents extends FilterInputStream {

        private final EventChecker checker;

        HeldEvents(InputStream in, EventChecker checker) {
            super(in);
            this.checker = checker;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            require(checker.take(bytes, offset, Math.max(0, count)));
            return count;
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        context.close();
    }
}
