package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.SuggestionRequest;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.search.query.CompletionPoint;
import io.remoteaudit.search.query.FieldNames;
import io.remoteaudit.search.query.MeasurementField;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.QueryFields;
import io.remoteaudit.search.query.QueryParser;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.search.query.ScopedFields;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * The suggestions for one place of one query, for one scope. Values come either from the catalogue, and are then kept only
 * if a search in scope finds something, or from records in scope themselves. Nothing is read of a field that is masked.
 */
final class Completions {

    private static final Map<RecordField, String> COUNTED = Map.of(
            RecordField.ID, IndexFields.ID_ORDER,
            RecordField.SITE, IndexFields.COUNTED + RecordField.SITE.queryName(),
            RecordField.PRODUCT_FAMILY, IndexFields.COUNTED + RecordField.PRODUCT_FAMILY.queryName(),
            RecordField.LOTS, IndexFields.COUNTED + RecordField.LOTS.queryName(),
            RecordField.STANDARDS, IndexFields.COUNTED + RecordField.STANDARDS.queryName(),
            RecordField.CLAUSES, IndexFields.COUNTED + RecordField.CLAUSES.queryName(),
            RecordField.TYPE, IndexFields.COUNTED + RecordField.TYPE.queryName());

    private final Scope scope;
    private final int limit;
    private final long ledgerSize;
    private final Clock clock;
    private final QueryFields fields;
    private final CompletionPoint point;
    private final Typed typed;
    private final FieldNames names;
    private final FieldCandidates fieldCandidates;
    private final ValueCandidates known;
    private final Vocabulary vocabulary;
    private final SeenValues seenValues;
    private final SeenTexts seenTexts;
    private final ScopedCount counts;
    private final List<Candidate> candidates = new ArrayList<>();
    private boolean complete = true;

    /**
     * Understands what is being written.
     *
     * @param view the index as it stands, at this ledger size or a later one
     * @param searcher over the view's reader of the newest state where that is of this ledger size, else over its history
     */
    Completions(
            View view,
            IndexSearcher searcher,
            Vocabulary vocabulary,
            Clock clock,
            SuggestionRequest request,
            long ledgerSize,
            Deadline deadline) {
        this.scope = request.scope();
        this.limit = request.limit();
        this.ledgerSize = ledgerSize;
        this.clock = clock;
        this.vocabulary = vocabulary;
        Query inScope = Search.inScope(scope, ledgerSize, view.size() == ledgerSize);
        SeenNames seen = new SeenNames(searcher, inScope, deadline);
        this.fields = new ScopedFields(scope, vocabulary.catalogue(), vocabulary.analyzer()::simplified, seen);
        this.point = CompletionPoint.of(request.text(), request.at(), fields);
        this.typed = new Typed(point.typed(), vocabulary.analyzer()::simplified);
        this.names = new FieldNames(vocabulary.catalogue());
        this.fieldCandidates = new FieldCandidates(scope, vocabulary, fields, seen, deadline);
        this.known = new ValueCandidates(vocabulary.catalogue());
        this.seenValues = new SeenValues(searcher, inScope, deadline);
        this.seenTexts = new SeenTexts(searcher, inScope, new QueryWords(vocabulary.analyzer()), deadline);
        this.counts = new ScopedCount(
                searcher,
                inScope,
                view.held(searcher.getIndexReader()),
                vocabulary,
                scope,
                WordFields.visible(view.attributes(), scope),
                deadline);
    }

    Suggestions suggestions() throws IOException {
        try {
            gather();
        } catch (QueryTooCostlyException e) {
            // Whoever types goes on typing; what was found so far is true all the same.
            complete = false;
        }
        List<Suggestion> shown = new ArrayList<>();
        for (Suggestion.Kind kind : Suggestion.Kind.values()) {
            shown.addAll(best(kind));
        }
        List<Suggestion> fair = fairly(shown);
        return new Suggestions(ledgerSize, fair, complete && fair.size() == shown.size());
    }

    private void gather() throws IOException {
        switch (point.expected()) {
            case NOTHING -> {}
            case NAME -> candidates.addAll(fieldCandidates.of(typed, false));
            case VALUE -> {
                if (point.field() != null) {
                    values(point.field());
                }
            }
            case TERM -> {
                if (point.insideMeasurement()) {
                    candidates.addAll(fieldCandidates.ofMeasurement(typed));
                } else {
                    candidates.addAll(fieldCandidates.of(typed, true));
                    if (!typed.isEmpty()) {
                        anywhere();
                    }
                }
            }
        }
    }

