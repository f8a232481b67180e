package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.query.FieldNames;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.Edition;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values the catalogue names, and what they are called. They are the same for every caller. */
final class ValueCandidates {

    private static final Map<Verdict, LocalizedText> VERDICTS = Map.of(
            Verdict.CONFORMING, new LocalizedText("合格", "Conforming"),
            Verdict.NONCONFORMING, new LocalizedText("不合格", "Nonconforming"),
            Verdict.NOT_JUDGED, new LocalizedText("未判定", "Not judged"));

    private final Catalogue catalogue;

    ValueCandidates(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Labels by value, for those that complete what was typed. */
    Map<String, LocalizedText> types(Typed typed) {
        Map<String, LocalizedText> found = new LinkedHashMap<>();
        for (RecordType type : catalogue.recordTypes()) {
            LocalizedText name = type.name();
            if (typed.best(List.of(type.id(), type.code(), name.zh(), name.en()))
                    .isPresent()) {
                found.put(type.id(), name);
            }
        }
        return found;
    }

    Map<String, LocalizedText> verdicts(Typed typed) {
        Map<String, LocalizedText> found = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            LocalizedText name = label(verdict);
            if (typed.best(List.of(verdict.wireName(), name.zh(), name.en())).isPresent()) {
                found.put(verdict.wireName(), name);
            }
        }
        return found;
    }

    Map<String, LocalizedText> editions(Typed typed) {
        Map<String, LocalizedText> found = new LinkedHashMap<>();
        for (Edition edition : catalogue.editions()) {
            if (typed.rank(edition.id()) != Typed.NOT) {
                found.put(edition.id(), label(RecordField.STANDARDS.field(), edition.id()));
            }
        }
        return found;
    }

    /** The labelled choices of an attribute, over all record types. */
    Map<String, LocalizedText> choices(QueryField attribute, Typed typed) {
        Map<String, LocalizedText> found = new LinkedHashMap<>();
        for (RecordType type : catalogue.recordTypes()) {
            type.attributeValueLabels(FieldNames.bare(attribute)).forEach((value, label) -> {
                List<String> names = new ArrayList<>(List.of(value));
                names.addAll(Typed.both(label));
                if (typed.best(names).isPresent()) {
                    found.putIfAbsent(value, label);
                }
            });
        }
        return found;
    }

    /** What a value is called; itself if nobody has given it a name. */
    LocalizedText label(QueryField field, String value) {
        Optional<LocalizedText> label = Optional.empty();
        if (field.equals(RecordField.TYPE.field())) {
            label = catalogue.recordType(value).map(RecordType::name);
        } else if (field.equals(RecordField.STANDARDS.field())) {
            label = catalogue
                    .edition(value)
                    .map(edition -> new LocalizedText(
                            edition.id() + " " + edition.title().zh(),
                            edition.id() + " " + edition.title().en()));
        } else if (field.name().equals(RecordField.CHARACTERISTIC.queryName())) {
            label = catalogue
                    .characteristic(value)
                    .map(Characteristic::name)
                    .map(name -> new LocalizedText(value + " " + name.zh(), value + " " + name.en()));
        }
        return label.orElseGet(() -> new LocalizedText(value, value));
    }

    private static LocalizedText label(Verdict verdict) {
        return VERDICTS.getOrDefault(verdict, new LocalizedText(verdict.wireName(), verdict.wireName()));
    }
}
