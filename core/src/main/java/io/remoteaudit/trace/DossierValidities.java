package io.remoteaudit.trace;

import io.remoteaudit.standard.DossierValidity;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.LotViews.Read;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds who and what took part in a lot's records without a record of its own that was valid on the day. */
final class DossierValidities {

    /** So many records of instruments, persons or documents are looked at. */
    private static final int MOST_RECORDS = 1_000;

    private final List<DossierValidity> rules;
    private final DossierTerms terms;
    private final LotViews views;
    private int unread;

    DossierValidities(List<DossierValidity> rules, DossierTerms terms, LotViews views) {
        this.rules = rules;
        this.terms = terms;
        this.views = views;
    }

    /** A record that somebody or something took part in, and its day. */
    private record Use(Read record, LocalDate day) {}

    List<Validity> of(List<Read> records) {
        List<Validity> all = new ArrayList<>();
        for (DossierValidity rule : rules) {
            Map<String, List<Use>> uses = uses(rule, records);
            Set<String> keys = new TreeSet<>();
            uses.keySet().forEach(subject -> keys.addAll(keys(rule, subject)));
            List<TracedRecord> found = views.keyed(rule.recordType(), rule.key(), keys);
            unread += Math.max(0, found.size() - MOST_RECORDS);
            Map<String, List<Read>> byKey = views
                    .all(found.stream().limit(MOST_RECORDS).toList())
                    .stream()
                    .collect(Collectors.groupingBy(
                            one -> one.text(rule.key()).orElse(""), TreeMap::new, Collectors.toList()));
            uses.forEach((subject, days) -> validity(rule, subject, days, byKey).ifPresent(all::add));
        }
        return all;
    }

    /** How many records were not looked at because there are too many. */
    int unread() {
        return unread;
    }

    private Map<String, List<Use>> uses(DossierValidity rule, List<Read> records) {
        Map<String, List<Use>> uses = new TreeMap<>();
        for (Read one : records.stream().sorted(LotViews.BY_TIME).toList()) {
            Optional<LocalDate> day = one.occurredAt().map(OffsetDateTime::toLocalDate);
            if (day.isPresent()) {
                subjects(rule, one)
                        .distinct()
                        .forEach(subject -> uses.computeIfAbsent(subject, unused -> new ArrayList<>())
                                .add(new Use(one, day.get())));
            }
        }
        return uses;
    }

    private Stream<String> subjects(DossierValidity rule, Read one) {
        return switch (rule.of()) {
            case INSTRUMENT -> LotViews.measured(one, "instrument");
            case PERFORMER ->
                one.view().field("performedBy").stream()
                        .map(person -> person.path("name").asText());
            case DOCUMENT ->
                Stream.concat(LotViews.measured(one, "method"), views.having(one, TraceRole.DOCUMENT).stream());
        };
    }

    /** A person may be named with the number that training is recorded by, and a document with what is in it. */
    private static List<String> keys(DossierValidity rule, String subject) {
        List<String> words = List.of(subject.split("\\s+"));
        return switch (rule.of()) {
            case INSTRUMENT -> List.of(subject);
            case PERFORMER -> Stream.concat(Stream.of(subject), words.stream()).toList();
            case DOCUMENT -> List.of(subject, words.get(0));
        };
    }

    private Optional<Validity> validity(
            DossierValidity rule, String subject, List<Use> uses, Map<String, List<Read>> byKey) {
        List<Read> own = keys(rule, subject).stream()
                .distinct()
                .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                .distinct()
                .toList();
        Use last = uses.get(uses.size() - 1);
        if (own.isEmpty()) {
            List<String> limits = terms.limits(rule.recordType(), List.of("attributes/" + rule.key()));
            // A text that is no document's number is no sign that a document lacks.
            return rule.of() == DossierValidity.Of.DOCUMENT
                    ? Optional.empty()
                    : Optional.of(validity(
                            rule, subject, terms.lacking(rule.recordType(), limits), limits, uses.get(0), null));
        }
        if (Stream.of(rule.from(), rule.to(), rule.attribute())
                .anyMatch(attribute -> attribute != null && terms.masks("attributes/" + attribute))) {
            return Optional.of(
                    validity(rule, subject, EvidenceState.UNDETERMINED, List.of("masking"), last, newest(rule, own)));
        }
        List<Read> counting = rule.everyVersion()
                ? own.stream().flatMap(one -> views.versions(one).stream()).toList()
                : own;
        for (Use use : uses) {
            if (counting.stream().noneMatch(one -> isValid(rule, one, use.day()))) {
                List<String> limits = terms.limits(rule.recordType(), List.of());
                return Optional.of(validity(rule, subject, EvidenceState.INVALID, limits, use, newest(rule, own)));
            }
        }
        Read valid = counting.stream()
                .filter(one -> isValid(rule, one, last.day()))
                .findFirst()
                .orElseThrow();
        return Optional.of(validity(rule, subject, EvidenceState.PRESENT, List.of(), last, valid));
    }

    private static boolean isValid(DossierValidity rule, Read one, LocalDate day) {
        String attribute = rule.attribute();
        String to = rule.to();
        return (attribute == null || one.texts(attribute).contains(rule.value()))
                && one.day(rule.from()).filter(from -> !from.isAfter(day)).isPresent()
                && (to == null
                        || one.text(to).isEmpty()
                        || one.day(to).filter(end -> !end.isBefore(day)).isPresent());
    }

    private static Read newest(DossierValidity rule, List<Read> own) {
        return own.stream()
                .max(Comparator.comparing((Read one) -> one.day(rule.from()).orElse(LocalDate.MIN))
                        .thenComparing(Read::record))
                .orElseThrow();
    }

    private static Validity validity(
            DossierValidity rule,
            String subject,
            EvidenceState evidence,
            List<String> limits,
            Use use,
            @Nullable Read by) {
        return new Validity(
                rule.id(),
                rule.recordType(),
                subject,
                evidence,
                limits,
                use.record().record(),
                use.day(),
                by == null ? null : by.record(),
                rule.verified());
    }
}
