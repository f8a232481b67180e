package io.remoteaudit.engagement;

import static io.remoteaudit.engagement.ScopeJson.instant;
import static io.remoteaudit.engagement.ScopeJson.member;
import static io.remoteaudit.engagement.ScopeJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as JSON. What was not settled is absent and never null, so that the digest of terms without it is what it
 * was before there was such a thing.
 */
final class ConditionsJson {

    private static final int LONGEST = 2_000;
    private static final int MOST = 100;

    private ConditionsJson() {}

    static ObjectNode write(RemoteConditions conditions) {
        ObjectNode json = Json.object();
        if (conditions.will() != null) {
            json.putObject("will")
                    .put("declaredBy", conditions.will().declaredBy())
                    .put("declaredAt", conditions.will().declaredAt().toString())
                    .put("text", conditions.will().text());
        }
        write(json, "readiness", conditions.readiness(), ConditionsJson::check);
        write(json, "sites", conditions.sites(), ConditionsJson::site);
        write(json, "people", conditions.people(), ConditionsJson::person);
        if (conditions.reason() != null) {
            json.putObject("reason")
                    .put("text", conditions.reason().text())
                    .put("risk", conditions.reason().risk().wireName());
        }
        if (conditions.communication() != null) {
            ObjectNode communication = json.putObject("communication");
            ArrayNode means = communication.putArray("means");
            conditions.communication().means().forEach(means::add);
            communication.put("contingencyPlan", conditions.communication().contingencyPlan());
        }
        if (conditions.legalBasis() != null) {
            json.set("legalBasis", basis(conditions.legalBasis()));
        }
        if (conditions.consent() != null) {
            json.putObject("consent")
                    .put("captures", conditions.consent().captures().wireName())
                    .put("downloads", conditions.consent().downloads().wireName());
        }
        return json;
    }

    static RemoteConditions read(JsonNode json) {
        return new RemoteConditions(
                optional(
                        json,
                        "will",
                        will -> new ClientWill(
                                text(will, "declaredBy"), instant(will, "declaredAt"), text(will, "text"))),
                list(json, "readiness", ConditionsJson::check),
                list(json, "sites", ConditionsJson::site),
                list(json, "people", ConditionsJson::person),
                optional(
                        json,
                        "reason",
                        reason -> new RemoteReason(text(reason, "text"), choice(RiskGrade.class, reason, "risk"))),
                optional(
                        json,
                        "communication",
                        communication -> new Communication(
                                ScopeJson.list(communication, "means").stream()
                                        .map(JsonNode::asText)
                                        .toList(),
                                text(communication, "contingencyPlan"))),
                optional(json, "legalBasis", ConditionsJson::basis),
                optional(
                        json,
                        "consent",
                        consent -> new ConsentRule(
                                ConsentRule.Consent.ofWireName(text(consent, "captures")),
                                ConsentRule.Consent.ofWireName(text(consent, "downloads")))));
    }

    private static ObjectNode check(ReadinessCheck check) {
        ObjectNode json = Json.object();
        json.put("condition", check.condition().wireName());
        json.put("met", check.met());
        json.put("checkedBy", check.checkedBy());
        json.put("checkedAt", check.checkedAt().toString());
        if (check.note() != null) {
            json.put("note", check.note());
        }
        return json;
    }

    private static ReadinessCheck check(JsonNode json) {
        return new ReadinessCheck(
                ReadinessCondition.ofWireName(text(json, "condition")),
                truth(json, "met"),
                text(json, "checkedBy"),
                instant(json, "checkedAt"),
                optional(json, "note", note -> text(json, "note")));
    }

    private static ObjectNode site(AuditSite site) {
        ObjectNode json = Json.object();
        json.put("name", site.name());
        json.put("kind", site.kind().wireName());
        if (site.address() != null) {
            json.put("address", site.address());
        }
        return json;
    }

    private static AuditSite site(JsonNode json) {
        return new AuditSite(
                text(json, "name"),
                choice(AuditSite.Kind.class, json, "kind"),
                optional(json, "address", address -> text(json, "address")));
    }

    private static ObjectNode person(Participant person) {
        ObjectNode json = Json.object();
        json.put("party", person.party().wireName());
        json.put("name", person.name());
        json.put("role", person.role());
        if (person.contact() != null) {
            json.put("contact", person.contact());
        }
        return json;
    }

    private static Participant person(JsonNode json) {
        return new Participant(
                choice(Party.class, json, "party"),
                text(json, "name"),
                text(json, "role"),
                optional(json, "contact", contact -> text(json, "contact")));
    }

    private static ObjectNode basis(LegalBasis basis) {
        ObjectNode json = Json.object();
        json.put("reference", basis.reference());
        json.put("text", basis.text());
        json.put("personalData", basis.personalData());
        json.put("decidedBy", basis.decidedBy());
        json.put("decidedOn", basis.decidedOn().toString());
        return json;
    }

    private static LegalBasis basis(JsonNode json) {
        try {
            return new LegalBasis(
                    text(json, "reference"),
                    text(json, "text"),
                    truth(json, "personalData"),
                    text(json, "decidedBy"),
                    LocalDate.parse(text(json, "decidedOn")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'decidedOn' must be a day such as 2026-04-15", e);
        }
    }

    private static <T> void write(
            ObjectNode json, String name, List<T> items, Function<? super T, ? extends JsonNode> write) {
        if (!items.isEmpty()) {
            ArrayNode array = json.putArray(name);
            items.forEach(item -> array.add(write.apply(item)));
        }
    }

    private static <T> List<T> list(JsonNode json, String name, Function<? super JsonNode, ? extends T> read) {
        return json.has(name) ? ScopeJson.list(json, name).stream().<T>map(read).toList() : List.of();
    }

    private static <T> @Nullable T optional(JsonNode json, String name, Function<? super JsonNode, ? extends T> read) {
        return json.has(name) ? read.apply(member(json, name)) : null;
    }

    private static boolean truth(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("'" + name + "' must be true or false");
        }
        return value.booleanValue();
    }

    /** For enums whose wire names are their names in lower case. */
    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode json, String name) {
        String wireName = text(json, name);
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("'" + name + "' cannot be '" + wireName + "'");
    }

    static void requireText(String name, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("'" + name + "' needs a text of 1 to " + LONGEST + " characters");
        }
    }

    static <T> List<T> bounded(String name, List<T> items) {
        if (items.size() > MOST) {
            throw new IllegalArgumentException("'" + name + "' has at most " + MOST + " items");
        }
        return List.copyOf(items);
    }
}
