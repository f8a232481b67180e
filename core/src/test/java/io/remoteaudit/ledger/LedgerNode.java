package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node of a host: a process of its own that opens the ledger, saves all the time and sequences when it may. */
final class LedgerNode implements AutoCloseable {

    static final LogSigner SIGNER = new LogSigner("test.example/audit", new byte[32]);

    private static final int THREADS = 2;

    private final Process process;
    private final Path acknowledged;

    private LedgerNode(Process process, Path acknowledged) {
        this.process = process;
        this.acknowledged = acknowledged;
    }

    static LedgerNode start(TestDatabase database, Path directory, String name) throws IOException {
        Path acknowledged = directory.resolve(name);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        database.url(),
                        name,
                        acknowledged.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        return new LedgerNode(process, acknowledged);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The subjects it was told are saved; the file outlives the process. */
    List<String> acknowledged() throws IOException {
        return Files.exists(acknowledged) ? Files.readAllLines(acknowledged) : List.of();
    }

    String said() throws IOException {
        return Files.readString(Path.of(acknowledged + ".log"));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    void moveClock(Duration by) throws IOException {
        tell(by.toString());
    }

    /** Lets it finish what it is doing and stop by itself. */
    int stop() throws IOException, InterruptedException {
        tell("stop");
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    private void tell(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static NewEntry entry(String subject) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("title", Json.text("title of " + subject));
        return new NewEntry(EntryKind.RECORD, subject, 1, null, fields);
    }

    /** What the process runs, with the database, its name and the file of what was acknowledged. */
    static final class Main {

        private static volatile boolean stopping;

        public static void main(String[] arguments) throws Exception {
            MovedClock clock = new MovedClock();
            try (HikariDataSource pool = TestDatabase.open(arguments[0], 6)) {
                Database database = Database.of(pool, HostTransactions.none());
                new Migrations(database, clock).run(Migrations.Mode.AUTO);
                try (Ledger ledger = Ledger.open(database, SIGNER, clock);
                        OutputStream acknowledged = Files.newOutputStream(
                                Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < THREADS; i++) {
                        String prefix = arguments[1] + "-" + i + "-";
                        threads.add(new Thread(() -> save(ledger, prefix, acknowledged)));
                    }
                    threads.forEach(Thread::start);
                    obey(clock);
                    for (Thread thread : threads) {
                        thread.join();
                    }
                }
            }
        }

        private static void save(Ledger ledger, String prefix, OutputStream acknowledged) {
            for (int number = 0; !stopping; number++) {
                String subject = prefix + number;
                try {
                    ledger.append(entry(subject));
                    synchronized (acknowledged) {
                        acknowledged.write((subject + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (RuntimeException | IOException e) {
                    System.out.println("Not saved: " + e);
                }
                // Two machines' worth of processes share one; each save still overlaps with the sequencing of others.
                LockSupport.parkNanos(5_000_000);
            }
        }

        /** Does what the test says until it says stop; a test that died says nothing more. */
        private static void obey(MovedClock clock) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = in.readLine(); !"stop".equals(line); line = in.readLine()) {
                if (line == null) {
                    Runtime.getRuntime().halt(1);
                }
                clock.moveTo(Duration.parse(line));
            }
            stopping = true;
        }
    }
}
