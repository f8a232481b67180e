package io.remoteaudit.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that exist inside {@code measurement(...)}: those of one measurement, and characteristics. */
final class FieldsOfMeasurement implements QueryFields {

    private final QueryFields outside;

    FieldsOfMeasurement(QueryFields outside) {
        this.outside = outside;
    }

    @Override
    public Optional<QueryField> find(String name) {
        Optional<QueryField> field = MeasurementField.named(name).map(MeasurementField::field);
        return field.isPresent() ? field : characteristic(name);
    }

    @Override
    public Optional<String> nearest(String name) {
        List<String> names = new ArrayList<>();
        for (MeasurementField field : MeasurementField.values()) {
            names.addAll(field.names());
        }
        return EditDistance.nearest(name, names)
                .or(() -> outside.nearest(name)
                        .filter(near -> characteristic(near).isPresent()));
    }

    @Override
    public Optional<String> value(QueryField field, String text) {
        if (field.equals(MeasurementField.CHARACTERISTIC.field())) {
            return characteristic(text).map(QueryField::name);
        }
        return outside.value(field, text);
    }

    @Override
    public List<String> alternatives(QueryField field, String text) {
        if (field.equals(MeasurementField.CHARACTERISTIC.field())) {
            return outside.nearest(text)
                    .filter(near -> characteristic(near).isPresent())
                    .map(List::of)
                    .orElse(List.of());
        }
        return outside.alternatives(field, text);
    }

    /** The names for the message that a name is none of them; null outside a measurement. */
    static @Nullable String namesFor(QueryFields fields) {
        if (!(fields instanceof FieldsOfMeasurement)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (MeasurementField field : MeasurementField.values()) {
            names.add(field.queryName());
        }
        return String.join(", ", names).toLowerCase(Locale.ROOT);
    }

    private Optional<QueryField> characteristic(String name) {
        return outside.find(name).filter(field -> field.origin() == QueryField.Origin.CHARACTERISTIC);
    }
}
