package io.remoteaudit.record;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor may see: which records, and which fields of them not. Every read on an auditor's behalf takes one;
 * a search, a list or an export cannot be built without it.
 *
 * <p>A record is in scope if every side admits it. Dates are compared with the date on which the record's event
 * happened, in the record's own offset.
 *
 * @param sites sites agreed
 * @param productFamilies product families agreed
 * @param recordTypes ids of record types agreed, for example {@code incoming-inspection}
 * @param standards editions agreed, for example {@code YY 0469-2011}
 * @param lots lots agreed
 * @param from first day agreed; null for no bound
 * @param to last day agreed; null for no bound
 * @param maskedFields names of fields never shown, searched, sorted, counted or exported for this auditor: a
 *     disclosure's name such as {@code performedBy}, or the first part of one such as {@code attributes} or
 *     {@code attributes/supplier}
 */
public record Scope(
        Selection sites,
        Selection productFamilies,
        Selection recordTypes,
        Selection standards,
        Selection lots,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        SortedSet<String> maskedFields) {

    /** Copies the set of masked fields. */
    public Scope {
        Objects.requireNonNull(sites, "sites");
        Objects.requireNonNull(productFamilies, "productFamilies");
        Objects.requireNonNull(recordTypes, "recordTypes");
        Objects.requireNonNull(standards, "standards");
        Objects.requireNonNull(lots, "lots");
        maskedFields = Collections.unmodifiableSortedSet(new TreeSet<>(maskedFields));
    }

    /**
     * A scope without bounds or masks: the maker's own view.
     *
     * @return a scope that admits every record and masks nothing
     */
    public static Scope everything() {
        Selection all = Selection.everything();
        return new Scope(all, all, all, all, all, null, null, Collections.emptySortedSet());
    }

    /**
     * Whether a record is in scope.
     *
     * @param quality the record
     * @return true if every side admits it
     */
    public boolean admits(QualityRecord quality) {
        LocalDate day = quality.occurredAt().toLocalDate();
        return sites.admits(quality.site())
                && productFamilies.admits(quality.productFamily())
                && recordTypes.admits(quality.type())
                && standards.admitsAny(quality.standards())
                && lots.admitsAny(quality.lots())
                && (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to));
    }

    /**
     * Whether a field is hidden from this auditor.
     *
     * @param field a disclosure's name, for example {@code attributes/supplier} or {@code measurements/0}
     * @return true if it or a part above it is masked
     */
    public boolean masks(String field) {
        if (maskedFields.contains(field)) {
            return true;
        }
        for (int slash = field.indexOf('/'); slash >= 0; slash = field.indexOf('/', slash + 1)) {
            if (maskedFields.contains(field.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same scope with other masked fields.
     *
     * @param fields the names of the fields to hide
     * @return the scope
     */
    public Scope masking(Collection<String> fields) {
        return new Scope(sites, productFamilies, recordTypes, standards, lots, from, to, new TreeSet<>(fields));
    }
}
