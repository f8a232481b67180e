package io.remoteaudit.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of quality record: its stage, the clauses it is evidence for, and what its attributes must look like.
 * Immutable and safe for use by several threads.
 */
public final class RecordType {

    private final String id;
    private final String code;
    private final Stage stage;
    private final LocalizedText name;
    private final List<ClauseReference> clauses;
    private final boolean measurementsRequired;
    private final boolean lotsRequired;
    private final boolean sensitive;
    private final ObjectNode schema;
    private final Map<String, LocalizedText> labels;
    private final Map<String, Map<String, LocalizedText>> valueLabels;
    private final Map<String, TraceRole> traceRoles;
    private final AttributeSchema attributeSchema;

    private RecordType(Builder builder, LocalizedText name, Stage stage, ObjectNode schema) {
        this.id = builder.id;
        this.code = builder.code == null ? builder.id : builder.code;
        this.stage = stage;
        this.name = name;
        this.clauses = List.copyOf(builder.clauses);
        this.measurementsRequired = builder.measurementsRequired;
        this.lotsRequired = builder.lotsRequired;
        this.sensitive = builder.sensitive;
        this.schema = schema;
        this.attributeSchema = builder.shipped
                ? AttributeSchema.shipped(builder.where, schema)
                : AttributeSchema.checked(builder.where, schema);
        this.labels = labels(schema);
        this.valueLabels = valueLabels(schema);
        this.traceRoles = traceRoles(builder.where, schema);
    }

    /**
     * Starts a record type.
     *
     * @param id its id on the wire, lower-case words with hyphens, for example {@code incoming-inspection}
     * @return a builder that still needs name, stage and schema
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /**
     * The id on the wire.
     *
     * @return lower-case words with hyphens
     */
    public String id() {
        return id;
    }

    /**
     * The short code people cite.
     *
     * @return for example {@code PUR-IQC}; the id where none was given
     */
    public String code() {
        return code;
    }

    /**
     * Where it belongs.
     *
     * @return the stage
     */
    public Stage stage() {
        return stage;
    }

    /**
     * The name for people.
     *
     * @return the name
     */
    public LocalizedText name() {
        return name;
    }

    /**
     * The clauses such a record is evidence for.
     *
     * @return the clauses, over all editions
     */
    public List<ClauseReference> clauses() {
        return clauses;
    }

    /**
     * The clauses of one edition.
     *
     * @param edition the {@link Edition#id()}
     * @return the clauses' numbers; empty if the type is no evidence for that edition
     */
    public List<String> clauses(String edition) {
        return clauses.stream()
                .filter(clause -> clause.edition().equals(edition))
                .map(ClauseReference::number)
                .toList();
    }

    /**
     * Whether a record of this type without a measurement is incomplete.
     *
     * @return whether at least one measurement is required
     */
    public boolean measurementsRequired() {
        return measurementsRequired;
    }

    /**
     * Whether a record of this type without a lot is incomplete.
     *
     * @return whether at least one lot is required
     */
    public boolean lotsRequired() {
        return lotsRequired;
    }

    /**
     * Whether such records hold personal data that needs special care, such as health.
     *
     * @return whether they do
     */
    public boolean sensitive() {
        return sensitive;
    }

    /**
     * The JSON Schema (draft 2020-12) of the attributes.
     *
     * @return a copy
     */
    public JsonNode schema() {
        return schema.deepCopy();
    }

    /**
     * The names of the attributes the schema describes, in its order.
     *
     * @return the names
     */
    public Set<String> attributeNames() {
        return labels.keySet();
    }

    /**
     * The label of an attribute for people.
     *
     * @param attribute the attribute's name
     * @return the label; empty for an attribute the schema does not describe
     */
    public Optional<LocalizedText> attributeLabel(String attribute) {
        return Optional.ofNullable(labels.get(attribute));
    }

    /**
     * The labels of an attribute's fixed choices for people.
     *
     * @param attribute the attribute's name
     * @return the labels by the value as records hold it; empty for an attribute without labelled choices
     */
    public Map<String, LocalizedText> attributeValueLabels(String attribute) {
        return valueLabels.getOrDefault(attribute, Map.of());
    }

    /**
     * What attributes tell about where lots come from and go to.
     *
     * @return the roles by the attribute's name, in the schema's order; without those that tell nothing of it
     */
    public Map<String, TraceRole> traceRoles() {
        return traceRoles;
    }

    /**
     * Checks attributes against the schema. No network is used, whatever the schema says.
     *
     * @param attributes the attributes as one JSON object
     * @return what is wrong, in the order found; empty if nothing is
     */
    public List<AttributeViolation> validateAttributes(JsonNode attributes) {
        return attributeSchema.validate(attributes);
    }

    @Override
    public String toString() {
        return id;
    }

