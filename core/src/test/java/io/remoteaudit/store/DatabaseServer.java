package io.remoteaudit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database server that runs on a free port of the loopback address, in a temporary directory, for the tests of one
 * process. It ends when it is closed, and also when that process dies.
 */
final class DatabaseServer implements ExtensionContext.Store.CloseableResource {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Runs a server until its own input ends, which it does when the process that started it is gone. */
    private static final String WATCHED = """
            log=$1; shift
            exec 3<&0
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            server=$!
            read -r end <&3
            kill -QUIT "$server"
            wait "$server"
            """;

    private final TestDatabase.Kind kind;
    private final Path directory;
    private final Process watcher;
    private final int port;
    private final AtomicInteger made = new AtomicInteger();

    private DatabaseServer(TestDatabase.Kind kind, Path directory, Process watcher, int port) {
        this.kind = kind;
        this.directory = directory;
        this.watcher = watcher;
        this.port = port;
    }

    static DatabaseServer start(TestDatabase.Kind kind) {
        try {
            Path directory =
                    Files.createTempDirectory("remote-audit-" + kind.toString().toLowerCase(Locale.ROOT));
            int port = freePort();
            List<String> command = switch (kind) {
                case POSTGRESQL -> postgresql(directory, port);
                case MARIADB -> mariadb(directory, port);
                case SQLITE -> throw new IllegalArgumentException("SQLite needs no server");
            };
            List<String> watched = new ArrayList<>(List.of(
                    "sh", "-c", WATCHED, "sh", directory.resolve("server.log").toString()));
            watched.addAll(command);
            Process watcher = new ProcessBuilder(watched)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("watcher.log").toFile())
                    .start();
            DatabaseServer server = new DatabaseServer(kind, directory, watcher, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root, so root runs it as the user who owns nothing. */
    private static List<String> postgresql(Path directory, int port) throws IOException {
        List<String> as = new ArrayList<>();
        if (run(directory, List.of("id", "-u")).strip().equals("0")) {
            String group = run(directory, List.of("id", "-g", "nobody")).strip();
            run(directory, List.of("chown", "nobody:" + group, directory.toString()));
            as.addAll(List.of("setpriv", "--reuid=nobody", "--regid=" + group, "--clear-groups", "--"));
        }
        String data = directory.resolve("data").toString();
        List<String> initdb = new ArrayList<>(as);
        initdb.addAll(List.of(
                program("initdb"), "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"));
        run(directory, initdb);
        List<String> server = new ArrayList<>(as);
        server.addAll(List.of(program("postgres"), "-D", data, "-p", Integer.toString(port), "-h", "127.0.0.1"));
        // Only processes are killed here, never the machine, so what is written need not reach the disk.
        for (String setting : List.of("unix_socket_directories=", "max_connections=150", "fsync=off")) {
            server.addAll(List.of("-c", setting));
        }
        return server;
    }

    private static List<String> mariadb(Path directory, int port) throws IOException {
        String user = "--user=" + run(directory, List.of("id", "-un")).strip();
        String data = "--datadir=" + directory.resolve("data");
        run(
                directory,
                List.of(
                        program("mariadb-install-db"),
                        "--no-defaults",
                        user,
                        data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--skip-name-resolve"));
        return List.of(
                program("mariadbd"),
                "--no-defaults",
                user,
                data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=2");
    }

    /** A place of its own for one test, empty. */
    String newUrl() {
        String name = "t" + made.incrementAndGet();
        // What the host's defaults are must not matter to us.
        execute(
                kind == TestDatabase.Kind.POSTGRESQL
                        ? "CREATE SCHEMA " + name
                        : "CREATE DATABASE " + name + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
        return kind == TestDatabase.Kind.POSTGRESQL
                ? "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test&currentSchema=" + name
                : "jdbc:mariadb://127.0.0.1:" + port + "/" + name + "?user=root";
    }

    private String url() {
        return kind == TestDatabase.Kind.POSTGRESQL
                ? "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test"
                : "jdbc:mariadb://127.0.0.1:" + port + "/?user=root";
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(kind + " refused: " + sql, e);
        }
    }

    private void awaitReady() throws IOException {
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!watcher.isAlive()) {
                return true;
            }
            try (Connection connection = DriverManager.getConnection(url())) {
                return connection.isValid(10);
            } catch (SQLException e) {
                return false;
            }
        });
        if (!watcher.isAlive()) {
            throw new IllegalStateException(
                    kind + " did not start: " + Files.readString(directory.resolve("server.log")));
        }
    }

    /** Stops it as a power failure would: nobody reads its files again. */
    @Override
    public void close() throws IOException, InterruptedException {
        watcher.getOutputStream().close();
        if (!watcher.waitFor(60, TimeUnit.SECONDS)) {
            watcher.descendants().forEach(ProcessHandle::destroyForcibly);
            watcher.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program(String name) throws IOException {
        List<Path> places = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            places.add(Path.of(folder));
        }
        places.add(Path.of("/usr/sbin"));
        // Where Debian keeps PostgreSQL; the version we name first.
        Path versions = Path.of("/usr/lib/postgresql");
        places.add(0, versions.resolve("15/bin"));
        if (Files.isDirectory(versions)) {
            try (Stream<Path> folders = Files.list(versions)) {
                folders.map(folder -> folder.resolve("bin")).forEach(places::add);
            }
        }
        return places.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The program '" + name + "' is missing, and without it these"
                                + " tests show nothing. Install PostgreSQL 15 and MariaDB (Debian: apt-get install postgresql"
                                + " mariadb-server-core); .ci/run does"))
                .toString();
    }

    private static String run(Path directory, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at " + command, e);
        }
    }
}
