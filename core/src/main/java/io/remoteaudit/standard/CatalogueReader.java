package io.remoteaudit.standard;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads the shipped JSON files. An unknown member, a missing one or one of the wrong kind is an error. */
final class CatalogueReader {

    private static final long MAX_FILE = 4_000_000;

    private final ObjectMapper mapper = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_FILE)
                            .maxNestingDepth(32)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final Catalogue.Builder builder = Catalogue.builder();

    private CatalogueReader() {}

    static Catalogue shipped() {
        CatalogueReader reader = new CatalogueReader();
        reader.readStandards(reader.file("standards.json"));
        reader.readClauses(reader.file("clauses.json"));
        reader.readCharacteristics(reader.file("characteristics.json"));
        reader.readLimits(reader.file("limits.json"));
        reader.readRecordTypes(reader.file("record-types.json"));
        reader.builder.dossier(DossierFile.read(reader.file("dossier.json")));
        return reader.builder.build();
    }

    private void readStandards(JsonAt file) {
        builder.version(file.text("version"));
        for (JsonAt at : file.list("standards")) {
            String id = at.text("id");
            at.build(() -> builder.standard(new Standard(id, at.localized("title"))));
            for (JsonAt edition : at.list("editions")) {
                edition.build(() -> builder.edition(new Edition(
                        edition.text("id"),
                        id,
                        edition.optionalLocalized("title") == null ? at.localized("title") : edition.localized("title"),
                        edition.optionalDate("effectiveFrom"),
                        edition.optionalText("supersededBy"),
                        edition.source(),
                        edition.flag("verified"),
                        edition.optionalLocalized("note"))));
                edition.requireAllRead();
            }
            at.requireAllRead();
        }
        file.requireAllRead();
    }

    private void readClauses(JsonAt file) {
        for (JsonAt at : file.list("editions")) {
            String edition = at.text("edition");
            Source source = at.source();
            boolean verified = at.flag("verified");
            for (JsonAt clause : at.list("clauses")) {
                clause.build(() -> builder.clause(new Clause(
                        new ClauseReference(edition, clause.text("number")),
                        clause.localized("title"),
                        source,
                        verified)));
                clause.requireAllRead();
            }
            at.requireAllRead();
        }
        file.requireAllRead();
    }

    private void readCharacteristics(JsonAt file) {
        for (JsonAt at : file.list("characteristics")) {
            at.build(() -> builder.characteristic(new Characteristic(
                    at.text("code"),
                    at.localized("name"),
                    at.text("dimension"),
                    at.texts("units"),
                    at.texts("synonyms"))));
            at.requireAllRead();
        }
        file.requireAllRead();
    }

    private void readLimits(JsonAt file) {
        for (JsonAt at : file.list("limits")) {
            at.build(() -> builder.limit(new Limit(
                    at.text("id"),
                    at.text("edition"),
                    at.text("characteristic"),
                    at.optionalText("grade"),
                    Operator.ofSymbol(at.text("operator")),
                    at.decimal("value"),
                    at.optionalText("upper") == null ? null : at.decimal("upper"),
                    at.text("unit"),
                    at.optionalSpecimens("specimens"),
                    at.optionalLocalized("condition"),
                    at.source(),
                    at.flag("verified"),
                    at.optionalLocalized("note"))));
            at.requireAllRead();
        }
        file.requireAllRead();
    }

    private void readRecordTypes(JsonAt file) {
        for (JsonAt at : file.list("recordTypes")) {
            at.build(() -> {
                String id = at.text("id");
                String schema = "record-type/" + id + ".schema.json";
                RecordType.Builder type = RecordType.builder(id)
                        .shipped(schema)
                        .code(at.text("code"))
                        .stage(Stage.ofWireName(at.text("stage")))
                        .name(at.localized("name"))
                        .measurementsRequired(at.flag("measurementsRequired"))
                        .lotsRequired(at.flag("lotsRequired"))
                        .sensitive(at.flag("sensitive"))
                        .schema(file(schema).node());
                for (JsonAt clauses : at.list("clauses")) {
                    String edition = clauses.text("edition");
                    clauses.texts("numbers").forEach(number -> type.clause(edition, number));
                    clauses.requireAllRead();
                }
                builder.recordType(type.build());
            });
            at.requireAllRead();
        }
        file.requireAllRead();
    }

    private JsonAt file(String name) {
        try (InputStream in = CatalogueReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CatalogueException(name, "is missing beside the classes of this library");
            }
            JsonNode node = mapper.readTree(in);
            return new JsonAt(name, "", node);
        } catch (IOException e) {
            throw new CatalogueException(name, "is not valid JSON: " + e.getMessage(), e);
        }
    }
}
