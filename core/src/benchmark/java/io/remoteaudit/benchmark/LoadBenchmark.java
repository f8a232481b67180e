package io.remoteaudit.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.client.TinyServer;
import io.remoteaudit.endpoint.Limits;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.NoticeSettings;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A whole audit season at once, over real HTTP on the loopback address: fifty auditors of five engagements read and ask
 * and follow the answers, staff answers, and the host goes on saving records in its own transactions. Nothing may fail,
 * and every auditor must in the end have heard every message of its engagement, once, although half of the streams were
 * cut off on the way. {@code -Dseconds} says for how long, {@code -Dload.database} where (a JDBC address; the embedded
 * database unless said otherwise).
 */
final class LoadBenchmark {

    static final String FILE = "report.txt";

    private static final int SECONDS = Integer.getInteger("seconds", 120);
    private static final int RATE = 200;
    private static final int ENGAGEMENTS = 5;
    private static final int AUDITORS = 10;
    private static final int BEFORE = Integer.getInteger("load.records", 20_000);
    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final LoadTimings timings = new LoadTimings();
    private final AtomicInteger saved = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicBoolean answering = new AtomicBoolean(true);

    LoadBenchmark(Path directory) {
        this.directory = directory;
    }

    /** The one record of a site that has a file. */
    static String withFile(String site) {
        return "IQC-FILE-" + site;
    }

