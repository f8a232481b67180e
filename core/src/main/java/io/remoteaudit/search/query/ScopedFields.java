package io.remoteaudit.search.query;

import io.remoteaudit.record.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The fields of one scope: those every record may have, the characteristics the catalogue knows, and the
 * characteristics and attributes that records <em>in this scope</em> have. So neither an answer nor an error tells what
 * a record outside the scope measures, and a masked field is as unknown as one that never was.
 */
public final class ScopedFields implements QueryFields {

    private static final String ATTRIBUTE = "attributes/";
    private static final int FARTHEST = 2;

    private final Scope scope;
    private final Function<String, Optional<String>> characteristics;
    private final Seen seen;

    /** Which names records in the scope have. */
    public interface Seen {

        /**
         * Whether a record in scope has a measurement of a characteristic.
         *
         * @param code the characteristic's code
         * @return true if one has
         */
        boolean characteristic(String code);

        /**
         * Whether a record in scope has an attribute.
         *
         * @param name the attribute's name
         * @return true if one has
         */
        boolean attribute(String name);

        /**
         * Codes of characteristics that may occur, also outside the scope.
         *
         * @return a bounded number of them
         */
        Set<String> characteristics();

        /**
         * Names of attributes that may occur, also outside the scope.
         *
         * @return a bounded number of them
         */
        Set<String> attributes();
    }

    /**
     * The fields of a scope.
     *
     * @param scope whose masks apply
     * @param characteristics finds a characteristic's code by any of its names; empty where the catalogue has none
     * @param seen which names records in the scope have
     */
    public ScopedFields(Scope scope, Function<String, Optional<String>> characteristics, Seen seen) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.characteristics = Objects.requireNonNull(characteristics, "characteristics");
        this.seen = Objects.requireNonNull(seen, "seen");
    }

    @Override
    public Optional<QueryField> find(String name) {
        Optional<QueryField> field =
                RecordField.named(name).filter(f -> f.visible(scope)).map(RecordField::field);
        if (field.isEmpty()) {
            field = characteristic(name);
        }
        return field.isPresent() ? field : attribute(name);
    }

    @Override
    public Optional<String> nearest(String name) {
        List<String> candidates = new ArrayList<>();
        for (RecordField field : RecordField.values()) {
            candidates.add(field.queryName());
        }
        candidates.addAll(seen.characteristics());
        candidates.addAll(seen.attributes());
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<String> nearest = Optional.empty();
        int farthest = Math.min(FARTHEST, name.length() - 1);
        for (String candidate : candidates) {
            int distance = EditDistance.between(lower, candidate.toLowerCase(Locale.ROOT), farthest);
            if (distance <= farthest
                    && Symbols.isFieldName(candidate)
                    && find(candidate).isPresent()) {
                nearest = Optional.of(candidate);
                farthest = distance - 1;
            }
        }
        return nearest;
    }

    private Optional<QueryField> characteristic(String name) {
        if (!RecordField.MEASUREMENTS.visible(scope)) {
            return Optional.empty();
        }
        Optional<String> code = characteristics.apply(name).filter(Symbols::isFieldName);
        if (code.isEmpty()) {
            code = written(name, seen::characteristic, seen.characteristics());
        }
        return code.map(c -> new QueryField(c, QueryField.Origin.CHARACTERISTIC, QueryField.Kind.NUMBER));
    }

    /** An attribute named like another field keeps its long name, so that the two stay apart. */
    private Optional<QueryField> attribute(String name) {
        String bare = name.startsWith(ATTRIBUTE) ? name.substring(ATTRIBUTE.length()) : name;
        return written(bare, this::hasAttribute, seen.attributes())
                .map(attribute -> new QueryField(
                        isTaken(attribute) ? ATTRIBUTE + attribute : attribute,
                        QueryField.Origin.ATTRIBUTE,
                        QueryField.Kind.ANY));
    }

    private boolean isTaken(String name) {
        return RecordField.named(name).filter(field -> field.visible(scope)).isPresent()
                || characteristic(name).isPresent();
    }

    private boolean hasAttribute(String name) {
        return RecordField.isVisible(scope, ATTRIBUTE + name) && seen.attribute(name);
    }

    /** The name as it was written if it exists, else one that differs only in case. */
    private static Optional<String> written(String name, Predicate<String> exists, Set<String> possible) {
        if (exists.test(name)) {
            return Optional.of(name);
        }
        return possible.stream()
                .filter(candidate -> candidate.equalsIgnoreCase(name) && exists.test(candidate))
                .findFirst();
    }
}
