package io.remoteaudit.example.year;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordVersion;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class GenerationTest {

    private static final int SIZE = 300;

    @Test
    void twoFactoriesLiveThroughTheSameYear(@TempDir Path one, @TempDir Path other) {
        List<String> numbers = numbers();
        try (RunningFactory first = RunningFactory.empty(one);
                RunningFactory second = RunningFactory.empty(other)) {
            assertThat(first.get(Generation.class).run(SIZE, silent())).isEqualTo(numbers.size());
            second.get(Generation.class).run(SIZE, silent());
            for (String no : numbers) {
                assertThat(contents(first, no)).isEqualTo(contents(second, no)).isNotEmpty();
            }
        }
    }

    @Test
    void aYearThatWasInterruptedGoesOnWhereItStopped(@TempDir Path directory) {
        int all = numbers().size();
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            Generation generation = factory.get(Generation.class);
            assertThatThrownBy(() -> generation.run(SIZE, new FailingConsole())).hasMessage("console is gone");
            long saved = factory.get(JdbcClient.class)
                    .sql("SELECT steps_done FROM qms_generation")
                    .query(Long.class)
                    .single();
            assertThat(saved).isBetween(1L, all - 1L);
            assertThat(generation.run(SIZE, silent())).isEqualTo((int) (all - saved));
            assertThat(generation.run(SIZE, silent())).isZero();
            assertThat(numbers())
                    .allSatisfy(no -> assertThat(factory.records().find(no)).isPresent());
        }
    }

    @Test
    void theYearHangsTogether(@TempDir Path directory) {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            factory.get(Generation.class).run(1_500, silent());
            JdbcClient jdbc = factory.get(JdbcClient.class);

            List<String> unreceived = jdbc
                    .sql("SELECT input_lots, occurred_at FROM qms_material_issue")
                    .query((row, number) -> row.getString(1).split(" ", 0))
                    .list()
                    .stream()
                    .flatMap(Stream::of)
                    .filter(lot -> jdbc.sql("SELECT COUNT(*) FROM qms_receipt r JOIN qms_material_issue m ON"
                                            + " instr(' ' || m.input_lots || ' ', ' ' || r.internal_lot || ' ') > 0"
                                            + " WHERE r.internal_lot = ? AND r.occurred_at < m.occurred_at")
                                    .param(lot)
                                    .query(Long.class)
                                    .single()
                            == 0)
                    .toList();
            assertThat(unreceived)
                    .as("material lots used but not received before")
                    .isEmpty();

            assertThat(lots(jdbc, "qms_batch"))
                    .isEqualTo(lots(jdbc, "qms_material_issue"))
                    .isEqualTo(lots(jdbc, "qms_finished_test"));
            assertThat(lots(jdbc, "qms_release")).isEqualTo(lots(jdbc, "qms_batch"));
            assertThat(lots(jdbc, "qms_shipment"))
                    .isSubsetOf(jdbc.sql("SELECT lot FROM qms_release WHERE decision = 'released'")
                            .query(String.class)
                            .list());

            // Judged by an edition of the catalogue wherever it knows a limit.
            assertThat(jdbc.sql("SELECT DISTINCT standard FROM qms_result WHERE characteristic = 'BFE'")
                            .query(String.class)
                            .list())
                    .containsExactly("YY 0469-2011");
            // One lot leaves before its sterility test is read: an oddity.
            assertThat(jdbc.sql("SELECT COUNT(*) FROM qms_release r JOIN qms_microbial_test t ON t.lot = r.lot"
                                    + " WHERE t.test = '无菌检查' AND r.occurred_at < t.occurred_at")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(factory.records()
                            .versions(jdbc.sql("SELECT no FROM qms_finished_test WHERE version = 2")
                                    .query(String.class)
                                    .single()))
                    .hasSize(2);
        }
    }

    private static List<String> lots(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT DISTINCT lot FROM " + table + " ORDER BY lot")
                .query(String.class)
                .list();
    }

    private static List<QualityRecord> contents(RunningFactory factory, String no) {
        return factory.records().versions(no).stream()
                .map(RecordVersion::record)
                .toList();
    }

    private static List<String> numbers() {
        return new FactoryYear(new Judging())
                .plan(SIZE, 20251001L).steps().stream().map(Step::no).toList();
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static final class FailingConsole extends PrintStream {

        FailingConsole() {
            super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        }

        @Override
        public PrintStream printf(String format, Object... args) {
            throw new IllegalStateException("console is gone");
        }
    }
}
