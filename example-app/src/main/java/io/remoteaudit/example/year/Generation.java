package io.remoteaudit.example.year;

import java.io.PrintStream;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lives through the year once, through the same services the screens use. Batch and marker commit together, so a
 * generation that was interrupted goes on where it stopped.
 */
@Component
public class Generation {

    private static final long SEED = 20251001L;
    private static final int BATCH = 250;
    private static final int BAR = 30;

    private final FactoryYear factoryYear;
    private final Departments departments;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Generation(FactoryYear factoryYear, Departments departments, JdbcClient jdbc, TransactionTemplate transactions) {
        this.factoryYear = factoryYear;
        this.departments = departments;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Lives through the year, or through what is left of it; does nothing if it is over.
     *
     * @param records about how many records to leave; 0 for none
     * @param console where the progress is shown
     * @return how many record versions were saved now
     */
    public int run(int records, PrintStream console) {
        if (records <= 0) {
            return 0;
        }
        Marker marker = jdbc.sql("SELECT records, steps_done, finished FROM qms_generation")
                .query((row, number) -> new Marker(row.getInt(1), row.getInt(2), row.getInt(3) == 1))
                .optional()
                .orElseGet(() -> begin(records));
        return marker.finished()
                ? 0
                : live(factoryYear.plan(marker.records(), SEED).steps(), marker.stepsDone(), console);
    }

    private Marker begin(int records) {
        jdbc.sql("INSERT INTO qms_generation (id, records, seed, steps_done, finished) VALUES (1, ?, ?, 0, 0)")
                .params(records, SEED)
                .update();
        return new Marker(records, 0, false);
    }

    /** How far the year has come; a year once begun keeps its size. */
    private record Marker(int records, int stepsDone, boolean finished) {}

    private int live(List<Step> steps, int done, PrintStream console) {
        long started = System.nanoTime();
        for (int from = done; from < steps.size(); from += BATCH) {
            int to = Math.min(steps.size(), from + BATCH);
            List<Step> batch = steps.subList(from, to);
            transactions.executeWithoutResult(status -> {
                batch.forEach(step -> step.work().accept(departments));
                jdbc.sql("UPDATE qms_generation SET steps_done = ?, finished = ?")
                        .params(to, to == steps.size() ? 1 : 0)
                        .update();
            });
            show(to, steps.size(), started, console);
        }
        console.println();
        return steps.size() - done;
    }

    private static void show(int done, int all, long started, PrintStream console) {
        int filled = (int) ((long) BAR * done / all);
        console.printf(
                "\rGenerating one year of the factory 正在生成一年的工厂记录 [%s%s] %d/%d  %d s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done,
                all,
                (System.nanoTime() - started) / 1_000_000_000L);
        console.flush();
    }
}
