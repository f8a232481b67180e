package io.remoteaudit.search.query;

import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one scope: those every record may have, the characteristics the catalogue knows, and the
 * characteristics and attributes that records <em>in this scope</em> have. So neither an answer nor an error tells what
 * a record outside the scope measures, and a masked field is as unknown as one that never was.
 */
public final class ScopedFields implements QueryFields {

    private static final String ATTRIBUTE = "attributes/";

    private final Scope scope;
    private final Catalogue catalogue;
    private final UnaryOperator<String> simplified;
    private @Nullable KnownValues values;
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
     * @param catalogue tells the names and units of characteristics, and the record types
     * @param simplified writes a name in simplified characters, as the catalogue does
     * @param seen which names records in the scope have
     */
    public ScopedFields(Scope scope, Catalogue catalogue, UnaryOperator<String> simplified, Seen seen) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.simplified = Objects.requireNonNull(simplified, "simplified");
        this.seen = Objects.requireNonNull(seen, "seen");
    }

    @Override
    public Optional<QueryField> find(String name) {
        Optional<QueryField> field = RecordField.named(name)
                .or(() -> RecordField.named(simplified.apply(name)))
                .filter(f -> f.visible(scope))
                .map(RecordField::field);
        if (field.isEmpty()) {
            field = characteristic(name);
        }
        return field.isPresent() ? field : attribute(name);
    }

    @Override
    public Optional<String> nearest(String name) {
        List<String> candidates = new ArrayList<>();
        for (RecordField field : RecordField.values()) {
            candidates.addAll(field.names());
        }
        for (Characteristic characteristic : catalogue.characteristics()) {
            candidates.add(characteristic.code());
            candidates.add(characteristic.name().zh());
            candidates.addAll(characteristic.synonyms());
        }
        candidates.addAll(seen.characteristics());
        candidates.addAll(seen.attributes());
        return EditDistance.nearest(
                name,
                candidates,
                candidate -> Symbols.isFieldName(candidate) && find(candidate).isPresent());
    }

    @Override
    public Optional<String> value(QueryField field, String text) {
        return values().value(field, text);
    }

    @Override
    public List<String> alternatives(QueryField field, String text) {
        return values().alternatives(field, text);
    }

    private Optional<QueryField> characteristic(String name) {
        if (!RecordField.MEASUREMENTS.visible(scope)) {
            return Optional.empty();
        }
        Optional<Characteristic> known =
                catalogue.characteristic(name).or(() -> catalogue.characteristic(simplified.apply(name)));
        if (known.isPresent()) {
            return known.map(characteristic -> field(characteristic.code(), characteristic.units()));
        }
        return written(name, seen::characteristic, seen.characteristics()).map(code -> field(code, List.of()));
    }

    private static QueryField field(String code, List<String> units) {
        return new QueryField(code, QueryField.Origin.CHARACTERISTIC, QueryField.Kind.NUMBER, units);
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
        return Reserved.isMissing(name)
                || RecordField.named(name).filter(field -> field.visible(scope)).isPresent()
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

    /** Made when a query first asks for one: most do not. */
    private KnownValues values() {
        KnownValues known = values;
        if (known == null) {
            known = new KnownValues(catalogue);
            values = known;
        }
        return known;
    }
}
