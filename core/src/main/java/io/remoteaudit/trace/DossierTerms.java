package io.remoteaudit.trace;

import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the terms alone say about evidence that is not in scope. Nothing outside the scope is looked at: whether there is
 * such evidence must not show in what is said of it.
 */
final class DossierTerms {

    private final Scope scope;

    DossierTerms(Scope scope) {
        this.scope = scope;
    }

    /** What of the terms could hide a record of a type that names a lot. */
    List<String> limits(String recordType, String lot) {
        return limits(recordType, scope.lots().admits(lot), Set.of());
    }

    /** What of the terms could hide a record of a type that names no lot. */
    List<String> limits(String recordType, Collection<String> fields) {
        return limits(recordType, scope.lots().orAbsent(), fields);
    }

    private List<String> limits(String recordType, boolean lots, Collection<String> fields) {
        List<String> limits = new ArrayList<>();
        add(limits, "recordTypes", scope.recordTypes().admits(recordType));
        add(limits, "sites", scope.sites().all());
        add(limits, "productFamilies", scope.productFamilies().all());
        add(limits, "standards", scope.standards().all());
        add(limits, "lots", lots);
        add(limits, "dates", scope.from() == null && scope.to() == null);
        add(limits, "masking", fields.stream().noneMatch(scope::masks));
        return limits;
    }

    boolean masks(String field) {
        return scope.masks(field);
    }

    private static void add(List<String> limits, String side, boolean admitsAll) {
        if (!admitsAll) {
            limits.add(side);
        }
    }

    /** What may be said where nothing in scope is what is needed. */
    EvidenceState lacking(String recordType, List<String> limits) {
        Selection types = scope.recordTypes();
        if (!types.admits(recordType)) {
            return EvidenceState.OUTSIDE_SCOPE;
        }
        if (limits.contains("masking")) {
            return EvidenceState.UNDETERMINED;
        }
        return limits.isEmpty() ? EvidenceState.MISSING : EvidenceState.NONE_IN_SCOPE;
    }
}