    /** What a word without a field may become. */
    private void anywhere() throws IOException {
        if (RecordField.TYPE.visible(scope)) {
            catalogued(RecordField.TYPE.field(), known.types(typed));
        }
        if (RecordField.VERDICT.visible(scope)) {
            catalogued(RecordField.VERDICT.field(), known.verdicts(typed));
        }
        for (RecordField field :
                List.of(RecordField.LOTS, RecordField.ID, RecordField.SITE, RecordField.PRODUCT_FAMILY)) {
            if (field.visible(scope)) {
                identifiers(field);
            }
        }
        if (RecordField.STANDARDS.visible(scope)) {
            known.editions(typed)
                    .forEach((id, label) ->
                            add(Suggestion.Kind.IDENTIFIER, null, id, label, RecordField.STANDARDS.field(), false));
            identifiers(RecordField.STANDARDS);
        }
        if (RecordField.INSTRUMENT.visible(scope)) {
            texts(Suggestion.Kind.IDENTIFIER, null, RecordField.INSTRUMENT, true);
        }
        if (RecordField.TITLE.visible(scope)) {
            texts(Suggestion.Kind.WORD, null, RecordField.TITLE, false);
        }
        terms();
    }

    private void identifiers(RecordField field) throws IOException {
        SeenValues.Found found = seen(field);
        // A site or a family may be a plain word that stands elsewhere too; lots and numbers are themselves everywhere.
        boolean named = field == RecordField.SITE || field == RecordField.PRODUCT_FAMILY || field == RecordField.ID;
        for (String value : found.values()) {
            add(
                    Suggestion.Kind.IDENTIFIER,
                    named ? field.field() : null,
                    value,
                    known.label(field.field(), value),
                    field.field(),
                    true);
        }
    }

    private void terms() {
        vocabulary
                .entries()
                .entries()
                .forEach(entry -> typed.best(entry.terms()).ifPresent(term -> {
                    LocalizedText label = new LocalizedText(
                            first(entry.chinese(), entry.terms()), first(entry.english(), entry.terms()));
                    add(Suggestion.Kind.WORD, null, term, label, null, false);
                }));
    }

    /** The values of one field. */
    private void values(QueryField field) throws IOException {
        switch (field.origin()) {
            case RECORD -> {
                for (RecordField record : RecordField.values()) {
                    if (record.field().equals(field)) {
                        values(record, field);
                    }
                }
            }
            case MEASUREMENT -> {
                for (MeasurementField part : MeasurementField.values()) {
                    if (part.field().equals(field)) {
                        values(part, field);
                    }
                }
            }
            case CHARACTERISTIC -> {}
            case ATTRIBUTE -> {
                catalogued(field, known.choices(field, typed));
                found(Suggestion.Kind.WORD, field, seenTexts.of(WordFields.of(field), typed, true));
            }
        }
    }

    private void values(RecordField record, QueryField field) throws IOException {
        switch (record) {
            case TYPE -> {
                catalogued(field, known.types(typed));
                if (vocabulary.catalogue().recordTypes().isEmpty()) {
                    found(Suggestion.Kind.VALUE, field, seen(record));
                }
            }
            case VERDICT -> catalogued(field, known.verdicts(typed));
            case CHARACTERISTIC -> codes(field);
            case STANDARDS -> {
                catalogued(field, known.editions(typed));
                found(Suggestion.Kind.IDENTIFIER, field, seen(record));
            }
            case ID, SITE, PRODUCT_FAMILY, LOTS, CLAUSES -> found(Suggestion.Kind.IDENTIFIER, field, seen(record));
            case INSTRUMENT -> texts(Suggestion.Kind.IDENTIFIER, field, record, true);
            case TITLE, MODEL, MEASUREMENTS, METHOD, PERFORMED_BY, REVIEWED_BY, CHANGE, ATTACHMENTS ->
                texts(Suggestion.Kind.WORD, field, record, true);
            // Whole documents are too much to read for a word; what was asked and answered is no record.
            case ATTACHMENT_TEXT, ANSWERS, OCCURRED_AT, RECORDED_AT, LATE, VERSION -> {}
        }
    }

    private void values(MeasurementField part, QueryField field) throws IOException {
        switch (part) {
            case CHARACTERISTIC -> codes(field);
            case VERDICT -> catalogued(field, known.verdicts(typed));
            case INSTRUMENT -> texts(Suggestion.Kind.IDENTIFIER, field, RecordField.INSTRUMENT, true);
            case METHOD -> texts(Suggestion.Kind.WORD, field, RecordField.METHOD, true);
            case VALUE, RESULT, UNIT, STANDARD, LIMIT -> {}
        }
    }

