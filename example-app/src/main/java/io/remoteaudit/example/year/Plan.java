package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Judging;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Person;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The year while it is being planned: the steps so far, numbers given out, oddities planted. */
final class Plan {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final List<Step> steps = new ArrayList<>();
    private final Map<Oddity, List<String>> planted = new EnumMap<>(Oddity.class);
    private final Numbers numbers = new Numbers();
    private final Judging judging;

    Plan(Judging judging) {
        this.judging = judging;
    }

    static OffsetDateTime time(LocalDate day, int hour, int minute) {
        return OffsetDateTime.of(day, LocalTime.of(hour, minute), CHINA);
    }

    Judging judging() {
        return judging;
    }

    Numbers numbers() {
        return numbers;
    }

    Entry entry(String kind, Site site, Person by, @Nullable Person reviewedBy, OffsetDateTime at) {
        return new Entry(numbers.next(kind, site, at.toLocalDate()), site, by, reviewedBy, at);
    }

    void add(Entry entry, Consumer<Departments> work) {
        steps.add(new Step(entry.at(), entry.no(), work));
    }

    void later(OffsetDateTime at, String no, Consumer<Departments> work) {
        steps.add(new Step(at, no, work));
    }

    void plant(Oddity oddity, String... nos) {
        planted.computeIfAbsent(oddity, kind -> new ArrayList<>()).addAll(List.of(nos));
    }

    /** The work in the order in which it is done; what is done at the same time, in the order it was planned. */
    List<Step> steps() {
        List<Step> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(step -> step.at().toInstant()));
        return sorted;
    }

    Map<Oddity, List<String>> planted() {
        return planted;
    }
}
