package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.QuestionEvent;
import io.remoteaudit.question.QuestionPriority;
import io.remoteaudit.question.QuestionRules;
import io.remoteaudit.question.Topic;
import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions on the wire. */
public final class QuestionJson {

    private QuestionJson() {}

    /**
     * A question as JSON.
     *
     * @param question the question
     * @param reader whose possible actions it names
     * @return a new object
     */
    public static ObjectNode write(Question question, Party reader) {
        ObjectNode json = Json.object();
        json.put("id", question.id());
        json.put("title", question.title());
        json.put("state", question.state().wireName());
        json.put("version", question.version());
        ArrayNode actions = json.putArray("actions");
        QuestionRules.possible(question.state(), reader).forEach(kind -> actions.add(kind.wireName()));
        addTo(json, question.topic(), question.superseded());
        json.put("pinnedVersionSuperseded", !question.superseded().isEmpty());
        ArrayNode messages = json.putArray("messages");
        question.messages().forEach(message -> messages.add(MessageJson.write(message)));
        return json;
    }

    private static void addTo(ObjectNode json, Topic topic, @Nullable Set<Pin> superseded) {
        json.put("category", topic.category().wireName());
        json.put("priority", topic.priority().wireName());
        LocalDate due = topic.due();
        if (due != null) {
            json.put("due", due.toString());
        }
        ArrayNode pins = Json.array();
        for (Pin pin : topic.pins()) {
            ObjectNode one = pins.addObject().put("recordId", pin.recordId()).put("version", pin.version());
            if (pin.field() != null) {
                one.put("field", pin.field());
            }
            if (pin.attachment() != null) {
                one.put("attachment", pin.attachment());
            }
            if (pin.page() != null) {
                one.put("page", pin.page());
            }
            if (superseded != null) {
                one.put("superseded", superseded.contains(pin));
            }
        }
        ArrayNode lots = Json.array();
        topic.lots().forEach(lots::add);
        ArrayNode clauses = Json.array();
        topic.clauses()
                .forEach(clause ->
                        clauses.addObject().put("edition", clause.edition()).put("number", clause.number()));
        setUnlessAsked(json, "pins", pins, superseded);
        setUnlessAsked(json, "lots", lots, superseded);
        setUnlessAsked(json, "clauses", clauses, superseded);
    }

    /** A request names nothing by leaving it out; an answer says so. */
    private static void setUnlessAsked(ObjectNode json, String name, ArrayNode items, @Nullable Set<Pin> superseded) {
        if (superseded != null || !items.isEmpty()) {
            json.set(name, items);
        }
    }

    /**
     * What asks a question.
     *
     * @param question the question
     * @return a new object
     */
    public static ObjectNode write(NewQuestion question) {
        ObjectNode json = Json.object();
        json.put("title", question.title());
        json.put("text", question.text());
        json.put("language", question.language());
        MessageJson.putTranslation(json, question.translation());
        addTo(json, question.topic(), null);
        return json;
    }

    /**
     * What adds a message.
     *
     * @param message the message
     * @return a new object
     */
    public static ObjectNode write(NewMessage message) {
        ObjectNode json = Json.object();
        json.put("kind", message.kind().wireName());
        if (!message.text().isEmpty()) {
            json.put("text", message.text());
        }
        json.put("language", message.language());
        MessageJson.putTranslation(json, message.translation());
        if (message.about() != null) {
            json.put("about", message.about());
        }
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
        json.set("message", MessageJson.write(event.message()));
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
        if (Wire.list(json, "messages", message -> message).isEmpty()) {
            throw new MalformedException("A question of the answer has no message");
        }
        Set<Pin> superseded = new HashSet<>();
        List<Pin> pins = new ArrayList<>();
        for (JsonNode one : Wire.list(json, "pins", pin -> pin)) {
            Pin pin = readPin(one);
            pins.add(pin);
            if (one.path("superseded").asBoolean()) {
                superseded.add(pin);
            }
        }
        try {
            Topic topic = new Topic(
                    pins,
                    Wire.list(json, "lots", Wire::itemText),
                    Wire.list(
                            json,
                            "clauses",
                            clause -> new ClauseReference(Wire.text(clause, "edition"), Wire.text(clause, "number"))),
                    QuestionCategory.ofWireName(Wire.text(json, "category")),
                    QuestionPriority.ofWireName(Wire.text(json, "priority")),
                    FindingJson.day(json, "due").orElse(null));
            return new Question(
                    Wire.text(json, "id"),
                    engagement,
                    Wire.text(json, "title"),
                    topic,
                    Wire.list(json, "messages", MessageJson::read),
                    superseded);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A question of the answer is not one this version knows", e);
        }
    }

    private static Pin readPin(JsonNode json) {
        Optional<Integer> page = Wire.optional(json, "page").map(value -> Wire.integer(json, "page"));
        try {
            return new Pin(
                    Wire.text(json, "recordId"),
                    Wire.integer(json, "version"),
                    Wire.optionalText(json, "field").orElse(null),
                    Wire.optionalText(json, "attachment").orElse(null),
                    page.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A pin of the answer is not one this version knows", e);
        }
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
        return new QuestionEvent(
                leafIndex, Wire.text(json, "questionId"), MessageJson.read(Wire.member(json, "message")));
    }
}
