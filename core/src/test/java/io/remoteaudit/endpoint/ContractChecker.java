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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Compares answers with what {@code openapi.yaml} says of them, with no member more than it names. */
final class ContractChecker {

    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

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
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    ContractChecker() {
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

    /** What is wrong with an answer to a request that may be of no operation at all; empty if nothing is. */
    List<String> checkIfOperation(String method, String path, Maker.Result result) {
        boolean operation = contract.path("paths").path(template(path)).has(method.toLowerCase(Locale.ROOT));
        return operation ? check(method, path, result) : List.of();
    }

    /** What is wrong with an answer; empty if nothing is. */
    List<String> check(String method, String path, Maker.Result result) {
        String template = template(path);
        JsonNode operation = contract.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
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
        JsonNode content = response.path("content");
        String type = result.header("Content-Type").replaceFirst(";.*", "");
        if (content.isMissingNode()) {
            if (result.bytes().length > 0) {
                wrong.add(method + " " + template + " " + status + " has a body the contract does not know");
            }
            return wrong;
        }
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        if (media.isMissingNode()) {
            wrong.add(method + " " + template + " " + status + " is of type '" + type + "'");
        } else if (type.endsWith("json")) {
            schemas.computeIfAbsent(method + " " + template + " " + status, key -> schema(media.get("schema")))
                    .validate(result.json())
                    .forEach(error -> wrong.add(method + " " + template + " " + status + ": " + error));
        }
        return wrong;
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
