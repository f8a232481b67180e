package io.remoteaudit.example.legacy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The counter's program as the people of Suzhou use it, slips included. */
@Component
public class ParticleCounter {

    /** What its table is called in {@code remote-audit.sources}. */
    public static final String SOURCE = "particle-counter";

    /** The record of the row in which somebody typed a zero too many. */
    public static final String SLIP = "LZJC-7";

    private static final int SLIP_ROW = 7;

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 9);
    private static final int DAYS = 350;
    private static final int FULL_SIZE = 20_000;
    private static final int ROWS = 260;
    private static final int FEWEST = 12;
    private static final long SEED = 20251001L;

    private static final List<String> OPERATORS = List.of("沈丽", "许建国 ", "钱秀英");
    private static final String MEASURED = "INSERT INTO LZJC VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ParticleCounter(@Qualifier(ParticleCounterDatabase.BEAN) DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /**
     * Measures through the year, unless it did so before.
     *
     * @param records about how many records the factory's year has; 0 for no year
     */
    public void liveThroughTheYear(int records) {
        boolean empty = jdbc.sql("SELECT COUNT(*) FROM LZJC").query(Long.class).single() == 0;
        if (records > 0 && empty) {
            int rows = (int) Math.max(FEWEST, (long) ROWS * Math.min(records, FULL_SIZE) / FULL_SIZE);
            transactions.executeWithoutResult(status -> measure(rows));
        }
    }

    private void measure(int rows) {
        Random random = new Random(SEED);
        for (int no = 1; no <= rows; no++) {
            LocalDate day = FIRST_DAY.plusDays((long) no * DAYS / rows);
            boolean finer = no % 3 == 0;
            int per = finer ? 10 : 1;
            int small = (1_400_000 + random.nextInt(500_000)) / per;
            int large = (9_000 + random.nextInt(6_000)) / per;
            row(no, finer, no == SLIP_ROW ? small * 10 : small, large, "合格", digits(day, "yyyyMMdd"), day);
        }
        LocalDate last = FIRST_DAY.plusDays(DAYS);
        // Neither can become evidence as it stands: a day there is none of, and a verdict that is still to come.
        row(rows + 1, false, 1_512_000, 11_040, "合格", "20260931", last);
        row(rows + 2, false, 3_611_000, 19_870, "待复测", digits(last, "yyyyMMdd"), last);
    }

    private void row(int no, boolean finer, int small, int large, String verdict, String day, LocalDate changed) {
        LocalTime time = LocalTime.of(8 + no % 9, no * 7 % 60);
        jdbc.sql(MEASURED)
                .params(
                        no,
                        finer ? "3" : Integer.toString(1 + no % 2),
                        "P" + (1 + no % 5),
                        finer ? "万级" : "十万级",
                        small,
                        large,
                        verdict,
                        OPERATORS.get(no % OPERATORS.size()),
                        day,
                        time.format(DateTimeFormatter.ofPattern("HHmm")),
                        changed + " " + time.plusMinutes(4) + ":00")
                .update();
    }

    private static String digits(LocalDate day, String pattern) {
        return day.format(DateTimeFormatter.ofPattern(pattern));
    }

    /** Somebody notices the zero too many and puts it right, as the program lets everybody do: over the old figure. */
    public void putTheSlipRight() {
        jdbc.sql("UPDATE LZJC SET LZ05 = LZ05 / 10, XGSJ = '2026-09-29 10:12:00' WHERE XH = ? AND LZ05 > 10000000")
                .param(SLIP_ROW)
                .update();
    }
}
