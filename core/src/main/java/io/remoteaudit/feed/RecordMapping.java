package io.remoteaudit.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How rows become records of one type: an expression for each field. A fixed text is written in single quotes, a column
 * by its name; {@code core/FEEDING.md} describes the rest. Immutable.
 *
 * <pre>{@code
 * RecordMapping.of("incoming-inspection")
 *         .id("'IQC-' + no")
 *         .title("'进货检验 ' + lot")
 *         .site("'S1'")
 *         .lot("lot")
 *         .performedBy("inspector", null)
 *         .occurredAt("time(tested_at, 'Asia/Shanghai')")
 *         .attribute("verdict", "map(result, 'OK', 'accepted', 'NG', 'rejected')")
 *         .build();
 * }</pre>
 */
public final class RecordMapping {

    static final String ID = "id";
    static final String TITLE = "title";
    static final String SITE = "site";
    static final String PRODUCT_FAMILY = "product-family";
    static final String MODEL = "model";
    static final String PERFORMED_BY = "performed-by";
    static final String PERFORMED_BY_ROLE = "performed-by-role";
    static final String REVIEWED_BY = "reviewed-by";
    static final String REVIEWED_BY_ROLE = "reviewed-by-role";
    static final String OCCURRED_AT = "occurred-at";
    static final String CHANGED_BY = "changed-by";

    private static final List<String> REQUIRED = List.of(ID, TITLE, SITE, PERFORMED_BY, OCCURRED_AT);

    private final String type;
    private final Map<String, Expression> fields;
    private final List<Expression> lots;
    private final List<Expression> standards;
    private final List<Expression> clauses;
    private final Map<String, Expression> attributes;
    private final List<MeasurementMapping> measurements;
    private final List<AttachmentMapping> attachments;
    private final @Nullable Condition condition;
    private final Set<String> columns;

    private RecordMapping(Builder builder) {
        this.type = builder.type;
        this.fields = Map.copyOf(builder.fields);
        this.lots = List.copyOf(builder.lots);
        this.standards = List.copyOf(builder.standards);
        this.clauses = List.copyOf(builder.clauses);
        this.attributes = new LinkedHashMap<>(builder.attributes);
        this.measurements = List.copyOf(builder.measurements);
        this.attachments = List.copyOf(builder.attachments);
        this.condition = builder.condition;
        this.columns = Set.copyOf(builder.columns);
    }

    /**
     * Starts a mapping.
     *
     * @param type the id of the record type, as it is and without quotes
     * @return a builder; each of its methods throws a {@link MappingException} {@code RA-1001} if an expression has a
     *     fault
     */
    public static Builder of(String type) {
        return new Builder(type);
    }

    /**
     * The record type.
     *
     * @return its id
     */
    public String type() {
        return type;
    }

    Optional<Expression> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Nullable
    String text(String name, Row row) {
        Expression expression = fields.get(name);
        return expression == null ? null : expression.evaluate(row);
    }

    Set<String> fieldNames() {
        return fields.keySet();
    }

    List<Expression> lots() {
        return lots;
    }

    List<Expression> standards() {
        return standards;
    }

    List<Expression> clauses() {
        return clauses;
    }

    Map<String, Expression> attributes() {
        return attributes;
    }

    List<MeasurementMapping> measurements() {
        return measurements;
    }

    List<AttachmentMapping> attachments() {
        return attachments;
    }

    boolean appliesTo(Row row) {
        return condition == null || condition.holds(row);
    }

    /** The columns its expressions read, as {@link Row#key} writes them. */
    Set<String> columns() {
        return columns;
    }

    /** The columns that hold files' content, which are never read as text. */
    Set<String> contentColumns() {
        Set<String> content = new HashSet<>();
        for (AttachmentMapping attachment : attachments) {
            String column = attachment.contentColumn();
            if (column != null) {
                content.add(column);
            }
        }
        return content;
    }

    /** Collects the expressions. Not safe for use by several threads. */
    public static final class Builder {

        private final String type;
        private final Map<String, Expression> fields = new LinkedHashMap<>();
        private final List<Expression> lots = new ArrayList<>();
        private final List<Expression> standards = new ArrayList<>();
        private final List<Expression> clauses = new ArrayList<>();
        private final Map<String, Expression> attributes = new LinkedHashMap<>();
        private final List<MeasurementMapping> measurements = new ArrayList<>();
        private final List<AttachmentMapping> attachments = new ArrayList<>();
        private final Set<String> columns = new HashSet<>();
        private @Nullable Condition condition;

        private Builder(String type) {
            this.type = Objects.requireNonNull(type, "type").strip();
        }

