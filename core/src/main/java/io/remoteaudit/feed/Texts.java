package io.remoteaudit.feed;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, days and times as sources write them, turned into the form records have. Stateless. */
final class Texts {

    private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,60}(\\.[0-9]{1,60})?");
    private static final Pattern LEADING = Pattern.compile("[+-]?[0-9]{1,60}(\\.[0-9]{1,60})?");

    /** A time as databases print it, which is ISO 8601 but for the blank. */
    private static final DateTimeFormatter ANY_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendOffset("+HH:mm:ss", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Texts() {}

    /** A number without grouping, its digits as they were written, trailing zeros included. */
    static String number(String text, char decimal, @Nullable Character grouping) {
        String plain = text;
        if (grouping != null && plain.indexOf(grouping) >= 0) {
            plain = ungrouped(text, decimal, grouping);
        }
        if (decimal != '.') {
            plain = plain.indexOf('.') >= 0 ? "" : plain.replace(decimal, '.');
        }
        if (!PLAIN.matcher(plain).matches()) {
            throw new RowFault(RowFault.shown(text) + " 不是数字", RowFault.shown(text) + " is not a number");
        }
        return plain.startsWith("+") ? plain.substring(1) : plain;
    }

    /** Only groups of three count, so that 1,5 is never read as 15. */
    private static String ungrouped(String text, char decimal, char grouping) {
        int point = text.indexOf(decimal);
        List<String> groups = List.of(
                (point < 0 ? text : text.substring(0, point)).split(Pattern.quote(String.valueOf(grouping)), -1));
        boolean regular = groups.get(0).matches("[+-]?[0-9]{1,3}")
                && groups.stream().skip(1).allMatch(group -> group.matches("[0-9]{3}"));
        return regular ? String.join("", groups) + (point < 0 ? "" : text.substring(point)) : "";
    }

    /** Where the number a text begins with ends; 0 if it begins with none. */
    static int numberEnd(String text) {
        var matcher = LEADING.matcher(text);
        return matcher.lookingAt() ? matcher.end() : 0;
    }

    static String day(String text, @Nullable DateTimeFormatter format) {
        try {
            TemporalAccessor found = format == null
                    ? (text.length() <= 10 ? DateTimeFormatter.ISO_LOCAL_DATE : ANY_TIME).parse(text)
                    : format.parse(text);
            return LocalDate.from(found).toString();
        } catch (DateTimeException e) {
            throw notRead(text, "日期", "a date", format);
        }
    }

    static String time(String text, @Nullable DateTimeFormatter format, @Nullable ZoneId zone) {
        TemporalAccessor found;
        try {
            found = format != null
                    ? format.parse(text)
                    : (text.length() <= 10 ? DateTimeFormatter.ISO_LOCAL_DATE : ANY_TIME).parse(text);
            LocalDate day = LocalDate.from(found);
            LocalTime time = found.query(TemporalQueries.localTime());
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    placed(day.atTime(time == null ? LocalTime.MIDNIGHT : time), offset(found), zone));
        } catch (DateTimeException e) {
            throw notRead(text, "时间", "a time", format);
        }
    }

    private static @Nullable ZoneOffset offset(TemporalAccessor found) {
        return found.query(TemporalQueries.offset());
    }

    private static OffsetDateTime placed(LocalDateTime local, @Nullable ZoneOffset offset, @Nullable ZoneId zone) {
        if (offset != null) {
            return local.atOffset(offset);
        }
        if (zone == null) {
            throw new RowFault(
                    "时间 " + local + " 没有时区；请为数据源设置 zone，或写 time(列, '时区')",
                    "the time " + local + " has no zone; set the source's zone, or write time(column, 'zone')");
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new RowFault(
                    "时间 " + local + " 在 " + zone + " 不存在（夏令时）",
                    "the time " + local + " does not exist in " + zone + ", where clocks were put forward");
        }
        return local.atOffset(offsets.get(0));
    }

    private static RowFault notRead(String text, String zh, String en, @Nullable DateTimeFormatter format) {
        String how = format == null ? "" : " (" + format + ")";
        return new RowFault(
                RowFault.shown(text) + " 不是" + (format == null ? " ISO 8601 " : "所写格式的") + zh,
                RowFault.shown(text) + " is not " + en
                        + (how.isEmpty() ? " in ISO 8601; give its pattern" : " of the pattern given"));
    }

    /** A pattern, strict: the 31st of February is refused instead of being moved. */
    static DateTimeFormatter formatter(String pattern) {
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            // A strict year of an era would want the era beside it.
            years.append(c == 'y' && !quoted ? 'u' : c);
        }
        return new DateTimeFormatterBuilder()
                .appendPattern(years.toString())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
