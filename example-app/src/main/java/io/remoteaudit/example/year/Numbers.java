package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Site;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Gives out numbers such as {@code IQC-SZ-20251003-02}: kind, site, day, and which one of that day. */
final class Numbers {

    private final Map<String, Integer> given = new HashMap<>();

    String next(String kind, Site site, LocalDate day) {
        String stem = kind + "-" + site.name() + "-" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return String.format("%s-%02d", stem, given.merge(stem, 1, Integer::sum));
    }

    /** A lot's number carries no word for its kind, only the model's first letters: {@code SM251003-SZ01}. */
    String lot(String model, Site site, LocalDate day) {
        String stem = model.substring(0, 2) + day.format(DateTimeFormatter.ofPattern("yyMMdd")) + "-" + site.name();
        return String.format("%s%02d", stem, given.merge(stem, 1, Integer::sum));
    }
}
