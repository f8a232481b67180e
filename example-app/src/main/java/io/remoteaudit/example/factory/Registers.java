package io.remoteaudit.example.factory;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The quality system's own tables. Each call runs in the caller's transaction. */
@Repository
public class Registers {

    private static final String RESULT = "INSERT INTO qms_result (no, version, position, characteristic, results, unit,"
            + " statistic, value, requirement, verdict, standard, method, instrument)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;

    /**
     * Called by Spring.
     *
     * @param jdbc the quality system's database
     */
    public Registers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes a row.
     *
     * @param register the register
     * @param entry number, site, people and time
     * @param values one for each of the register's own columns
     */
    public void enter(Register register, Entry entry, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(entry.no());
        all.addAll(common(entry));
        all.addAll(Arrays.asList(values));
        jdbc.sql(register.insert()).params(all).update();
    }

    /**
     * Changes a row.
     *
     * @param register the register
     * @param entry number, site, people and time
     * @param values one for each of the register's own columns
     * @return the row's new version
     * @throws NoSuchElementException if there is no row of that number
     */
    public int correct(Register register, Entry entry, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>(common(entry));
        all.addAll(Arrays.asList(values));
        all.add(entry.no());
        if (jdbc.sql(register.update()).params(all).update() == 0) {
            throw new NoSuchElementException("There is no " + entry.no() + " to correct");
        }
        return jdbc.sql("SELECT version FROM " + register.table() + " WHERE no = ?")
                .param(entry.no())
                .query(Integer.class)
                .single();
    }

    /**
     * Writes what was measured.
     *
     * @param no the number of the row it belongs to
     * @param version the row's version
     * @param measurements what was measured
     */
    public void results(String no, int version, List<Measurement> measurements) {
        for (int position = 0; position < measurements.size(); position++) {
            Measurement measurement = measurements.get(position);
            jdbc.sql(RESULT)
                    .params(
                            no,
                            version,
                            position,
                            measurement.characteristic(),
                            measurement.results().stream()
                                    .map(BigDecimal::toPlainString)
                                    .collect(Collectors.joining(" ")),
                            measurement.unit(),
                            measurement.statistic(),
                            measurement.value(),
                            words(measurement.limit()),
                            measurement.verdict().wireName(),
                            measurement.standard(),
                            measurement.method(),
                            measurement.instrument())
                    .update();
        }
    }

    /**
     * How many rows a register has.
     *
     * @param register the register
     * @return the number
     */
    public long count(Register register) {
        return jdbc.sql("SELECT COUNT(*) FROM " + register.table())
                .query(Long.class)
                .single();
    }

    /**
     * How many rows have a number that begins so.
     *
     * @param register the register
     * @param stem what the number begins with
     * @return the number of rows
     */
    public long countNumbers(Register register, String stem) {
        return jdbc.sql("SELECT COUNT(*) FROM " + register.table() + " WHERE no >= ? AND no < ?")
                .params(stem, stem + "~")
                .query(Long.class)
                .single();
    }

    /**
     * A page of a register, the newest row first.
     *
     * @param register the register
     * @param offset how many rows to leave out
     * @param limit how many rows to give at most
     * @return the rows by column name
     */
    public List<Map<String, Object>> page(Register register, int offset, int limit) {
        return jdbc.sql("SELECT * FROM " + register.table() + " ORDER BY occurred_at DESC, no DESC LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query()
                .listOfRows();
    }

    /**
     * A row.
     *
     * @param register the register
     * @param column the column to look into
     * @param value what it holds
     * @return the newest such row by column name, or empty
     */
    public Optional<Map<String, Object>> find(Register register, String column, String value) {
        if (!column.equals("no") && !register.columns().contains(column)) {
            throw new IllegalArgumentException(register.table() + " has no column " + column);
        }
        return jdbc
                .sql("SELECT * FROM " + register.table() + " WHERE " + column
                        + " = ? ORDER BY occurred_at DESC LIMIT 1")
                .param(value)
                .query()
                .listOfRows()
                .stream()
                .findFirst();
    }

    private static List<@Nullable Object> common(Entry entry) {
        Person reviewer = entry.reviewedBy();
        return Arrays.asList(
                entry.site().name(),
                entry.by().name(),
                reviewer == null ? null : reviewer.name(),
                entry.at().toString());
    }

    private static @Nullable String words(@Nullable LimitReference limit) {
        if (limit == null) {
            return null;
        }
        BigDecimal upper = limit.upper();
        return limit.operator() + " " + limit.value().toPlainString()
                + (upper == null ? "" : " " + upper.toPlainString());
    }
}
