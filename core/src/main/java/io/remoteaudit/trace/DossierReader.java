package io.remoteaudit.trace;

import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.DossierItem;
import io.remoteaudit.standard.DossierLink;
import io.remoteaudit.standard.DossierOrder;
import io.remoteaudit.standard.LotKind;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.LotViews.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one dossier: what the rules need, against what the records in scope are. */
final class DossierReader {

    /** So many records that name the lot are looked at, and as many that name those which went into it. */
    private static final int MOST_RECORDS = 1_000;

    /** So many lots that went into it are looked at. */
    private static final int MOST_INPUTS = 200;

    private final Catalogue catalogue;
    private final Scope scope;
    private final DossierTerms terms;
    private final LotViews views;
    private final long ledgerSize;
    private int unread;

    DossierReader(Catalogue catalogue, Scope scope, LotViews views, long ledgerSize) {
        this.catalogue = catalogue;
        this.scope = scope;
        this.terms = new DossierTerms(scope);
        this.views = views;
        this.ledgerSize = ledgerSize;
    }

    /** What was read of the lot. */
    private record Basis(String lot, List<Read> records, Map<String, List<Read>> inputs) {

        List<Read> of(String recordType) {
            return records.stream().filter(one -> one.type().equals(recordType)).toList();
        }
    }

    Optional<LotDossier> read(String lot) {
        List<TracedRecord> naming = views.naming(lot);
        if (naming.isEmpty()) {
            return Optional.empty();
        }
        unread = Math.max(0, naming.size() - MOST_RECORDS);
        List<Read> records = views.all(naming.stream().limit(MOST_RECORDS).toList());
        Basis basis = new Basis(lot, records, received(inputs(lot, records)));
        LotKind kind = kind(basis);
        Boolean sterile = sterile(basis, kind);
        List<DossierLine> lines = lines(basis, kind, sterile);
        DossierValidities validities = new DossierValidities(catalogue.dossier().validities(), terms, views);
        List<Validity> valid = validities.of(records);
        DossierOrders orders = new DossierOrders(catalogue.dossier().orders(), views);
        return Optional.of(new LotDossier(
                ledgerSize,
                lot,
                kind,
                sterile,
                lines,
                orders.wrong(kind, lot, records, basis.inputs()),
                !scope.masks("occurredAt"),
                valid,
                unread + validities.unread()));
    }

    /** The lots in the terms that a record in scope says went directly into the lot. */
    private Set<String> inputs(String lot, List<Read> records) {
        Set<String> inputs = new TreeSet<>();
        for (Read one : records) {
            if (views.having(one, TraceRole.OUTPUT).contains(lot)) {
                inputs.addAll(views.having(one, TraceRole.INPUT));
            }
        }
        inputs.remove(lot);
        inputs.removeIf(input -> !scope.lots().admits(input));
        return inputs;
    }

    /** Those of the lots that the maker did not make, each with the records of it that rules ask for. */
    private Map<String, List<Read>> received(Set<String> lots) {
        Set<String> asked = new TreeSet<>();
        catalogue.dossier().items().stream()
                .filter(DossierItem::ofInputs)
                .forEach(item -> asked.add(item.recordType()));
        catalogue.dossier().orders().stream().filter(DossierOrder::ofInputs).forEach(order -> asked.add(order.first()));
        unread += Math.max(0, lots.size() - MOST_INPUTS);
        int left = MOST_RECORDS;
        Map<String, List<Read>> received = new LinkedHashMap<>();
        for (String lot : lots.stream().limit(MOST_INPUTS).toList()) {
            if (!views.isMade(lot)) {
                List<TracedRecord> naming = views.naming(lot).stream()
                        .filter(record -> asked.contains(record.recordType()))
                        .toList();
                List<Read> records = views.all(naming.stream().limit(left).toList());
                received.put(lot, records);
                left -= records.size();
                unread += naming.size() - records.size();
            }
        }
        return received;
    }

    private boolean isMade(Read one, String lot) {
        return views.having(one, TraceRole.OUTPUT).contains(lot)
                && !views.having(one, TraceRole.INPUT).isEmpty();
    }

    private @Nullable LotKind kind(Basis basis) {
        if (basis.records().stream().anyMatch(one -> isMade(one, basis.lot()))) {
            return LotKind.MADE;
        }
        for (LotKind kind : List.of(LotKind.RECEIVED, LotKind.MADE)) {
            Set<String> telling = catalogue.dossier().items().stream()
                    .filter(item -> item.lots() == kind && !item.ofInputs() && !relatesLots(item.recordType()))
                    .map(DossierItem::recordType)
                    .collect(Collectors.toSet());
            if (basis.records().stream().anyMatch(one -> telling.contains(one.type()))) {
                return kind;
            }
        }
        return null;
    }