    private static Map<String, LocalizedText> labels(JsonNode schema) {
        Map<String, LocalizedText> labels = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            String english = value.path("title").asText(property.getKey());
            labels.put(
                    property.getKey(),
                    new LocalizedText(value.path(AttributeSchema.TITLE_ZH).asText(english), english));
        });
        return Collections.unmodifiableMap(labels);
    }

    private static Map<String, Map<String, LocalizedText>> valueLabels(JsonNode schema) {
        Map<String, Map<String, LocalizedText>> labels = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            Map<String, LocalizedText> choices = new LinkedHashMap<>();
            property.getValue()
                    .path(AttributeSchema.VALUE_TITLES)
                    .properties()
                    .forEach(choice -> choices.put(
                            choice.getKey(),
                            new LocalizedText(
                                    choice.getValue().path("zh").asText(choice.getKey()),
                                    choice.getValue().path("en").asText(choice.getKey()))));
            if (!choices.isEmpty()) {
                labels.put(property.getKey(), Collections.unmodifiableMap(choices));
            }
        });
        return Collections.unmodifiableMap(labels);
    }

    private static Map<String, TraceRole> traceRoles(String where, JsonNode schema) {
        Map<String, TraceRole> roles = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode role = property.getValue().path(TraceRole.KEYWORD);
            if (!role.isMissingNode()) {
                roles.put(
                        property.getKey(),
                        TraceRole.named(role.asText())
                                .orElseThrow(() -> new CatalogueException(
                                        where + "#/properties/" + AttributeSchema.escape(property.getKey()) + "/"
                                                + TraceRole.KEYWORD,
                                        "is '" + role.asText()
                                                + "'; use input, output, origin, destination, key or document")));
            }
        });
        return Collections.unmodifiableMap(roles);
    }

    /** Collects the parts of a record type. Not safe for use by several threads. */
    public static final class Builder {

        private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,39}(-[a-z0-9]{1,39}){0,5}");

        private final String id;
        private final List<ClauseReference> clauses = new ArrayList<>();
        private String where;
        private @Nullable String code;
        private @Nullable LocalizedText name;
        private @Nullable Stage stage;
        private @Nullable ObjectNode schema;
        private boolean measurementsRequired;
        private boolean lotsRequired;
        private boolean sensitive;
        private boolean shipped;

        private Builder(String id) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "Not the id of a record type: '" + id + "'; use lower-case words with hyphens");
            }
            this.id = id;
            this.where = "record type " + id;
        }

        /** One of ours, from a file every build checks. */
        Builder shipped(String file) {
            this.where = file;
            this.shipped = true;
            return this;
        }

        /**
         * Sets the short code people cite.
         *
         * @param code for example {@code PUR-IQC}
         * @return this builder
         */
        public Builder code(String code) {
            this.code = Objects.requireNonNull(code, "code");
            return this;
        }

        /**
         * Sets the name.
         *
         * @param name the name for people
         * @return this builder
         */
        public Builder name(LocalizedText name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the stage.
         *
         * @param stage where it belongs
         * @return this builder
         */
        public Builder stage(Stage stage) {
            this.stage = Objects.requireNonNull(stage, "stage");
            return this;
        }

        /**
         * Adds a clause.
         *
         * @param edition the {@link Edition#id()}
         * @param number the clause's number; the catalogue must know it
         * @return this builder
         */
        public Builder clause(String edition, String number) {
            clauses.add(new ClauseReference(edition, number));
            return this;
        }

        /**
         * Sets the JSON Schema (draft 2020-12) of the attributes. A property's {@code title} and {@code x-title-zh} are its
         * labels; {@code x-value-titles} names its choices, for example {@code {"yes": {"zh": "是", "en": "Yes"}}}; {@code x-trace}
         * says what it tells about lots, by a {@link TraceRole}.
         *
         * @param schema an object that needs nothing outside itself; copied
         * @return this builder
         */
        public Builder schema(JsonNode schema) {
            if (!(schema instanceof ObjectNode object)) {
                throw new CatalogueException(where, "the schema is not an object but " + schema.getNodeType());
            }
            this.schema = object.deepCopy();
            return this;
        }

        /**
         * Demands at least one measurement.
         *
         * @param required whether to
         * @return this builder
         */
        public Builder measurementsRequired(boolean required) {
            this.measurementsRequired = required;
            return this;
        }

        /**
         * Demands at least one lot.
         *
         * @param required whether to
         * @return this builder
         */
        public Builder lotsRequired(boolean required) {
            this.lotsRequired = required;
            return this;
        }

        /**
         * Marks the type as holding personal data that needs special care.
         *
         * @param sensitive whether it does
         * @return this builder
         */
        public Builder sensitive(boolean sensitive) {
            this.sensitive = sensitive;
            return this;
        }

        /**
         * Ends the record type.
         *
         * @return the record type
         * @throws CatalogueException if name, stage or schema is missing or the schema is not valid
         */
        public RecordType build() {
            if (name == null || stage == null || schema == null) {
                throw new CatalogueException(where, "name, stage and schema are all needed");
            }
            return new RecordType(this, name, stage, schema);
        }
    }
}
