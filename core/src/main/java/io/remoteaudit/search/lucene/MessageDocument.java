package io.remoteaudit.search.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.search.query.RecordField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/**
 * Makes the index's document of a message of a question: what was asked, answered and released, or asked further. Drafts
 * are no entries and never come here.
 *
 * <p>A message is no record, so it is hidden from searches for records by what hides superseded versions: it is marked as
 * superseded by its own leaf, and so at no ledger size is it the newest of anything. Its words stand in fields that carry
 * the engagement's id in their names: no word of one engagement's takes part in a search of another's, nor is it so much
 * as looked up.
 */
final class MessageDocument {

    private MessageDocument() {}

    /** The name of an engagement's words below each kind of index field. */
    static String words(String engagement) {
        return RecordField.ANSWERS.queryName() + "/" + engagement;
    }

    static Document of(Entry entry, long leafIndex) {
        String engagement = String.valueOf(entry.context());
        Document document = new Document();
        document.add(new StringField(
                IndexFields.MESSAGE, IndexFields.key(entry.subject(), entry.version()), Field.Store.NO));
        document.add(new NumericDocValuesField(IndexFields.LEAF, leafIndex));
        document.add(new NumericDocValuesField(IndexFields.SUPERSEDED, leafIndex));
        document.add(new StringField(IndexFields.ENGAGEMENT, engagement, Field.Store.NO));
        document.add(new StringField(IndexFields.QUESTION, entry.subject(), Field.Store.YES));
        document.add(new SortedDocValuesField(IndexFields.QUESTION, new BytesRef(entry.subject())));
        document.add(new StoredField(IndexFields.NUMBER, entry.version()));
        addText("title", entry, words(engagement), document);
        addText("text", entry, words(engagement), document);
        entry.field("translation")
                .ifPresent(translation -> addText(translation.path("text").asText(), words(engagement), document));
        entry.field("pins").ifPresent(pins -> addPins(pins, document));
        return document;
    }

    private static void addText(String field, Entry entry, String name, Document document) {
        addText(entry.field(field).map(JsonNode::asText).orElse(""), name, document);
    }

    private static void addText(String text, String name, Document document) {
        if (!text.isBlank()) {
            document.add(new Field(IndexFields.WORDS + name, text, RecordDocument.PLACED));
            document.add(new Field(IndexFields.IDENTIFIERS + name, text, RecordDocument.PLACED));
            document.add(new StoredField(IndexFields.TEXT + name, text));
        }
    }

    private static void addPins(JsonNode pins, Document document) {
        for (JsonNode pin : pins) {
            String record = pin.path("id").asText();
            document.add(new SortedSetDocValuesField(IndexFields.PINNED, new BytesRef(record)));
        }
    }
}
