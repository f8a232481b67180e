package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as the fields of a ledger entry, and back. Entries of earlier releases lack what came later: such a question
 * has no category, no translation and no files, and a field that was erased reads as if nothing had been written.
 */
final class MessageFields {

    private MessageFields() {}

    static SortedMap<String, JsonNode> of(
            MessageKind kind, String text, String language, @Nullable Translation translation, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("kind", Json.text(kind.wireName()));
        fields.put("text", Json.text(text));
        fields.put("language", Json.text(Wording.language(language)));
        fields.put("by", Json.text(by));
        if (translation != null) {
            fields.put("translation", write(translation));
        }
        return fields;
    }

    static SortedMap<String, JsonNode> of(NewQuestion question, String by) {
        SortedMap<String, JsonNode> fields =
                of(MessageKind.QUESTION, question.text(), question.language(), question.translation(), by);
        Topic topic = question.topic();
        fields.put("title", Json.text(question.title()));
        ArrayNode pins = Json.array();
        topic.pins().forEach(pin -> pins.add(write(pin)));
        fields.put("pins", pins);
        if (!topic.lots().isEmpty()) {
            ArrayNode lots = Json.array();
            topic.lots().forEach(lots::add);
            fields.put("lots", lots);
        }
        if (!topic.clauses().isEmpty()) {
            ArrayNode clauses = Json.array();
            topic.clauses()
                    .forEach(clause ->
                            clauses.addObject().put("edition", clause.edition()).put("number", clause.number()));
            fields.put("clauses", clauses);
        }
        fields.put("category", Json.text(topic.category().wireName()));
        fields.put("priority", Json.text(topic.priority().wireName()));
        LocalDate due = topic.due();
        if (due != null) {
            fields.put("due", Json.text(due.toString()));
        }
        return fields;
    }

    static void putAttachments(SortedMap<String, JsonNode> fields, List<Attachment> attachments) {
        if (!attachments.isEmpty()) {
            fields.put("attachments", write(attachments));
        }
    }

    static void putAbout(SortedMap<String, JsonNode> fields, int number) {
        fields.put("about", Json.object().numberNode(number));
    }

    static Message message(Entry entry) {
        return new Message(
                entry.version(),
                MessageKind.ofWireName(text(entry, "kind")),
                text(entry, "text"),
                text(entry, "language"),
                entry.field("translation").map(MessageFields::translation).orElse(null),
                entry.field("about").map(about -> OptionalInt.of(about.asInt())).orElse(OptionalInt.empty()),
                entry.field("attachments").map(MessageFields::attachments).orElse(List.of()),
                text(entry, "by"),
                entry.at(),
                entry.leafIndex());
    }

    static Topic topic(Entry first) {
        List<Pin> pins = new ArrayList<>();
        first.field("pins").ifPresent(all -> all.forEach(pin -> pins.add(pin(pin))));
        List<String> lots = new ArrayList<>();
        first.field("lots").ifPresent(all -> all.forEach(lot -> lots.add(lot.asText())));
        List<ClauseReference> clauses = new ArrayList<>();
        first.field("clauses")
                .ifPresent(all -> all.forEach(clause -> clauses.add(new ClauseReference(
                        clause.path("edition").asText(), clause.path("number").asText()))));
        return new Topic(
                pins,
                lots,
                clauses,
                given(first, "category").map(QuestionCategory::ofWireName).orElse(QuestionCategory.OTHER),
                given(first, "priority").map(QuestionPriority::ofWireName).orElse(QuestionPriority.NORMAL),
                given(first, "due").map(LocalDate::parse).orElse(null));
    }

    static ObjectNode write(Translation translation) {
        return Json.object()
                .put("text", translation.text())
                .put("language", Wording.language(translation.language()))
                .put("by", translation.by());
    }

    static Translation translation(JsonNode json) {
        return new Translation(
                json.path("text").asText(),
                json.path("language").asText(),
                json.path("by").asText());
    }

    static ArrayNode write(List<Attachment> attachments) {
        ArrayNode array = Json.array();
        attachments.forEach(file -> array.addObject()
                .put("name", file.name())
                .put("mediaType", file.mediaType())
                .put("size", file.size())
                .put("sha256", file.sha256()));
        return array;
    }

    static List<Attachment> attachments(JsonNode json) {
        List<Attachment> attachments = new ArrayList<>();
        json.forEach(file -> attachments.add(new Attachment(
                file.path("name").asText(),
                file.path("mediaType").asText(),
                file.path("size").asLong(),
                file.path("sha256").asText())));
        return attachments;
    }

    private static ObjectNode write(Pin pin) {
        ObjectNode json = Json.object().put("id", pin.recordId()).put("version", pin.version());
        if (pin.field() != null) {
            json.put("field", pin.field());
        }
        if (pin.attachment() != null) {
            json.put("attachment", pin.attachment());
        }
        if (pin.page() != null) {
            json.put("page", pin.page());
        }
        return json;
    }

    private static Pin pin(JsonNode json) {
        return new Pin(
                json.path("id").asText(),
                json.path("version").asInt(),
                json.path("field").textValue(),
                json.path("attachment").textValue(),
                json.hasNonNull("page") ? json.path("page").asInt() : null);
    }

    private static Optional<String> given(Entry entry, String name) {
        return Optional.of(text(entry, name)).filter(text -> !text.isEmpty());
    }

    static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElse("");
    }
}
