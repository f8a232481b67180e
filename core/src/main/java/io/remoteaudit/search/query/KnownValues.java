package io.remoteaudit.search.query;

import io.remoteaudit.record.Verdict;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The values of fields that take no others: verdicts and record types. They are the catalogue's, never those of records,
 * so that an error tells nothing about records outside the scope.
 */
final class KnownValues {

    private static final Map<String, String> VERDICTS = Map.of(
            Verdict.CONFORMING.wireName(),
            Verdict.CONFORMING.wireName(),
            Verdict.NONCONFORMING.wireName(),
            Verdict.NONCONFORMING.wireName(),
            Verdict.NOT_JUDGED.wireName(),
            Verdict.NOT_JUDGED.wireName(),
            "合格",
            Verdict.CONFORMING.wireName(),
            "不合格",
            Verdict.NONCONFORMING.wireName(),
            "未判定",
            Verdict.NOT_JUDGED.wireName());

    private static final List<String> VERDICT_NAMES =
            List.of(Verdict.CONFORMING.wireName(), Verdict.NONCONFORMING.wireName(), Verdict.NOT_JUDGED.wireName());

    private static final int MOST = 5;

    /** Ids by every name in lower case. */
    private final Map<String, String> types = new LinkedHashMap<>();

    KnownValues(Catalogue catalogue) {
        for (RecordType type : catalogue.recordTypes()) {
            for (String name : List.of(
                    type.id(), type.code(), type.name().zh(), type.name().en())) {
                types.putIfAbsent(key(name), type.id());
            }
        }
    }

    /** The value a text means; empty if the field takes others only, the text itself if it takes any. */
    Optional<String> value(QueryField field, String text) {
        if (isVerdict(field)) {
            return verdict(text);
        }
        if (isType(field)) {
            return types.isEmpty() ? Optional.of(text) : Optional.ofNullable(types.get(key(text)));
        }
        return Optional.of(text);
    }

    /** The verdict a text means. */
    static Optional<String> verdict(String text) {
        return Optional.ofNullable(VERDICTS.get(key(text)));
    }

    /** What could have been meant: all values where they are few, else the nearest one or none. */
    List<String> alternatives(QueryField field, String text) {
        if (isVerdict(field)) {
            return VERDICT_NAMES;
        }
        return EditDistance.nearest(key(text), types.keySet()).map(List::of).orElseGet(() -> containing(key(text)));
    }

    private List<String> containing(String text) {
        return types.entrySet().stream()
                .filter(type -> type.getKey().contains(text))
                .map(Map.Entry::getValue)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static boolean isVerdict(QueryField field) {
        return field.equals(RecordField.VERDICT.field()) || field.equals(MeasurementField.VERDICT.field());
    }

    private static boolean isType(QueryField field) {
        return field.equals(RecordField.TYPE.field());
    }

    private static String key(String text) {
        return Symbols.narrow(text).strip().toLowerCase(Locale.ROOT);
    }
}
