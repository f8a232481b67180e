package io.remoteaudit.search.query;

import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.LocalizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;

/** What fields are called: in queries, and for people. Safe for use by several threads. */
public final class FieldNames {

    private static final String BUNDLE = "io.remoteaudit.search.query.fields";
    private static final String ATTRIBUTE = "attributes/";

    private final Catalogue catalogue;

    /**
     * The names of fields.
     *
     * @param catalogue tells the names of characteristics and attributes
     */
    public FieldNames(Catalogue catalogue) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    }

    /**
     * Every name a field is found by.
     *
     * @param field the field
     * @return the names, the canonical one first
     */
    public List<String> names(QueryField field) {
        List<String> names = new ArrayList<>(List.of(field.name()));
        switch (field.origin()) {
            case RECORD -> RecordField.named(field.name()).ifPresent(known -> names.addAll(known.names()));
            case MEASUREMENT -> names.addAll(MeasurementField.of(field).names());
            case CHARACTERISTIC ->
                catalogue.characteristic(field.name()).ifPresent(known -> names.addAll(names(known)));
            case ATTRIBUTE -> names.add(ATTRIBUTE + bare(field));
        }
        return names.stream().distinct().toList();
    }

    /**
     * Every name a characteristic is found by.
     *
     * @param characteristic the characteristic
     * @return its code, its names and its synonyms
     */
    public static List<String> names(Characteristic characteristic) {
        List<String> names = new ArrayList<>(List.of(
                characteristic.code(),
                characteristic.name().zh(),
                characteristic.name().en()));
        names.addAll(characteristic.synonyms());
        return names;
    }

    /**
     * What a field is called for people.
     *
     * @param field the field
     * @return its label; its name where nobody has given it one
     */
    public LocalizedText label(QueryField field) {
        return switch (field.origin()) {
            case RECORD -> text(field.name());
            case MEASUREMENT -> text("measurement." + field.name());
            case CHARACTERISTIC ->
                catalogue.characteristic(field.name()).map(Characteristic::name).orElseGet(() -> same(field.name()));
            case ATTRIBUTE ->
                catalogue.recordTypes().stream()
                        .map(type -> type.attributeLabel(bare(field)))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseGet(() -> same(bare(field)));
        };
    }

    /**
     * The name of an attribute, without what tells it from other fields.
     *
     * @param field a field that stands for an attribute
     * @return the name records have it under
     */
    public static String bare(QueryField field) {
        return field.name().startsWith(ATTRIBUTE) ? field.name().substring(ATTRIBUTE.length()) : field.name();
    }

    /**
     * Whether a name can stand before a sign as it is, without quotation marks.
     *
     * @param name the name
     * @return true if it is letters, digits and a few signs
     */
    public static boolean isPlain(String name) {
        return Symbols.isFieldName(name) && !Reserved.isMissing(name) && !Reserved.isOperator(name);
    }

    /**
     * A name as it stands before a sign.
     *
     * @param name the name
     * @return the name, in quotation marks where it needs them
     */
    public static String written(String name) {
        return isPlain(name) ? name : new Clause.Phrase(null, name).canonical();
    }

    /**
     * The value of a condition as it stands behind the colon.
     *
     * @param condition a word or a phrase in a field
     * @return the value, in quotation marks where it needs them
     */
    public static String valueOf(Clause condition) {
        QueryField field = condition instanceof Clause.Word word ? word.field() : ((Clause.Phrase) condition).field();
        int behind = new Clause.Phrase(field, "x").canonical().length() - "\"x\"".length();
        return condition.canonical().substring(behind);
    }

    private static LocalizedText text(String key) {
        return new LocalizedText(
                ResourceBundle.getBundle(BUNDLE, Locale.CHINESE).getString(key),
                ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH).getString(key));
    }

    private static LocalizedText same(String name) {
        return new LocalizedText(name, name);
    }
}
