package io.remoteaudit.question;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.benchmark.Report;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What asking for the questions that wait costs where many were asked and are closed. */
public final class PendingBenchmark {

    private static final int CLOSED = 20_000;
    private static final int WAITING = 20;
    private static final int TOGETHER = 500;
    private static final int TIMES = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final Clock clock = Clock.systemUTC();

    /**
     * A benchmark.
     *
     * @param directory where its database is kept
     */
    public PendingBenchmark(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param report gets the results
     */
    public void run(Report report) {
        try (HikariDataSource source = EmbeddedDatabase.open(directory.resolve("questions.db"))) {
            Database database = Database.of(source, HostTransactions.none());
            new Migrations(database, clock).run(Migrations.Mode.AUTO);
            try (Ledger ledger = Ledger.open(database, new LogSigner("bench.example", new byte[32]), clock)) {
                RecordKeeping records = RecordKeeping.over(
                        ledger, database, new BlobStore(directory.resolve("files")), Catalogue.standard(), clock);
                ask(database, ledger);
                AnswerDesk desk = AnswerDesk.open(
                        new AnswerDesk.Sources(
                                ledger, database, records.scopedRecords(), records.records(), records.attachments()),
                        Map.of(),
                        clock);
                Threads threads = new Threads(ledger, new PinnedInScope(records.scopedRecords()));
                long begin = System.nanoTime();
                require(desk.pending());
                report.note("questions that wait, first time of a process", millis(begin), "ms");
                report.note(
                        "questions that wait, all that were ever asked looked at",
                        median(() -> ledger.subjects(EntryKind.QUESTION).stream()
                                .flatMap(id -> threads.inside(id).stream())
                                .filter(question -> question.state() == QuestionState.OPEN)
                                .toList()),
                        "ms");
                report.note("questions that wait, as asked from then on", median(desk::pending), "ms");
            }
        }
    }

    private void ask(Database database, Ledger ledger) {
        for (int from = 0; from < CLOSED + WAITING; from += TOGETHER) {
            int first = from;
            database.execute("ask", connection -> {
                for (int i = first; i < Math.min(first + TOGETHER, CLOSED + WAITING); i++) {
                    String id = "Q-" + i;
                    NewQuestion question = new NewQuestion("BFE " + i, "why?", "en", List.of());
                    ledger.append(
                            new NewEntry(EntryKind.QUESTION, id, 1, "ENG-1", MessageFields.of(question, "Ann")),
                            connection);
                    if (i < CLOSED) {
                        ledger.append(
                                new NewEntry(
                                        EntryKind.QUESTION,
                                        id,
                                        2,
                                        "ENG-1",
                                        MessageFields.of(MessageKind.WITHDRAWAL, "", "en", null, "Ann")),
                                connection);
                    }
                }
            });
        }
        ledger.wake();
        if (!ledger.awaitSequenced(PATIENCE)) {
            throw new IllegalStateException("Not sequenced in time");
        }
    }

    /** Asks. */
    @FunctionalInterface
    private interface Asking {
        List<Question> ask();
    }

    private static double median(Asking asking) {
        double[] took = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            require(asking.ask());
            took[i] = millis(begin);
        }
        Arrays.sort(took);
        return took[TIMES / 2];
    }

    private static void require(List<Question> waiting) {
        if (waiting.size() != WAITING) {
            throw new IllegalStateException(waiting.size() + " wait, not " + WAITING);
        }
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
