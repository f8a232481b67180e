package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.remoteaudit.api.Contract;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Compares answers with what {@code openapi.yaml} says of them, with no member more than it names. Safe for use by several
 * threads.
 */
public final class ContractChecker {

    /** An answer, however it came. */
    public interface Told {

        /** Its status. */
        int status();

        /** A header of it, empty if it has none of that name. */
        String header(String name);

        /** Its body, or null if that is passed on without being looked at. */
        byte @Nullable [] bytes();

        /** An answer of these parts. */
        static Told of(int status, UnaryOperator<String> header, byte @Nullable [] bytes) {
            return new Told() {
                @Override
                public int status() {
                    return status;
                }

                @Override
                public String header(String name) {
                    return header.apply(name);
                }

                @Override
                public byte @Nullable [] bytes() {
                    return bytes;
                }
            };
        }
    }

    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    /** What a path of the endpoint begins with, below whatever its host puts before. */
    private static final Pattern OWN = Pattern.compile("(/audit/v1|/\\.well-known/remote-audit)([/?]|$)");

    private static final JsonNode OTHER_FAILURE = Json.object().put("$ref", "#/components/responses/Problem");

    private final JsonNode contract;
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            // A misspelt keyword would check nothing, so it is an error.
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("components"))
                    .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                    .build(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    /** Reads the contract. */
    public ContractChecker() {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(new String(Contract.openapi(), StandardCharsets.UTF_8));
        this.contract = close(toJson(yaml));
    }

    /** Every operation as {@code GET /path}, with its success statuses. */
    Map<String, Set<String>> operations() {
        Map<String, Set<String>> operations = new LinkedHashMap<>();
        forEachOperation((operation, declared) -> {
            Set<String> statuses = new TreeSet<>();
            declared.path("responses").fieldNames().forEachRemaining(status -> {
                if (status.startsWith("2")) {
                    statuses.add(status);
                }
            });
            operations.put(operation, statuses);
        });
        return operations;
    }

    /** Every operation as {@code GET /path}, by its id. */
    Map<String, String> operationIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        forEachOperation(
                (operation, declared) -> ids.put(declared.path("operationId").asText(), operation));
        return ids;
    }

    private void forEachOperation(BiConsumer<String, JsonNode> visitor) {
        contract.path("paths").properties().forEach(path -> {
            for (String method : METHODS) {
                JsonNode declared = path.getValue().get(method);
                if (declared != null) {
                    visitor.accept(method.toUpperCase(Locale.ROOT) + " " + path.getKey(), declared);
                }
            }
        });
    }

    /** What has been seen of operations, as {@code GET /path 200}. */
    Set<String> seen() {
        return seen;
    }

    /**
     * What is wrong with an answer to any request; empty if nothing is. What belongs to the endpoint and is no operation of
     * it is refused, with a problem like every other; what does not belong to it is not looked at.
     */
    public List<String> checkAny(String method, String path, Told result) {
        Matcher own = OWN.matcher(path);
        if (!own.find()) {
            return List.of();
        }
        String below = path.substring(own.start(1));
        String asked = method.equals("HEAD") ? "GET" : method;
        if (contract.path("paths").path(template(below)).has(asked.toLowerCase(Locale.ROOT))) {
            return check(method, below, result);
        }
        return result.status() < 400
                ? List.of("The contract has no " + method + " " + below + ", which was answered " + result.status())
                : content(method + " " + below, method, resolve(OTHER_FAILURE), result);
    }

    /** What is wrong with the data of an event of a stream; empty if nothing is. */
    public List<String> checkEvent(String path, String data) {
        JsonNode stream = contract.path("paths")
                .path(template(path))
                .at("/get/responses/200/content")
                .path("text/event-stream")
                .path("schema");
        return judge("An event of " + path, stream.path("contentSchema"), data.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> judge(String what, JsonNode schema, byte[] json) {
        try {
            return schemas.computeIfAbsent(schema, this::schema).validate(Json.parse(json)).stream()
                    .map(error -> what + ": " + error)
                    .toList();
        } catch (MalformedException e) {
            return List.of(what + ": " + e.getMessage());
        }
    }

    /** What is wrong with an answer to an operation's request; empty if nothing is. */
    public List<String> check(String method, String path, Told result) {
        String template = template(path);
        String asked = method.equals("HEAD") ? "GET" : method;
        JsonNode operation = contract.path("paths").path(template).path(asked.toLowerCase(Locale.ROOT));
        List<String> wrong = new ArrayList<>();
        if (operation.isMissingNode()) {
            return List.of("The contract has no " + method + " " + path);
        }
        String status = String.valueOf(result.status());
        JsonNode response = operation.path("responses").path(status);
        if (response.isMissingNode()) {
            if (result.status() < 400) {
                return List.of(method + " " + template + " does not declare " + status);
            }
            response = operation.path("responses").path("default");
        }
        response = resolve(response);
        seen.add(method + " " + template + " " + status);
        response.path("headers").properties().forEach(header -> {
            if (result.header(header.getKey()).isEmpty()) {
                wrong.add(method + " " + template + " " + status + " lacks the header " + header.getKey());
            }
        });
        wrong.addAll(content(method + " " + template + " " + status, method, response, result));
        return wrong;
    }

    private List<String> content(String what, String method, JsonNode response, Told result) {
        byte[] bytes = result.bytes();
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return bytes != null && bytes.length > 0
                    ? List.of(what + " has a body the contract does not know")
                    : List.of();
        }
        String type = result.header("Content-Type").replaceFirst(";.*", "");
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        if (media.isMissingNode()) {
            return List.of(what + " is of type '" + type + "'");
        } else if (method.equals("HEAD")) {
            return bytes != null && bytes.length > 0 ? List.of(what + " has a body") : List.of();
        } else if (type.endsWith("json") && bytes != null) {
            return judge(what, media.get("schema"), bytes);
        }
        return List.of();
    }

    /** The path template an actual path belongs to; the one with the most fixed segments wins. */
    String template(String path) {
        String bare = path.replaceFirst("\\?.*", "");
        if (bare.matches(".*/ledger/tile/.*")) {
            return "/audit/v1/engagements/{engagement}/ledger/tile/{level}/{tile}";
        }
        String best = "";
        for (String template : (Iterable<String>) () -> contract.path("paths").fieldNames()) {
            boolean better = best.isEmpty()
                    || template.chars().filter(c -> c == '{').count()
                            < best.chars().filter(c -> c == '{').count();
            if (bare.matches(template.replaceAll("\\{[^}]+}", "[^/]+")) && better) {
                best = template;
            }
        }
        return best;
    }

    private Schema schema(JsonNode schema) {
        ObjectNode document = Json.object();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.set("components", contract.get("components"));
        document.putArray("allOf").add(schema);
        return registry.getSchema(document);
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : contract.at(reference.asText().substring(1));
    }

    /** Forbids members the contract does not name, in every schema that does not allow them. */
    private static JsonNode close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ContractChecker::close);
        return node;
    }

    private static JsonNode toJson(Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            ObjectNode object = Json.object();
            map.forEach((key, value) -> object.set(String.valueOf(key), toJson(value)));
            return object;
        } else if (yaml instanceof List<?> list) {
            var array = Json.array();
            list.forEach(item -> array.add(toJson(item)));
            return array;
        } else if (yaml == null) {
            return NullNode.getInstance();
        } else if (yaml instanceof Number || yaml instanceof Boolean) {
            return Json.parse(String.valueOf(yaml));
        }
        return Json.text(String.valueOf(yaml));
    }
}