    /** Such a record names lots of both kinds. */
    private boolean relatesLots(String recordType) {
        return catalogue
                .recordType(recordType)
                .map(RecordType::traceRoles)
                .filter(roles -> roles.containsValue(TraceRole.INPUT))
                .isPresent();
    }

    /** Sterile if a record tells so; not if none does and the terms would show it. */
    private @Nullable Boolean sterile(Basis basis, @Nullable LotKind kind) {
        List<DossierItem> telling = catalogue.dossier().items().stream()
                .filter(item -> item.ifSterile() && item.lots() == kind)
                .toList();
        if (telling.stream().anyMatch(item -> !basis.of(item.recordType()).isEmpty())) {
            return true;
        }
        boolean whole = telling.stream()
                .allMatch(item -> terms.limits(item.recordType(), basis.lot()).isEmpty());
        return whole ? false : null;
    }

    private List<DossierLine> lines(Basis basis, @Nullable LotKind kind, @Nullable Boolean sterile) {
        List<DossierLine> lines = new ArrayList<>();
        for (DossierItem item : catalogue.dossier().items()) {
            if (item.lots() != kind || (item.ifSterile() && Boolean.FALSE.equals(sterile))) {
                continue;
            }
            if (item.ofInputs()) {
                basis.inputs()
                        .forEach((input, records) -> lines.add(line(
                                item, input, of(item.recordType(), records), terms.limits(item.recordType(), input))));
            } else {
                lines.add(line(item, basis, sterile));
            }
        }
        return lines;
    }

    private static Set<TracedRecord> of(String recordType, List<Read> records) {
        return records.stream()
                .filter(one -> one.type().equals(recordType))
                .map(Read::record)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private DossierLine line(DossierItem item, Basis basis, @Nullable Boolean sterile) {
        Set<TracedRecord> found = new TreeSet<>();
        basis.of(item.recordType()).forEach(one -> found.add(one.record()));
        List<String> limits = terms.limits(item.recordType(), basis.lot());
        DossierLink link = item.link();
        boolean tellable = sterile != null || !item.ifSterile();
        if (link != null) {
            List<Read> through = basis.of(link.through());
            found.addAll(linked(item.recordType(), link, through));
            limits = terms.limits(item.recordType(), fields(link));
            tellable &= !through.isEmpty();
        }
        DossierLine line = line(item, basis.lot(), found, limits);
        boolean nothing = line.evidence() == EvidenceState.MISSING || line.evidence() == EvidenceState.NONE_IN_SCOPE;
        return tellable || !nothing ? line : undetermined(line);
    }

    private Collection<TracedRecord> linked(String recordType, DossierLink link, List<Read> through) {
        if (link instanceof DossierLink.ByKey by) {
            Set<String> keys = new TreeSet<>();
            through.forEach(one -> keys.addAll(one.texts(by.attribute())));
            return views.keyed(recordType, by.key(), keys);
        }
        DossierLink.During during = (DossierLink.During) link;
        Set<TracedRecord> found = new TreeSet<>();
        through.forEach(one -> found.addAll(views.during(recordType, one, during.from(), during.to())));
        return found;
    }

    private static List<String> fields(DossierLink link) {
        if (link instanceof DossierLink.ByKey by) {
            return List.of("attributes/" + by.attribute(), "attributes/" + by.key());
        }
        DossierLink.During during = (DossierLink.During) link;
        return List.of("site", "occurredAt", "attributes/" + during.from(), "attributes/" + during.to());
    }

    private DossierLine line(DossierItem item, String lot, Set<TracedRecord> found, List<String> limits) {
        List<TracedRecord> first = found.stream().limit(DossierLine.MAX_RECORDS).toList();
        return new DossierLine(
                item.id(),
                item.recordType(),
                lot,
                item.ifSterile(),
                found.isEmpty() ? terms.lacking(item.recordType(), limits) : EvidenceState.PRESENT,
                found.isEmpty() ? limits : List.of(),
                views.all(first).stream()
                        .sorted(LotViews.BY_TIME)
                        .map(views::dossier)
                        .toList(),
                found.size(),
                item.verified());
    }

    private static DossierLine undetermined(DossierLine line) {
        return new DossierLine(
                line.id(),
                line.recordType(),
                line.lot(),
                line.ifSterile(),
                EvidenceState.UNDETERMINED,
                line.limits(),
                line.records(),
                line.total(),
                line.verified());
    }
}
