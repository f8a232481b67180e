package io.remoteaudit.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.ledger.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Profiles as JSON, the same in ledger entries and on the wire. */
public final class ProfileJson {

    private ProfileJson() {}

    /**
     * A profile as JSON; what is not recorded is absent.
     *
     * @param profile the profile
     * @return a new object
     */
    public static ObjectNode write(OrganizationProfile profile) {
        ObjectNode json = Json.object().put("legalName", profile.legalName());
        put(json, "creditCode", profile.creditCode());
        put(json, "head", profile.head());
        put(json, "phone", profile.phone());
        write(json, "addresses", profile.addresses(), ProfileJson::write);
        write(json, "sites", profile.sites(), ProfileJson::write);
        write(json, "responsible", profile.responsible(), ProfileJson::write);
        write(json, "certificates", profile.certificates(), ProfileJson::write);
        return json;
    }

    private static <T> void write(ObjectNode json, String name, List<T> items, BiConsumer<ObjectNode, T> write) {
        if (!items.isEmpty()) {
            ArrayNode array = json.putArray(name);
            items.forEach(item -> write.accept(array.addObject(), item));
        }
    }

    private static void write(ObjectNode json, OrganizationAddress address) {
        json.put("use", address.use()).put("text", address.text());
    }

    private static void write(ObjectNode json, AuditSite site) {
        json.put("name", site.name()).put("kind", site.kind().wireName());
        put(json, "address", site.address());
    }

    private static void write(ObjectNode json, ResponsiblePerson person) {
        json.put("name", person.name()).put("role", person.role());
        put(json, "contact", person.contact());
    }

    private static void write(ObjectNode json, HeldCertificate certificate) {
        json.put("number", certificate.number())
                .put("standard", certificate.standard())
                .put("issuer", certificate.issuer())
                .put("state", certificate.state().wireName());
        put(json, "scope", certificate.scope());
        put(json, "validFrom", certificate.validFrom());
        put(json, "validTo", certificate.validTo());
    }

    /**
     * Reads a profile.
     *
     * @param json the object
     * @return the profile
     * @throws IllegalArgumentException if it is none
     */
    public static OrganizationProfile read(JsonNode json) {
        try {
            return new OrganizationProfile(
                    json.path("legalName").asText(),
                    text(json, "creditCode"),
                    text(json, "head"),
                    text(json, "phone"),
                    list(
                            json,
                            "addresses",
                            item -> new OrganizationAddress(
                                    item.path("use").asText(), item.path("text").asText())),
                    list(json, "sites", ProfileJson::site),
                    list(
                            json,
                            "responsible",
                            item -> new ResponsiblePerson(
                                    item.path("name").asText(),
                                    item.path("role").asText(),
                                    text(item, "contact"))),
                    list(json, "certificates", ProfileJson::certificate));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A certificate holds no day where one belongs", e);
        }
    }

    private static AuditSite site(JsonNode json) {
        AuditSite.Kind kind = json.path("kind").asText().equals(AuditSite.Kind.VIRTUAL.wireName())
                ? AuditSite.Kind.VIRTUAL
                : AuditSite.Kind.PHYSICAL;
        return new AuditSite(json.path("name").asText(), kind, text(json, "address"));
    }

    private static HeldCertificate certificate(JsonNode json) {
        String state = json.path("state").asText();
        return new HeldCertificate(
                json.path("number").asText(),
                json.path("standard").asText(),
                json.path("issuer").asText(),
                HeldCertificate.State.ofWireName(state)
                        .orElseThrow(() -> new IllegalArgumentException("Not a certificate's state: '" + state + "'")),
                text(json, "scope"),
                day(json, "validFrom"),
                day(json, "validTo"));
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        json.path(name).forEach(item -> items.add(read.apply(item)));
        return items;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }

    private static @Nullable LocalDate day(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : LocalDate.parse(text);
    }
}
