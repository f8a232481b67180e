package io.remoteaudit.feed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Watermarks a little below others. Stateless. */
final class Watermark {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int MINUTES_A_DAY = 24 * 60;

    private Watermark() {}

    static SqlValue back(SqlValue watermark, Duration time, long number) {
        return switch (watermark.kind()) {
            case NUMBER ->
                new SqlValue(
                        SqlValue.Kind.NUMBER,
                        new BigDecimal(watermark.text())
                                .subtract(BigDecimal.valueOf(number))
                                .toPlainString());
            case TIMESTAMP ->
                new SqlValue(
                        SqlValue.Kind.TIMESTAMP,
                        LocalDateTime.parse(watermark.text()).minus(time).toString());
            case INSTANT ->
                new SqlValue(
                        SqlValue.Kind.INSTANT,
                        OffsetDateTime.parse(watermark.text()).minus(time).toString());
            case DAY ->
                new SqlValue(
                        SqlValue.Kind.DAY,
                        LocalDate.parse(watermark.text()).minusDays(days(time)).toString());
            case TEXT -> text(watermark, time);
            case OTHER ->
                throw new MappingException(
                        "RA-1004",
                        "A watermark is a time, a day, a number or a text; '" + watermark.text() + "' is none");
        };
    }

    /** A look back of ten minutes in days is one of a day: the day's first minutes belong to it. */
    private static long days(Duration time) {
        return (time.toMinutes() + MINUTES_A_DAY - 1) / MINUTES_A_DAY;
    }

    /** SQLite keeps times as texts, which sort as the times do. */
    private static SqlValue text(SqlValue watermark, Duration time) {
        String text = watermark.text();
        try {
            LocalDateTime earlier = LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("Z$", ""))
                    .minus(time);
            String written = SECONDS.format(earlier);
            return new SqlValue(SqlValue.Kind.TEXT, text.indexOf('T') > 0 ? written.replace(' ', 'T') : written);
        } catch (DateTimeException e) {
            // Some other text that grows; equal ones are read again.
            return watermark;
        }
    }
}