    void run(Report report) throws Exception {
        // The JDK's server waits 40 ms before it sends the end of a small answer otherwise.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (HikariDataSource pool = pool()) {
            TestTransactions host = new TestTransactions(pool);
            try (RemoteAudit audit = open(pool, host);
                    TinyServer server = TinyServer.measured(audit.endpoint()::handle)) {
                prepare(audit, pool);
                run(report, audit, host, server);
            }
        }
    }

    private HikariDataSource pool() {
        String url = System.getProperty("load.database", "");
        if (url.isEmpty()) {
            return EmbeddedDatabase.open(directory.resolve("host.db"));
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(20);
        return pool;
    }

    private RemoteAudit open(HikariDataSource pool, TestTransactions host) throws IOException {
        Limits limits = Limits.standard().withRequests(60_000, 6_000);
        NoticeSettings notices = NoticeSettings.standard().withListeners(List.of(notice -> told.incrementAndGet()));
        return RemoteAudit.builder(Files.createDirectories(directory.resolve("module")), "load.example/remote-audit")
                .dataSource(pool, host)
                .limits(limits)
                .notices(notices)
                .open();
    }

    private void prepare(RemoteAudit audit, HikariDataSource pool) throws SQLException, IOException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE receipt (id VARCHAR(40) PRIMARY KEY, lot VARCHAR(40))");
        }
        for (int site = 0; site < ENGAGEMENTS; site++) {
            Attachment file =
                    audit.attachments().store(FILE, "text/plain", new ByteArrayInputStream("report ".repeat(14_000).getBytes(StandardCharsets.UTF_8)));
            audit.records().save(record(withFile(site(site)), site).attachment(file).build());
            saved.incrementAndGet();
        }
        List<QualityRecord> batch = new ArrayList<>();
        for (int i = 0; i < BEFORE; i++) {
            batch.add(next().build());
            if (batch.size() == 1_000 || i == BEFORE - 1) {
                audit.records().saveAll(batch);
                batch.clear();
            }
        }
        settle(audit);
    }

    private void run(Report report, RemoteAudit audit, TestTransactions host, TinyServer server) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<LoadAuditor> auditors = new ArrayList<>();
        try {
            for (int i = 0; i < ENGAGEMENTS; i++) {
                auditors.addAll(auditors(audit, server, i));
            }
            for (int i = 0; i < auditors.size() / 2; i++) {
                server.cutStreamsAfter.add(20_000 + 10_000 * i);
            }
            int before = saved.get();
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<?>> work = new ArrayList<>();
            for (LoadAuditor auditor : auditors) {
                work.add(threads.submit(() -> auditor.work(end)));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> save(audit, host, begin, writer, end)));
            }
            Future<?> staff = threads.submit(() -> answer(audit.answers()));
            for (Future<?> writer : writers) {
                writer.get();
            }
            double rate = (saved.get() - before) * 1e9 / (System.nanoTime() - begin);
            for (Future<?> one : work) {
                one.get();
            }
            answering.set(false);
            staff.get();
            judge(report, audit, server, auditors, rate);
        } finally {
            answering.set(false);
            auditors.forEach(LoadAuditor::close);
            threads.shutdownNow();
        }
    }

    private List<LoadAuditor> auditors(RemoteAudit audit, TinyServer server, int number) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Selection all = Selection.everything();
        List<Auditor> people = new ArrayList<>();
        for (int i = 0; i < AUDITORS; i++) {
            people.add(new Auditor("aud-" + i, "Auditor " + i, null));
        }
        String id = "ENG-" + number;
        Engagement proposed = audit.engagements()
                .propose(
                        id,
                        new EngagementTerms(
                                "Certification Body " + number,
                                "示例口罩有限公司",
                                "surveillance audit",
                                people,
                                List.of("ISO 13485:2016"),
                                new Scope(
                                        Selection.of(site(number)),
                                        all,
                                        all,
                                        all,
                                        all,
                                        null,
                                        null,
                                        Collections.emptySortedSet()),
                                EnumSet.allOf(Right.class),
                                now.minus(1, ChronoUnit.DAYS),
                                now.plus(30, ChronoUnit.DAYS)),
                        "质量负责人");
        audit.engagements().accept(id, Party.MAKER, proposed.digest(), "质量负责人");
        audit.engagements().accept(id, Party.BODY, proposed.digest(), "Auditor 0");
        List<LoadAuditor> auditors = new ArrayList<>();
        for (Auditor person : people) {
            String token = audit.engagements()
                    .issueToken(id, person.id(), now.plus(20, ChronoUnit.DAYS), "质量负责人")
                    .token();
            Path files = Files.createDirectories(directory.resolve(id + "-" + person.id()));
            auditors.add(new LoadAuditor(
                    server.url(), token, id, site(number), files, timings, number * AUDITORS + auditors.size()));
        }
        return auditors;
    }

    /** One of the host's writers: each record with a row of the host's own, in one transaction, when its time has come. */
    private void save(RemoteAudit audit, TestTransactions host, long begin, int writer, long end) {
        for (long i = 0; ; i++) {
            long due = begin + (i * WRITERS + writer) * TimeUnit.SECONDS.toNanos(1) / RATE;
            if (due >= end) {
                return;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                timings.timed("save in the host's transaction", () -> {
                    save(audit, host);
                    return true;
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                timings.failed("save: " + e);
            }
        }
    }

    private void save(RemoteAudit audit, TestTransactions host) throws SQLException {
        QualityRecord record = next().build();
        host.begin();
        boolean whole = false;
        try {
            host.call(connection -> {
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO receipt (id, lot) VALUES (?, ?)")) {
                    insert.setString(1, record.id());
                    insert.setString(2, record.lots().get(0));
                    return insert.executeUpdate();
                }
            });
            audit.records().save(record);
            host.commit();
            whole = true;
        } finally {
            if (!whole) {
                host.rollBack();
            }
        }
    }

    private void answer(AnswerDesk desk) {
        while (answering.get()) {
            try {
                List<Question> pending = timings.timed("staff: what is pending", desk::pending);
                for (Question question : pending) {
                    int draft = desk.draftVersion(question.id());
                    DraftContent content = new DraftContent("见原始记录 " + question.id(), "zh-CN", null, List.of());
                    timings.timed("staff: draft and release", () -> {
                        desk.draft(question.id(), draft, content, "李娜");
                        return desk.release(question.id(), question.version(), draft + 1, "王芳");
                    });
                }
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (QuestionConflictException e) {
                // The auditor asked on meanwhile; the next look sees it.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                timings.failed("staff: " + e);
            }
        }
    }

    private void judge(Report report, RemoteAudit audit, TinyServer server, List<LoadAuditor> auditors, double rate)
            throws InterruptedException {
        settle(audit);
        long messages = 0;
        int wrong = 0;
        long most = 0;
        for (int i = 0; i < auditors.size(); i += AUDITORS) {
            Set<String> truth = auditors.get(i).truth();
            messages += truth.size();
            for (LoadAuditor auditor : auditors.subList(i, i + AUDITORS)) {
                await(() -> auditor.heard() >= truth.size());
                wrong += auditor.wrong(truth);
            }
            most += auditors.get(i).records();
        }
        long all = messages;
        await(() -> told.get() >= all);
        timings.print(report);
        report.note("event streams cut off", server.streamsCut.get(), "");
        report.note("messages asked and answered", messages, "");
        report.note("heap in use after it", heap(), "MiB");
        report.atLeast("records saved a second", rate, "records/s", RATE * 0.98);
        report.atMost("messages lost, repeated or out of order", wrong, "", 0);
        report.atMost("messages the host was not told of, or twice", Math.abs(told.get() - messages), "", 0);
        report.atMost("records saved and not found", Math.abs(saved.get() - most), "", 0);
        report.atMost("calls failed", timings.failures(), "", 0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void settle(RemoteAudit audit) {
        if (!audit.ledger().awaitSequenced(PATIENCE)
                || !audit.search().awaitIndexed(audit.ledger().size(), PATIENCE)) {
            throw new IllegalStateException("The ledger or the index did not follow within " + PATIENCE);
        }
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private QualityRecord.Builder next() {
        int number = saved.getAndIncrement();
        return record("IQC-" + number, number % ENGAGEMENTS);
    }

    private static QualityRecord.Builder record(String id, int site) {
        int value = 940 + Math.floorMod(id.hashCode(), 60);
        return Inspections.of(id, value / 10 + "." + value % 10).site(site(site));
    }

    private static String site(int number) {
        return "S" + (number + 1);
    }
}
