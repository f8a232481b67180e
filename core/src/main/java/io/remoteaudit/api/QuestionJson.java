package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.question.Message;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionEvent;
import java.util.List;
import java.util.OptionalLong;

/** Questions on the wire. */
public final class QuestionJson {

    private QuestionJson() {}

    /**
     * A question as JSON.
     *
     * @param question the question
     * @return a new object
     */
    public static ObjectNode write(Question question) {
        ObjectNode json = Json.object();
        json.put("id", question.id());
        json.put("title", question.title());
        json.put("state", question.state().wireName());
        json.put("version", question.version());
        ArrayNode pins = json.putArray("pins");
        question.pins()
                .forEach(pin -> pins.addObject().put("recordId", pin.recordId()).put("version", pin.version()));
        ArrayNode messages = json.putArray("messages");
        question.messages().forEach(message -> messages.add(write(message)));
        return json;
    }

    /**
     * An event as JSON.
     *
     * @param event the event
     * @return a new object
     */
    public static ObjectNode write(QuestionEvent event) {
        ObjectNode json = Json.object();
        json.put("questionId", event.questionId());
        json.set("message", write(event.message()));
        return json;
    }

    /**
     * Reads a question.
     *
     * @param json the question
     * @param engagement the engagement it was asked in
     * @return the question
     * @throws MalformedException if it is not a question
     */
    public static Question read(JsonNode json, String engagement) {
        List<Message> messages = Wire.list(json, "messages", QuestionJson::readMessage);
        if (messages.isEmpty()) {
            throw new MalformedException("A question of the answer has no message");
        }
        return new Question(
                Wire.text(json, "id"),
                engagement,
                Wire.text(json, "title"),
                Wire.list(json, "pins", pin -> new Pin(Wire.text(pin, "recordId"), Wire.integer(pin, "version"))),
                messages);
    }

    /**
     * Reads an event.
     *
     * @param json the event's data
     * @param leafIndex the event's id
     * @return the event
     * @throws MalformedException if it is not an event
     */
    public static QuestionEvent readEvent(JsonNode json, long leafIndex) {
        return new QuestionEvent(leafIndex, Wire.text(json, "questionId"), readMessage(Wire.member(json, "message")));
    }

    private static ObjectNode write(Message message) {
        ObjectNode json = Json.object();
        json.put("number", message.number());
        json.put("kind", message.kind().wireName());
        json.put("text", message.text());
        json.put("language", message.language());
        json.put("by", message.by());
        json.put("at", message.at().toString());
        if (message.leafIndex().isPresent()) {
            json.put("leafIndex", message.leafIndex().getAsLong());
        } else {
            json.putNull("leafIndex");
        }
        return json;
    }

    private static Message readMessage(JsonNode json) {
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
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty());
    }
}
