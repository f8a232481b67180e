package io.remoteaudit.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A compiled JSON Schema that needs nothing outside itself, and the bounds every checked value must keep. */
final class AttributeSchema {

    static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    static final String TITLE_ZH = "x-title-zh";
    static final String VALUE_TITLES = "x-value-titles";

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 20_000;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_PATTERN = 200;
    private static final int MAX_VIOLATIONS = 100;
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    // A quantified group or a back reference can take exponential time on a text its author chose.
    private static final Pattern UNBOUNDED = Pattern.compile("\\)[*+?{]|\\\\[1-9k]");

    private final String where;
    private final ObjectNode document;
    private volatile @Nullable Schema schema;

    private AttributeSchema(String where, ObjectNode document) {
        this.where = where;
        this.document = document;
    }

    /** Of somebody's own record type: a fault is found now. */
    static AttributeSchema checked(String where, ObjectNode document) {
        AttributeSchema schema = new AttributeSchema(where, document);
        schema.schema();
        return schema;
    }

    /** Of a file that every build checks: read when the first record of its type is, since most hosts use few of them. */
    static AttributeSchema shipped(String where, ObjectNode document) {
        return new AttributeSchema(where, document);
    }

    /** Two threads that come first at once each read it, and either is right. */
    private Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = read();
            schema = known;
        }
        return known;
    }

    private Schema read() {
        requireSelfContained(where, "", document, 0);
        if (!DRAFT.equals(document.path("$schema").asText())) {
            throw new CatalogueException(where + "#/$schema", "must be " + DRAFT);
        }
        try {
            Schema read = registry().getSchema(SchemaLocation.of("urn:remote-audit:attributes"), document);
            read.initializeValidators();
            return read;
        } catch (SchemaException | IllegalArgumentException e) {
            throw new CatalogueException(where, "the schema is not valid: " + e.getMessage(), e);
        }
    }

    List<AttributeViolation> validate(JsonNode attributes) {
        Bounds bounds = new Bounds();
        if (!bounds.keeps("", attributes, 0)) {
            return List.of(AttributeMessages.violation(bounds.pointer, "bounds", String.valueOf(MAX_TEXT)));
        }
        return schema().validate(attributes).stream()
                .limit(MAX_VIOLATIONS)
                .map(AttributeSchema::violation)
                .toList();
    }

    private static AttributeViolation violation(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String property = error.getProperty();
        if (property != null) {
            pointer = pointer + "/" + escape(property);
        }
        String keyword = error.getKeyword();
        return AttributeMessages.violation(pointer, keyword, expected(error));
    }

    private static String expected(Error error) {
        JsonNode node = error.getSchemaNode();
        if (node == null) {
            return "";
        }
        JsonNode value = node.isObject() && node.has(error.getKeyword()) ? node.get(error.getKeyword()) : node;
        if (value.isArray()) {
            StringBuilder choices = new StringBuilder();
            value.forEach(
                    choice -> choices.append(choices.length() == 0 ? "" : ", ").append(choice.asText()));
            return choices.toString();
        }
        return value.isValueNode() ? value.asText() : "";
    }

    /** A registry of its own per schema: nothing is shared, nothing is fetched. */
    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .typeLoose(false)
                .losslessNarrowing(false)
                .preloadSchema(true)
                .regularExpressionFactory(JDKRegularExpressionFactory.getInstance())
                .build();
        // A misspelt keyword would check nothing, so it is an error; our labels and roles are the only additions to the
        // draft.
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new NonValidationKeyword(TITLE_ZH))
                .keyword(new NonValidationKeyword(VALUE_TITLES))
                .keyword(new NonValidationKeyword(TraceRole.KEYWORD))
                .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
        return SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(
                                loader -> loader.fetchRemoteResources(false).block(iri -> true)));
    }

    private static void requireSelfContained(String where, String pointer, JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new CatalogueException(where + "#" + pointer, "the schema is nested deeper than " + MAX_DEPTH);
        }
        node.properties().forEach(member -> {
            String at = pointer + "/" + escape(member.getKey());
            String text = member.getValue().asText();
            if (REFERENCES.contains(member.getKey()) && member.getValue().isTextual() && !text.startsWith("#")) {
                throw new CatalogueException(
                        where + "#" + at, "refers to '" + text + "'; a schema may only refer into itself with '#…'");
            }
            if (member.getKey().equals("pattern") && member.getValue().isTextual()) {
                requireBounded(where + "#" + at, text);
            }
            if (member.getKey().equals("patternProperties")) {
                member.getValue().fieldNames().forEachRemaining(name -> requireBounded(where + "#" + at, name));
            }
            requireSelfContained(where, at, member.getValue(), depth + 1);
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireSelfContained(where, pointer + "/" + i, node.get(i), depth + 1);
            }
        }
    }

    private static void requireBounded(String where, String pattern) {
        if (pattern.length() > MAX_PATTERN || UNBOUNDED.matcher(pattern).find()) {
            throw new CatalogueException(
                    where,
                    "the pattern may take too long: use at most " + MAX_PATTERN
                            + " characters, no repeated group and no back reference");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new CatalogueException(where, "is not a regular expression: " + e.getMessage(), e);
        }
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Walks a value once and remembers where it first left the bounds. */
    private static final class Bounds {
        private String pointer = "";
        private int nodes;

        boolean keeps(String at, JsonNode node, int depth) {
            pointer = at;
            if (++nodes > MAX_NODES
                    || depth > MAX_DEPTH
                    || (node.isTextual() && node.textValue().length() > MAX_TEXT)) {
                return false;
            }
            for (var member : node.properties()) {
                if (!keeps(at + "/" + escape(member.getKey()), member.getValue(), depth + 1)) {
                    return false;
                }
            }
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    if (!keeps(at + "/" + i, node.get(i), depth + 1)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