    private SeenValues.Found seen(RecordField field) throws IOException {
        String name = field.queryName();
        boolean whole = field.field().kind() == QueryField.Kind.EXACT;
        SeenValues.Found found = seenValues.of(
                COUNTED.getOrDefault(field, IndexFields.COUNTED + name),
                IndexFields.IDENTIFIERS + name,
                (whole ? IndexFields.WHOLE : IndexFields.RAW) + name,
                typed);
        complete &= found.complete();
        return found;
    }

    private void codes(QueryField field) {
        for (String code : fieldCandidates.characteristics(typed)) {
            add(Suggestion.Kind.VALUE, field, code, known.label(field, code), field, true);
        }
    }

    private void texts(Suggestion.Kind kind, @Nullable QueryField field, RecordField record, boolean whole)
            throws IOException {
        SeenValues.Found found = seenTexts.of(record.queryName(), typed, whole);
        complete &= found.complete();
        QueryField labelled = field == null && kind == Suggestion.Kind.WORD ? null : record.field();
        for (String value : found.values()) {
            add(kind, field, value, new LocalizedText(value, value), labelled, true);
        }
    }

    private void found(Suggestion.Kind kind, QueryField field, SeenValues.Found found) {
        complete &= found.complete();
        for (String value : found.values()) {
            add(kind, field, value, known.label(field, value), field, true);
        }
    }

    private void catalogued(QueryField field, Map<String, LocalizedText> labels) {
        labels.forEach((value, label) -> add(Suggestion.Kind.VALUE, field, value, label, field, false));
    }

    /** Adds a value, written so that the query's reader takes it for this value. */
    private void add(
            Suggestion.Kind kind,
            @Nullable QueryField field,
            String value,
            LocalizedText label,
            @Nullable QueryField labelled,
            boolean proven) {
        Optional<Clause> clause = List.of(new Clause.Word(field, value), new Clause.Phrase(field, value)).stream()
                .map(this::placed)
                .filter(this::readsBack)
                .findFirst();
        if (clause.isEmpty()) {
            return;
        }
        Clause condition = clause.get() instanceof Clause.SameMeasurement same ? same.clause() : clause.get();
        int rank = Math.min(
                typed.rank(value),
                typed.best(Typed.both(label)).map(typed::rank).orElse(Typed.NOT));
        candidates.add(new Candidate(
                kind,
                rank,
                point.expected() == CompletionPoint.Expected.VALUE
                        ? FieldNames.valueOf(condition)
                        : condition.canonical(),
                label,
                labelled == null ? null : names.label(labelled),
                clause.get(),
                proven));
    }

    private Clause placed(Clause condition) {
        return point.insideMeasurement() ? new Clause.SameMeasurement(condition) : condition;
    }

    private boolean readsBack(Clause clause) {
        try {
            return QueryParser.parse(clause.canonical(), fields, clock).equals(clause);
        } catch (QuerySyntaxException e) {
            // Text of a record that cannot be asked for, such as one that is too long.
            return false;
        }
    }

    /** The best candidates of a kind that find something, the likeliest first. */
    private List<Suggestion> best(Suggestion.Kind kind) throws IOException {
        List<Suggestion> best = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        List<Candidate> ranked = candidates.stream()
                .filter(candidate -> candidate.kind() == kind)
                .sorted(Comparator.comparingInt(Candidate::rank))
                .toList();
        for (Candidate candidate : ranked) {
            if (!texts.add(candidate.text()) || candidate.text().equals(point.typed())) {
                continue;
            }
            if (best.size() == limit) {
                complete = false;
                break;
            }
            Clause clause = candidate.clause();
            ScopedCount.Count count = clause == null ? ScopedCount.Count.UNKNOWN : counts.of(clause);
            if (count.known() ? count.any() : candidate.proven()) {
                best.add(new Suggestion(
                        kind,
                        point.from(),
                        point.to(),
                        candidate.text(),
                        candidate.label(),
                        candidate.field(),
                        count.exactly()));
            } else if (!count.known()) {
                complete = false;
            }
        }
        return best;
    }

    /** So many of each kind that none crowds out the others. */
    private List<Suggestion> fairly(List<Suggestion> all) {
        List<Suggestion> chosen = new ArrayList<>();
        for (int place = 0; chosen.size() < limit && place < limit; place++) {
            for (Suggestion.Kind kind : Suggestion.Kind.values()) {
                List<Suggestion> ofKind =
                        all.stream().filter(one -> one.kind() == kind).toList();
                if (place < ofKind.size() && chosen.size() < limit) {
                    chosen.add(ofKind.get(place));
                }
            }
        }
        return all.stream().filter(chosen::contains).toList();
    }

    private static String first(List<String> terms, List<String> otherwise) {
        return terms.isEmpty() ? otherwise.get(0) : terms.get(0);
    }
}