        /**
         * Takes only some rows; others are left out, and counted.
         *
         * @param when a condition, for example {@code state = 'closed'}
         * @return this builder
         */
        public Builder when(String when) {
            condition = new ExpressionParser("when", when).condition(columns);
            return this;
        }

        /**
         * Sets the business id.
         *
         * @param id an expression for letters, digits or {@code . _ / -}, unique over all sources
         * @return this builder
         */
        public Builder id(String id) {
            return put(ID, id);
        }

        /**
         * Sets the title.
         *
         * @param title an expression
         * @return this builder
         */
        public Builder title(String title) {
            return put(TITLE, title);
        }

        /**
         * Sets the site.
         *
         * @param site an expression for the site's id
         * @return this builder
         */
        public Builder site(String site) {
            return put(SITE, site);
        }

        /**
         * Sets the product.
         *
         * @param family an expression for the product family; null for none
         * @param model an expression for the model; null for none
         * @return this builder
         */
        public Builder product(@Nullable String family, @Nullable String model) {
            return optional(PRODUCT_FAMILY, family).optional(MODEL, model);
        }

        /**
         * Adds a lot, or several.
         *
         * @param lot an expression; {@code split(…)} for several
         * @return this builder
         */
        public Builder lot(String lot) {
            lots.add(read("lots", lot));
            return this;
        }

        /**
         * Adds an edition of a standard that applies, or several.
         *
         * @param standard an expression; {@code split(…)} for several
         * @return this builder
         */
        public Builder standard(String standard) {
            standards.add(read("standards", standard));
            return this;
        }

        /**
         * Adds a clause the record is evidence for, or several.
         *
         * @param clause an expression; {@code split(…)} for several
         * @return this builder
         */
        public Builder clause(String clause) {
            clauses.add(read("clauses", clause));
            return this;
        }

        /**
         * Sets who did it.
         *
         * @param name an expression for a name or staff number
         * @param role an expression for the role; null for none
         * @return this builder
         */
        public Builder performedBy(String name, @Nullable String role) {
            return put(PERFORMED_BY, name).optional(PERFORMED_BY_ROLE, role);
        }

        /**
         * Sets who reviewed it; left out where a row names nobody.
         *
         * @param name an expression for a name or staff number
         * @param role an expression for the role; null for none
         * @return this builder
         */
        public Builder reviewedBy(String name, @Nullable String role) {
            return put(REVIEWED_BY, name).optional(REVIEWED_BY_ROLE, role);
        }

        /**
         * Sets when it happened.
         *
         * @param occurredAt an expression for a time in ISO 8601; one without an offset is taken in the source's zone
         * @return this builder
         */
        public Builder occurredAt(String occurredAt) {
            return put(OCCURRED_AT, occurredAt);
        }

        /**
         * Sets who is named as having changed a record whose row has changed.
         *
         * @param name an expression for a name; the source itself is named unless said otherwise
         * @return this builder
         */
        public Builder changedBy(String name) {
            return put(CHANGED_BY, name);
        }

        /**
         * Sets one field of the record's type; left out where a row has no value.
         *
         * @param name the attribute's name
         * @param value an expression, also for a number or truth value where the type wants one; {@code split(…)} for a
         *     list
         * @return this builder
         */
        public Builder attribute(String name, String value) {
            attributes.put(name, read("attributes." + name, value));
            return this;
        }

        /**
         * Adds a measurement.
         *
         * @param measurement how it is made of a row
         * @return this builder
         */
        public Builder measurement(MeasurementMapping measurement) {
            measurements.add(measurement);
            columns.addAll(measurement.columns());
            return this;
        }

        /**
         * Adds a file.
         *
         * @param attachment how a row names it
         * @return this builder
         */
        public Builder attachment(AttachmentMapping attachment) {
            attachments.add(attachment);
            columns.addAll(attachment.columns());
            return this;
        }

        /**
         * Ends the mapping.
         *
         * @return the mapping
         * @throws MappingException {@code RA-1002} if id, title, site, performer or time has no expression
         */
        public RecordMapping build() {
            List<String> missing =
                    REQUIRED.stream().filter(name -> !fields.containsKey(name)).toList();
            if (type.isEmpty() || !missing.isEmpty()) {
                throw new MappingException(
                        "RA-1002",
                        "The mapping to records of type '" + type + "' lacks " + (type.isEmpty() ? "its type " : "")
                                + String.join(", ", missing) + "; each record needs them");
            }
            return new RecordMapping(this);
        }

        private Builder optional(String field, @Nullable String expression) {
            return expression == null ? this : put(field, expression);
        }

        private Builder put(String field, String expression) {
            fields.put(field, read(field, expression));
            return this;
        }

        private Expression read(String field, String text) {
            Expression expression = Expression.parse(field, text);
            columns.addAll(expression.columns());
            return expression;
        }
    }
}
