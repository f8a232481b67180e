package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.Clause;
import io.remoteaudit.standard.Edition;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.RecordType;
import java.util.Optional;

/**
 * The names the maker's catalogue has for the codes an export's records hold. They travel with the export, since a
 * verifier knows neither the types a maker added nor the words a catalogue of another year uses. For one container.
 */
final class CatalogueNames {

    /** More codes than any catalogue of one maker has; further ones are shown as they are. */
    private static final int MOST = 5_000;

    private final Catalogue catalogue;
    private final ObjectNode types = Json.object();
    private final ObjectNode clauses = Json.object();
    private final ObjectNode standards = Json.object();
    private final ObjectNode characteristics = Json.object();

    CatalogueNames(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Takes up the codes of a record's readable view. */
    void add(JsonNode json) {
        String type = json.path("type").asText();
        if (!types.has(type)) {
            catalogue.recordType(type).ifPresent(known -> types.set(type, of(known)));
        }
        json.path("clauses").forEach(clause -> put(clauses, clause.asText(), clause(clause.asText())));
        json.path("standards").forEach(standard -> put(standards, standard.asText(), standard(standard.asText())));
        for (JsonNode measurement : json.path("measurements")) {
            String code = measurement.path("characteristic").asText();
            if (!characteristics.has(code)) {
                put(characteristics, code, catalogue.characteristic(code).map(Characteristic::name));
            }
            put(
                    standards,
                    measurement.path("standard").asText(),
                    standard(measurement.path("standard").asText()));
        }
    }

    JsonNode toJson() {
        ObjectNode json = Json.object();
        json.put("catalogue", catalogue.version());
        json.set("recordTypes", types);
        json.set("clauses", clauses);
        json.set("standards", standards);
        json.set("characteristics", characteristics);
        return json;
    }

    private Optional<LocalizedText> clause(String reference) {
        int blank = reference.lastIndexOf(' ');
        return blank < 0
                ? Optional.empty()
                : catalogue
                        .clause(reference.substring(0, blank), reference.substring(blank + 1))
                        .map(Clause::title);
    }

    private Optional<LocalizedText> standard(String edition) {
        return catalogue.edition(edition).map(Edition::title);
    }

    private static void put(ObjectNode names, String code, Optional<LocalizedText> name) {
        if (name.isPresent() && names.size() < MOST) {
            names.set(code, name.get().toJson());
        }
    }

    private static ObjectNode of(RecordType type) {
        ObjectNode json = type.name().toJson();
        json.put("stage", type.stage().wireName());
        ObjectNode attributes = json.putObject("attributes");
        for (String attribute : type.attributeNames()) {
            ObjectNode name = type.attributeLabel(attribute).orElseThrow().toJson();
            ObjectNode values = Json.object();
            type.attributeValueLabels(attribute).forEach((value, label) -> values.set(value, label.toJson()));
            if (!values.isEmpty()) {
                name.set("values", values);
            }
            attributes.set(attribute, name);
        }
        return json;
    }
}
