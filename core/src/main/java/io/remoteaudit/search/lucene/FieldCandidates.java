package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.query.FieldNames;
import io.remoteaudit.search.query.MeasurementField;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.QueryFields;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.search.query.ScopedFields;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.LocalizedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of fields that complete what was typed: of the language's own fields those the scope shows, of
 * characteristics and attributes those that records in scope have.
 */
final class FieldCandidates {

    private final Scope scope;
    private final Vocabulary vocabulary;
    private final FieldNames names;
    private final QueryFields fields;
    private final ScopedFields.Seen seen;
    private final Deadline deadline;

    FieldCandidates(Scope scope, Vocabulary vocabulary, QueryFields fields, ScopedFields.Seen seen, Deadline deadline) {
        this.scope = scope;
        this.vocabulary = vocabulary;
        this.names = new FieldNames(vocabulary.catalogue());
        this.fields = fields;
        this.seen = seen;
        this.deadline = deadline;
    }

    /**
     * The names.
     *
     * @param typed what they complete
     * @param withSign whether a condition is to follow
     */
    List<Candidate> of(Typed typed, boolean withSign) {
        List<Candidate> candidates = new ArrayList<>();
        for (RecordField field : RecordField.values()) {
            if (field.visible(scope)) {
                add(field.field(), typed, withSign, candidates);
            }
        }
        addCharacteristics(typed, candidates);
        for (String attribute : seen.attributes()) {
            deadline.check();
            fields.find(IndexFields.ATTRIBUTES + attribute)
                    .filter(field -> field.origin() == QueryField.Origin.ATTRIBUTE)
                    .ifPresent(field -> add(field, typed, withSign, candidates));
        }
        return candidates;
    }

    /** The names that exist inside {@code measurement(...)}. */
    List<Candidate> ofMeasurement(Typed typed) {
        List<Candidate> candidates = new ArrayList<>();
        for (MeasurementField field : MeasurementField.values()) {
            add(field.field(), typed, true, candidates);
        }
        addCharacteristics(typed, candidates);
        return candidates;
    }

    /** The codes of characteristics that records in scope have a measurement of. */
    List<String> characteristics(Typed typed) {
        if (!RecordField.MEASUREMENTS.visible(scope)) {
            return List.of();
        }
        Set<String> codes = new LinkedHashSet<>();
        for (Characteristic characteristic : vocabulary.catalogue().characteristics()) {
            if (typed.best(FieldNames.names(characteristic)).isPresent()) {
                codes.add(characteristic.code());
            }
        }
        for (String code : seen.characteristics()) {
            if (typed.rank(code) != Typed.NOT) {
                codes.add(code);
            }
        }
        List<String> had = new ArrayList<>();
        for (String code : codes) {
            deadline.check();
            if (seen.characteristic(code)) {
                had.add(code);
            }
        }
        return had;
    }

    private void addCharacteristics(Typed typed, List<Candidate> candidates) {
        for (String code : characteristics(typed)) {
            add(
                    new QueryField(code, QueryField.Origin.CHARACTERISTIC, QueryField.Kind.NUMBER),
                    typed,
                    false,
                    candidates);
        }
    }

    private void add(QueryField field, Typed typed, boolean withSign, List<Candidate> candidates) {
        LocalizedText label = names.label(field);
        List<String> called = names.names(field);
        List<String> all = new ArrayList<>(Typed.both(label));
        all.addAll(called);
        Optional<String> best = typed.isEmpty() ? Optional.of(field.name()) : typed.best(all);
        if (best.isEmpty()) {
            return;
        }
        String name = best.filter(called::contains).filter(FieldNames::isPlain).orElse(field.name());
        boolean colon = withSign && field.kind() != QueryField.Kind.NUMBER;
        candidates.add(new Candidate(
                Suggestion.Kind.FIELD,
                typed.rank(best.get()),
                FieldNames.written(name) + (colon ? ":" : ""),
                label,
                null,
                null,
                true));
    }
}
