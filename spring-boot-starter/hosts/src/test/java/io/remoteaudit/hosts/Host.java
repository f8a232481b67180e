package io.remoteaudit.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A running host application with a class path of its own, so that what it has not is not there. It is talked to by HTTP,
 * and its beans only by types of the JDK.
 */
final class Host implements AutoCloseable {

    /** Longer than a host needs to stop, and less than a container that stops gracefully waits for what does not end. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String PACKAGE = "io.remoteaudit.hosts.app.";

    private final URLClassLoader loader;
    private final AutoCloseable context;
    private final List<String> proxy;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Host(URLClassLoader loader, AutoCloseable context, List<String> proxy) {
        this.loader = loader;
        this.context = context;
        this.proxy = proxy;
    }

    /** This host as a proxy talks to it, which adds these header fields to each request. */
    Host behind(String... headers) {
        return new Host(loader, context, List.of(headers));
    }

    /** A host with these parts and no other; what it logs is in {@code host.log} as well. */
    static Starting with(Path directory, Part... parts) {
        return new Starting(directory, EnumSet.copyOf(List.of(parts)));
    }

    /** What a host is started with. */
    static final class Starting {

        private final Set<Part> parts;
        private final List<String> properties = new ArrayList<>();

        private Starting(Path directory, Set<Part> parts) {
            this.parts = parts;
            with("remote-audit.directory", directory.resolve("remote-audit").toString());
            with("remote-audit.origin", "host.example/audit");
            with("remote-audit.endpoint.enabled", "true");
            with("remote-audit.desk.enabled", "true");
            with("server.port", "0");
            with("server.address", "127.0.0.1");
            with("server.shutdown", "immediate");
            with("spring.main.banner-mode", "off");
            with("spring.jmx.enabled", "false");
            with("logging.level.root", "warn");
            with("logging.file.name", directory.resolve("host.log").toString());
            // Its class loader is closed with it, before the process ends.
            with("spring.main.register-shutdown-hook", "false");
            with("logging.register-shutdown-hook", "false");
            with("spring.security.user.name", "staff");
            with("spring.security.user.password", "right");
            with("spring.security.user.roles", "QUALITY");
        }

        Starting with(String property, String value) {
            properties.removeIf(given -> given.startsWith("--" + property + "="));
            properties.add("--" + property + "=" + value);
            return this;
        }

        /** A host whose ledger is in its own PostgreSQL database. */
        Starting database(String url) {
            return with("spring.datasource.url", url);
        }

        /** Starts an application of {@code io.remoteaudit.hosts.app}. */
        Host start(String application) {
            if (properties.stream().noneMatch(given -> given.startsWith("--spring.datasource.url="))) {
                with(
                        "spring.autoconfigure.exclude",
                        "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
            }
            URLClassLoader loader = HostClassPath.loader(parts);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            boolean started = false;
            try {
                if (parts.contains(Part.TOMCAT)) {
                    // It would have the whole process read URLs its way, which a process allows once.
                    loader.loadClass("org.apache.catalina.webresources.TomcatURLStreamHandlerFactory")
                            .getMethod("disable")
                            .invoke(null);
                }
                Class<?> source = loader.loadClass(PACKAGE + application);
                Object context = loader.loadClass("org.springframework.boot.SpringApplication")
                        .getMethod("run", Class.class, String[].class)
                        .invoke(null, source, properties.toArray(String[]::new));
                started = true;
                return new Host(loader, (AutoCloseable) context, List.of());
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("The host did not start: " + e.getCause(), e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            } finally {
                thread.setContextClassLoader(before);
                if (!started) {
                    close(loader);
                }
            }
        }
    }

    /** A bean of the host's, of a type every loader knows. */
    <T> T bean(String name, Class<T> type) {
        return type.cast(call(context, "getBean", name));
    }

    boolean hasBean(String name) {
        return (Boolean) call(context, "containsBean", name);
    }

    String property(String name) {
        return (String) call(call(context, "getEnvironment"), "getProperty", name);
    }

    private static Object call(Object target, String method, String... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            return target.getClass().getMethod(method, types).invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> head(String path, String... headers) {
        return send(request(path, headers).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + property("local.server.port") + path))
                .timeout(Duration.ofSeconds(30));
        List<String> all = new ArrayList<>(proxy);
        all.addAll(List.of(headers));
        return all.isEmpty() ? request : request.headers(all.toArray(String[]::new));
    }

    /** Stops it, and says how long that took. */
    Duration stop() throws Exception {
        long began = System.nanoTime();
        close();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Exception {
        try {
            context.close();
        } finally {
            close(loader);
        }
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
