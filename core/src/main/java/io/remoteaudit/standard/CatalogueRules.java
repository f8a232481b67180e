package io.remoteaudit.standard;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What holds between the parts of a catalogue. */
final class CatalogueRules {

    private CatalogueRules() {}

    static void requireConsistent(Catalogue catalogue) {
        catalogue.editions().forEach(edition -> requireKnownEdition(catalogue, edition));
        catalogue
                .clauses()
                .forEach(clause -> require(
                        catalogue.edition(clause.reference().edition()).isPresent(),
                        "clause " + clause.reference(),
                        "belongs to an edition the catalogue does not know"));
        catalogue.limits().forEach(limit -> requireKnownLimit(catalogue, limit));
        catalogue
                .recordTypes()
                .forEach(type -> type.clauses()
                        .forEach(clause -> require(
                                catalogue
                                        .clause(clause.edition(), clause.number())
                                        .isPresent(),
                                "record type " + type.id(),
                                "cites clause '" + clause + "', which the catalogue does not know")));
        requireKnownDossier(catalogue);
    }

    private static void requireKnownDossier(Catalogue catalogue) {
        DossierRules rules = catalogue.dossier();
        Set<String> ids = new HashSet<>();
        for (DossierItem item : rules.items()) {
            requireRule(catalogue, ids, item.id(), item.recordType());
            DossierLink link = item.link();
            if (link != null) {
                requireType(catalogue, item.id(), link.through());
            }
            if (link instanceof DossierLink.ByKey key) {
                requireKey(catalogue, item.id(), item.recordType(), key.key());
            }
        }
        for (DossierOrder order : rules.orders()) {
            requireRule(catalogue, ids, order.id(), order.first());
            requireType(catalogue, order.id(), order.then());
        }
        for (DossierValidity validity : rules.validities()) {
            requireRule(catalogue, ids, validity.id(), validity.recordType());
            requireKey(catalogue, validity.id(), validity.recordType(), validity.key());
        }
    }

    private static void requireRule(Catalogue catalogue, Set<String> ids, String id, String recordType) {
        require(ids.add(id), "dossier rule " + id, "is there twice; give the new one its own id");
        requireType(catalogue, id, recordType);
    }

    private static void requireType(Catalogue catalogue, String id, String recordType) {
        require(
                catalogue.recordType(recordType).isPresent(),
                "dossier rule " + id,
                "names the record type '" + recordType + "', which the catalogue does not know");
    }

    private static void requireKey(Catalogue catalogue, String id, String recordType, String key) {
        require(
                catalogue
                        .recordType(recordType)
                        .filter(type -> type.traceRoles().get(key) == TraceRole.KEY)
                        .isPresent(),
                "dossier rule " + id,
                "looks records up by '" + key + "', which is no attribute of " + recordType
                        + " with \"x-trace\": \"key\"");
    }

    static Map<String, Characteristic> characteristicNames(Collection<Characteristic> characteristics) {
        Map<String, Characteristic> names = new LinkedHashMap<>();
        for (Characteristic characteristic : characteristics) {
            Stream.concat(
                            Stream.of(
                                    characteristic.code(),
                                    characteristic.name().zh(),
                                    characteristic.name().en()),
                            characteristic.synonyms().stream())
                    .forEach(name -> {
                        Characteristic other = names.putIfAbsent(Catalogue.nameKey(name), characteristic);
                        require(
                                other == null || other.code().equals(characteristic.code()),
                                "characteristic " + characteristic.code(),
                                "the name '" + name + "' is already one of another characteristic");
                    });
        }
        return names;
    }

    static Map<String, RecordType> recordTypeCodes(Collection<RecordType> types) {
        Map<String, RecordType> codes = new LinkedHashMap<>();
        for (RecordType type : types) {
            RecordType other = codes.putIfAbsent(type.code(), type);
            require(other == null, "record type " + type.id(), "the code " + type.code() + " is already taken");
        }
        return codes;
    }

    private static void requireKnownEdition(Catalogue catalogue, Edition edition) {
        String where = "edition " + edition.id();
        require(catalogue.standard(edition.standard()).isPresent(), where, "is of an unknown standard");
        Set<String> seen = new HashSet<>();
        Edition at = edition;
        while (at.supersededBy() != null) {
            require(seen.add(at.id()), where, "is superseded in a circle");
            Edition next = catalogue.edition(at.supersededBy()).orElse(null);
            require(
                    next != null && next.standard().equals(edition.standard()),
                    where,
                    "is superseded by '" + at.supersededBy() + "', which is not a known edition of the same standard");
            at = Objects.requireNonNull(next, "next");
        }
    }

    private static void requireKnownLimit(Catalogue catalogue, Limit limit) {
        String where = "limit " + limit.id();
        require(catalogue.edition(limit.edition()).isPresent(), where, "is of an unknown edition");
        Characteristic characteristic =
                catalogue.characteristic(limit.characteristic()).orElse(null);
        require(
                characteristic != null && characteristic.code().equals(limit.characteristic()),
                where,
                "is of an unknown characteristic '" + limit.characteristic() + "'");
        require(
                characteristic != null && characteristic.units().contains(limit.unit()),
                where,
                "uses the unit '" + limit.unit() + "', which its characteristic does not have");
    }

    private static void require(boolean holds, String where, String message) {
        if (!holds) {
            throw new CatalogueException(where, message);
        }
    }
}
