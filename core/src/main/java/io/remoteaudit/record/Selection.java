package io.remoteaudit.record;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One side of a {@link Scope}: which values of, say, the site are agreed. Nothing is agreed until it is named.
 *
 * @param all whether every value is agreed, also none at all
 * @param values the values agreed; empty when {@code all}
 * @param orAbsent whether a record that has no value here is agreed too, for example a calibration record, which
 *     belongs to no product family; true when {@code all}
 */
public record Selection(boolean all, SortedSet<String> values, boolean orAbsent) {

    /** Copies the values and brings the parts into agreement. */
    public Selection {
        values = Collections.unmodifiableSortedSet(new TreeSet<>(all ? List.of() : values));
        orAbsent = all || orAbsent;
    }

    /**
     * Every value, and none at all.
     *
     * @return the widest selection
     */
    public static Selection everything() {
        return new Selection(true, new TreeSet<>(), true);
    }

    /**
     * Exactly these values.
     *
     * @param values the values agreed; none means that nothing is
     * @return the selection
     */
    public static Selection of(String... values) {
        return new Selection(false, new TreeSet<>(List.of(values)), false);
    }

    /**
     * Exactly these values.
     *
     * @param values the values agreed; none means that nothing is
     * @return the selection
     */
    public static Selection of(Collection<String> values) {
        return new Selection(false, new TreeSet<>(values), false);
    }

    /**
     * The same selection, which also agrees to records that have no value here.
     *
     * @return the wider selection
     */
    public Selection orNone() {
        return new Selection(all, values, true);
    }

    /**
     * Whether a record with one value or none is agreed.
     *
     * @param value the record's value; null for none
     * @return true if agreed
     */
    public boolean admits(@Nullable String value) {
        return all || (value == null ? orAbsent : values.contains(value));
    }

    /**
     * Whether a record with several values is agreed: one of them is enough.
     *
     * @param candidates the record's values; may be empty
     * @return true if agreed
     */
    public boolean admitsAny(Collection<String> candidates) {
        return all || (candidates.isEmpty() ? orAbsent : candidates.stream().anyMatch(values::contains));
    }
}
