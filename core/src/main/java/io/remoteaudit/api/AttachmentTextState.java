package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.text.TextState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record can be found by the text of one of its attachments.
 *
 * @param name the attachment's name
 * @param searchable whether all of its text, its beginning or nothing of it can be searched
 * @param reason why nothing of it can, as a stable word; null if something can. A maker's system may give reasons that are
 *     not known here
 * @param message the same in words; null if something can
 */
public record AttachmentTextState(
        String name,
        Searchable searchable,
        @Nullable String reason,
        @Nullable String message) {

    /** How much of a text can be searched. */
    public enum Searchable {
        /** All of it. */
        YES("yes"),
        /** Its beginning. */
        CUT("cut"),
        /** Nothing. */
        NO("no");

        private final String wireName;

        Searchable(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name in JSON.
         *
         * @return a word
         */
        public String wireName() {
            return wireName;
        }

        private static Optional<Searchable> named(String name) {
            return Arrays.stream(values())
                    .filter(value -> value.wireName.equals(name))
                    .findFirst();
        }
    }

    /** Checks that nothing is missing. */
    public AttachmentTextState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(searchable, "searchable");
    }

    /**
     * The state of an attachment's text in words.
     *
     * @param name the attachment's name
     * @param state the state
     * @param locale the language to say it in
     * @return the state
     */
    public static AttachmentTextState of(String name, TextState state, Locale locale) {
        if (state instanceof TextState.Searchable searchable) {
            return new AttachmentTextState(name, searchable.cut() ? Searchable.CUT : Searchable.YES, null, null);
        }
        TextState.NotSearchable not = (TextState.NotSearchable) state;
        return new AttachmentTextState(
                name, Searchable.NO, not.reason().wireName(), not.reason().words(locale));
    }

    /**
     * The state as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("searchable", searchable.wireName());
        if (reason != null) {
            json.put("reason", reason);
        }
        if (message != null) {
            json.put("message", message);
        }
        return json;
    }

    /**
     * Reads a state.
     *
     * @param json the state
     * @return the state
     * @throws MalformedException if it is none
     */
    public static AttachmentTextState fromJson(JsonNode json) {
        return new AttachmentTextState(
                Wire.text(json, "name"),
                Searchable.named(Wire.text(json, "searchable"))
                        .orElseThrow(
                                () -> new MalformedException("An attachment's text is searchable, or cut, or not")),
                Wire.optionalText(json, "reason").orElse(null),
                Wire.optionalText(json, "message").orElse(null));
    }
}
