package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Register;
import io.remoteaudit.example.factory.Registers;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Person;
import java.math.BigDecimal;
import java.security.Principal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** What every form needs: a number, the time, who is at the desk, and how what was typed is read. */
@Component
final class Desk {

    private static final int LONGEST = 4_000;
    private static final int MOST_RESULTS = 200;

    private final Registers registers;
    private final Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));

    Desk(Registers registers) {
        this.registers = registers;
    }

    /** Starts an entry of now; the next number of its kind, site and day. */
    Entry entry(Register register, String kind, Site site, Principal who) {
        OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        String stem = kind + "-" + site.name() + "-" + now.format(DateTimeFormatter.ofPattern("yyyyMMdd")) + "-";
        String no = String.format("%s%02d", stem, registers.countNumbers(register, stem) + 1);
        return new Entry(no, site, new Person(who.getName(), "质量人员"), null, now);
    }

    /** A lot number for what was just received or made; {@code W} tells lots typed in from those of the made-up year. */
    String lot(String letters, Entry entry) {
        String no = entry.no();
        return letters.substring(0, 2) + entry.at().format(DateTimeFormatter.ofPattern("yyMMdd")) + "-"
                + entry.site().name() + "W" + no.substring(no.lastIndexOf('-') + 1);
    }

    /** A row that has to be there for a form to make sense. */
    Map<String, Object> require(Register register, String column, String value) {
        return registers
                .find(register, column, value.strip())
                .orElseThrow(() -> new NoSuchElementException(value.strip()));
    }

    static Product product(Map<String, Object> row) {
        return Arrays.stream(Product.values())
                .filter(product -> product.family().equals(row.get("product")))
                .findFirst()
                .orElseThrow();
    }

    static Site site(Map<String, Object> row) {
        return Site.valueOf(text(row, "site"));
    }

    static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    /** Lot numbers as people type them: separated by blanks or commas. */
    static List<String> words(String typed) {
        return Arrays.stream(bounded(typed).strip().split("[\\s,;，；、]+", 0))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Results as people type them: a line for each characteristic, its code first. */
    static Map<String, List<BigDecimal>> results(String typed) {
        Map<String, List<BigDecimal>> results = new LinkedHashMap<>();
        for (String line : bounded(typed).lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("[\\s,;，；]+", 0));
            if (words.size() > 1 && words.size() <= MOST_RESULTS) {
                results.put(
                        words.get(0).toUpperCase(Locale.ROOT),
                        words.stream().skip(1).map(BigDecimal::new).toList());
            }
        }
        return results;
    }

    private static String bounded(String typed) {
        if (typed.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        return typed;
    }
}
