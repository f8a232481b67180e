package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.question.Message;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.Translation;
import io.remoteaudit.record.Attachment;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Messages of questions on the wire. */
public final class MessageJson {

    private MessageJson() {}

    static ObjectNode write(Message message) {
        ObjectNode json = Json.object();
        json.put("number", message.number());
        json.put("kind", message.kind().wireName());
        json.put("text", message.text());
        json.put("language", message.language());
        putTranslation(json, message.translation());
        message.about().ifPresent(about -> json.put("about", about));
        if (!message.attachments().isEmpty()) {
            json.set("attachments", write(message.attachments()));
        }
        json.put("by", message.by());
        json.put("at", message.at().toString());
        if (message.leafIndex().isPresent()) {
            json.put("leafIndex", message.leafIndex().getAsLong());
        } else {
            json.putNull("leafIndex");
        }
        return json;
    }

    /**
     * Adds a translation, if there is one.
     *
     * @param json gets it
     * @param translation the translation; null for none
     */
    public static void putTranslation(ObjectNode json, @Nullable Translation translation) {
        if (translation != null) {
            json.putObject("translation")
                    .put("text", translation.text())
                    .put("language", translation.language())
                    .put("by", translation.by());
        }
    }

    /**
     * The files of an answer as JSON.
     *
     * @param attachments the files
     * @return a new array
     */
    public static ArrayNode write(List<Attachment> attachments) {
        ArrayNode array = Json.array();
        attachments.forEach(file -> array.add(write(file)));
        return array;
    }

    /**
     * A file as JSON.
     *
     * @param file the file
     * @return a new object
     */
    public static ObjectNode write(Attachment file) {
        return Json.object()
                .put("name", file.name())
                .put("mediaType", file.mediaType())
                .put("size", file.size())
                .put("sha256", file.sha256());
    }

    static Message read(JsonNode json) {
        MessageKind kind;
        try {
            kind = MessageKind.ofWireName(Wire.text(json, "kind"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A message of the answer is of a kind this version does not know", e);
        }
        return new Message(
                Wire.integer(json, "number"),
                kind,
                Wire.text(json, "text"),
                Wire.text(json, "language"),
                Wire.optional(json, "translation")
                        .map(translation -> new Translation(
                                Wire.text(translation, "text"),
                                Wire.text(translation, "language"),
                                Wire.text(translation, "by")))
                        .orElse(null),
                Wire.optional(json, "about").isPresent()
                        ? OptionalInt.of(Wire.integer(json, "about"))
                        : OptionalInt.empty(),
                Wire.optional(json, "attachments").isPresent()
                        ? Wire.list(json, "attachments", MessageJson::readAttachment)
                        : List.of(),
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty());
    }

    private static Attachment readAttachment(JsonNode json) {
        return new Attachment(
                Wire.text(json, "name"),
                Wire.text(json, "mediaType"),
                Wire.number(json, "size"),
                Wire.text(json, "sha256"));
    }
}
