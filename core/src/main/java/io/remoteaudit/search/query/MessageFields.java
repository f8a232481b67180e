package io.remoteaudit.search.query;

import java.util.List;
import java.util.Optional;

/** The one field of what is asked and answered, for searches that find questions and not records. */
public final class MessageFields implements QueryFields {

    /** The field {@link RecordField#ANSWERS} and no other. */
    public MessageFields() {}

    @Override
    public Optional<QueryField> find(String name) {
        return RecordField.named(name)
                .filter(field -> field == RecordField.ANSWERS)
                .map(RecordField::field);
    }

    @Override
    public Optional<String> nearest(String name) {
        return EditDistance.nearest(name, RecordField.ANSWERS.names(), Symbols::isFieldName);
    }

    @Override
    public Optional<String> value(QueryField field, String text) {
        return Optional.of(text);
    }

    @Override
    public List<String> alternatives(QueryField field, String text) {
        return List.of();
    }
}
