package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.query.MeasuredScale;
import io.remoteaudit.search.query.QueryField;
import io.remoteaudit.search.query.RecordField;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;

/** Which record fields a word is looked for in, by the name they have below each kind of index field. */
final class WordFields {

    private static final List<RecordField> FREE = List.of(
            RecordField.ID,
            RecordField.TYPE,
            RecordField.TITLE,
            RecordField.SITE,
            RecordField.PRODUCT_FAMILY,
            RecordField.MODEL,
            RecordField.LOTS,
            RecordField.STANDARDS,
            RecordField.CLAUSES,
            RecordField.MEASUREMENTS,
            RecordField.PERFORMED_BY,
            RecordField.REVIEWED_BY,
            RecordField.CHANGE,
            RecordField.ATTACHMENTS,
            RecordField.ATTACHMENT_TEXT);

    private WordFields() {}

    /** The attributes that hold words. Costly: all segments are asked. */
    static List<String> attributes(IndexReader reader) {
        List<String> names = new ArrayList<>();
        String attributes = IndexFields.WORDS + IndexFields.ATTRIBUTES;
        for (String indexed : FieldInfos.getIndexedFields(reader)) {
            if (indexed.startsWith(attributes)) {
                names.add(indexed.substring(IndexFields.WORDS.length()));
            }
        }
        return names;
    }

    /** The fields a word without a field's name is looked for in: those nothing of which is masked. */
    static List<String> visible(List<String> attributes, Scope scope) {
        List<String> names = new ArrayList<>();
        for (RecordField field : FREE) {
            if (field.visible(scope)) {
                names.add(field.queryName());
            }
        }
        for (String name : attributes) {
            if (RecordField.isVisible(scope, name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name of one field below each kind of index field. */
    static String of(QueryField field) {
        return switch (field.origin()) {
            case RECORD, MEASUREMENT -> field.name();
            case CHARACTERISTIC -> IndexFields.MEASURED + field.name();
            case ATTRIBUTE ->
                field.name().startsWith(IndexFields.ATTRIBUTES) ? field.name() : IndexFields.ATTRIBUTES + field.name();
        };
    }

    /** Whether a field is read as words; in ids and lots a term would only be found as a piece of something else. */
    static boolean holdsProse(String name) {
        return !name.equals(RecordField.ID.queryName()) && !name.equals(RecordField.LOTS.queryName());
    }

    /** The name of a characteristic's measured values on one scale below each kind of index field. */
    static String measured(String code, MeasuredScale scale) {
        return IndexFields.MEASURED + code + (scale.name().isEmpty() ? "" : "/" + scale.name());
    }

    /** How much a match there counts; powers of two, so that scores stay exact. */
    static float weight(String name) {
        return switch (name) {
            case "id", "title", "lots" -> 4f;
            case "standards", "model" -> 2f;
            default -> 1f;
        };
    }
}
