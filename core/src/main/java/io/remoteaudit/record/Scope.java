package io.remoteaudit.record;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
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
 * @param masking how fields are masked, by the rules' own fields. Their values are never shown, searched, sorted, counted
 *     or exported for this auditor, whatever is shown in their place
 * @param pseudonymsOf the engagement whose pseudonyms are shown; null where none can be made, and nothing is shown
 *     instead
 */
public record Scope(
        Selection sites,
        Selection productFamilies,
        Selection recordTypes,
        Selection standards,
        Selection lots,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        NavigableMap<String, MaskingRule> masking,
        @Nullable String pseudonymsOf) {

    /** Copies the rules. */
    public Scope {
        Objects.requireNonNull(sites, "sites");
        Objects.requireNonNull(productFamilies, "productFamilies");
        Objects.requireNonNull(recordTypes, "recordTypes");
        Objects.requireNonNull(standards, "standards");
        Objects.requireNonNull(lots, "lots");
        masking = Collections.unmodifiableNavigableMap(new TreeMap<>(masking));
        masking.forEach((field, rule) -> {
            if (!field.equals(rule.field())) {
                throw new IllegalArgumentException("The rule for '" + rule.field() + "' stands under '" + field + "'");
            }
        });
    }

    /**
     * A scope that shows nothing of what it masks.
     *
     * @param sites sites agreed
     * @param productFamilies product families agreed
     * @param recordTypes ids of record types agreed
     * @param standards editions agreed
     * @param lots lots agreed
     * @param from first day agreed; null for no bound
     * @param to last day agreed; null for no bound
     * @param omitted names of the masked fields
     */
    public Scope(
            Selection sites,
            Selection productFamilies,
            Selection recordTypes,
            Selection standards,
            Selection lots,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Collection<String> omitted) {
        this(
                sites,
                productFamilies,
                recordTypes,
                standards,
                lots,
                from,
                to,
                byField(omitted.stream().map(MaskingRule::omit).toList()),
                null);
    }

    /**
     * A scope without bounds or masks: the maker's own view.
     *
     * @return a scope that admits every record and masks nothing
     */
    public static Scope everything() {
        Selection all = Selection.everything();
        return new Scope(all, all, all, all, all, null, null, List.of());
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
        if (masking.containsKey(field)) {
            return true;
        }
        for (int slash = field.indexOf('/'); slash >= 0; slash = field.indexOf('/', slash + 1)) {
            if (masking.containsKey(field.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The names of the masked fields, of whatever kind.
     *
     * @return the names, in order
     */
    public SortedSet<String> maskedFields() {
        return masking.navigableKeySet();
    }

    /**
     * The rule by which a field is masked: what is omitted as a part of something larger stays omitted, else the rule that
     * names the field most closely counts.
     *
     * @param field a disclosure's name
     * @return the rule; empty if the field is shown
     */
    public Optional<MaskingRule> rule(String field) {
        MaskingRule closest = masking.get(field);
        for (int slash = field.lastIndexOf('/'); slash >= 0; slash = field.lastIndexOf('/', slash - 1)) {
            MaskingRule above = masking.get(field.substring(0, slash));
            if (above != null && (closest == null || above.kind() == MaskingRule.Kind.OMIT)) {
                closest = above;
            }
        }
        return Optional.ofNullable(closest);
    }

    /**
     * The same scope with other masked fields, of which nothing is shown.
     *
     * @param fields the names of the fields to hide
     * @return the scope
     */
    public Scope masking(Collection<String> fields) {
        return maskedBy(fields.stream().map(MaskingRule::omit).toList());
    }

    /**
     * The same scope with other masking.
     *
     * @param rules one for each masked field
     * @return the scope
     * @throws IllegalArgumentException if two rules are for one field
     */
    public Scope maskedBy(Collection<MaskingRule> rules) {
        return new Scope(sites, productFamilies, recordTypes, standards, lots, from, to, byField(rules), pseudonymsOf);
    }

    /**
     * The same scope for certain lots only.
     *
     * @param others the lots
     * @return the scope
     */
    public Scope ofLots(Selection others) {
        return new Scope(sites, productFamilies, recordTypes, standards, others, from, to, masking, pseudonymsOf);
    }

    /**
     * The same scope, as one engagement shows it.
     *
     * @param engagement the engagement whose pseudonyms are shown
     * @return the scope
     */
    public Scope withPseudonymsOf(String engagement) {
        return new Scope(sites, productFamilies, recordTypes, standards, lots, from, to, masking, engagement);
    }

    private static NavigableMap<String, MaskingRule> byField(Collection<MaskingRule> rules) {
        TreeMap<String, MaskingRule> byField = new TreeMap<>();
        for (MaskingRule rule : rules) {
            if (byField.put(rule.field(), rule) != null) {
                throw new IllegalArgumentException("The field '" + rule.field() + "' is masked in two ways; keep one");
            }
        }
        return byField;
    }
}
