package io.remoteaudit.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.Objects;

/** The one thing that consent is asked for. */
public sealed interface ConsentItem
        permits ConsentItem.OfAttachment, ConsentItem.OfAnswer, ConsentItem.OfExport, ConsentItem.OfCapture {

    /** The names of the kinds on the wire and in the ledger. */
    enum Kind {
        /** A file of a record. */
        ATTACHMENT("attachment"),
        /** A file of an answer. */
        ANSWER("answer-attachment"),
        /** The content of an export. */
        EXPORT("export"),
        /** A screenshot, a photograph or a recording. */
        CAPTURE("capture");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name on the wire.
         *
         * @return lower-case words joined by hyphens
         */
        public String wireName() {
            return wireName;
        }

        static Kind ofWireName(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(wireName)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Consent is not asked for a '" + wireName + "'");
        }
    }

    /**
     * A file of a version of a record.
     *
     * @param recordId the record's business id
     * @param version the version
     * @param name the file's name
     */
    record OfAttachment(String recordId, int version, String name) implements ConsentItem {

        /** Checks that nothing is missing. */
        public OfAttachment {
            Objects.requireNonNull(recordId, "recordId");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Kind kind() {
            return Kind.ATTACHMENT;
        }
    }

    /**
     * A file of an answer.
     *
     * @param questionId the question
     * @param message the message's number
     * @param name the file's name
     */
    record OfAnswer(String questionId, int message, String name) implements ConsentItem {

        /** Checks that nothing is missing. */
        public OfAnswer {
            Objects.requireNonNull(questionId, "questionId");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Kind kind() {
            return Kind.ANSWER;
        }
    }

    /**
     * The content of a finished export, all its parts.
     *
     * @param exportId the export
     */
    record OfExport(String exportId) implements ConsentItem {

        /** Checks that the id is given. */
        public OfExport {
            Objects.requireNonNull(exportId, "exportId");
        }

        @Override
        public Kind kind() {
            return Kind.EXPORT;
        }
    }

    /**
     * Something to be photographed, recorded or copied from the screen, which no software can hinder.
     *
     * @param what what, in words
     */
    record OfCapture(String what) implements ConsentItem {

        /** Checks that it is said. */
        public OfCapture {
            Objects.requireNonNull(what, "what");
        }

        @Override
        public Kind kind() {
            return Kind.CAPTURE;
        }
    }

    /**
     * What kind of thing it is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The item as JSON, as it stands in the ledger and on the wire.
     *
     * @return a new object
     */
    default ObjectNode toJson() {
        ObjectNode json = Json.object().put("type", kind().wireName());
        if (this instanceof OfAttachment file) {
            json.put("recordId", file.recordId()).put("version", file.version()).put("name", file.name());
        } else if (this instanceof OfAnswer file) {
            json.put("questionId", file.questionId())
                    .put("message", file.message())
                    .put("name", file.name());
        } else if (this instanceof OfExport export) {
            json.put("exportId", export.exportId());
        } else if (this instanceof OfCapture capture) {
            json.put("what", capture.what());
        }
        return json;
    }

    /**
     * Reads an item.
     *
     * @param json as {@link #toJson()} writes it
     * @return the item
     * @throws IllegalArgumentException if it is of no kind that is known
     */
    static ConsentItem fromJson(JsonNode json) {
        return switch (Kind.ofWireName(json.path("type").asText())) {
            case ATTACHMENT ->
                new OfAttachment(
                        json.path("recordId").asText(),
                        json.path("version").asInt(),
                        json.path("name").asText());
            case ANSWER ->
                new OfAnswer(
                        json.path("questionId").asText(),
                        json.path("message").asInt(),
                        json.path("name").asText());
            case EXPORT -> new OfExport(json.path("exportId").asText());
            case CAPTURE -> new OfCapture(json.path("what").asText());
        };
    }
}
