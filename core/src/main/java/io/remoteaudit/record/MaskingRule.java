package io.remoteaudit.record;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one field is withheld from an auditor. Whatever the kind, the field's true value never leaves, and the field cannot
 * be searched, sorted, counted, completed or exported: to a query it does not exist.
 *
 * @param field a disclosure's name such as {@code performedBy}, or the first part of one such as {@code attributes} or
 *     {@code attributes/supplier}
 * @param kind what is shown in its place
 * @param width how wide the ranges are that numbers are shown as; null unless the kind is {@link Kind#RANGE}, and null
 *     there where the field holds dates only
 */
public record MaskingRule(String field, Kind kind, @Nullable BigDecimal width) {

    /** A number with more digits than anyone measures would make an auditor's request costly. */
    private static final int MOST_DIGITS = 30;

    /** What an auditor sees of a masked field. */
    public enum Kind {
        /** Nothing. */
        OMIT("omit"),
        /**
         * A name made up for the value: the same for the same value within one engagement, another in any other
         * engagement, and of no use for finding the value without the maker's key.
         */
        PSEUDONYM("pseudonym"),
        /** The range a number falls in, or the month of a date. What is neither is omitted. */
        RANGE("range");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name used in terms and on the wire.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return wireName;
        }

        /**
         * Finds a kind by its wire name.
         *
         * @param wireName the name as {@link #wireName()} gives it
         * @return the kind
         * @throws IllegalArgumentException if no kind has that name
         */
        public static Kind ofWireName(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(wireName)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "Not a kind of masking: '" + wireName + "'; use omit, pseudonym or range");
        }
    }

    /** Checks that a width belongs to ranges, is positive and of a bounded length. */
    public MaskingRule {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(kind, "kind");
        if (width != null
                && (kind != Kind.RANGE
                        || width.signum() <= 0
                        || width.precision() > MOST_DIGITS
                        || Math.abs(width.scale()) > MOST_DIGITS)) {
            throw new IllegalArgumentException("The masking of '" + field
                    + "' has a width, which only ranges have: a positive number of at most " + MOST_DIGITS + " digits");
        }
    }

    /**
     * Shows nothing of a field.
     *
     * @param field the field's name
     * @return the rule
     */
    public static MaskingRule omit(String field) {
        return new MaskingRule(field, Kind.OMIT, null);
    }

    /**
     * Shows a made-up name for a field's value, and for a person's name where the field shows a person.
     *
     * @param field the field's name
     * @return the rule
     */
    public static MaskingRule pseudonym(String field) {
        return new MaskingRule(field, Kind.PSEUDONYM, null);
    }

    /**
     * Shows a number as the range it falls in; a date as its month.
     *
     * @param field the field's name
     * @param width how wide the ranges are; they begin at multiples of it
     * @return the rule
     */
    public static MaskingRule range(String field, BigDecimal width) {
        return new MaskingRule(field, Kind.RANGE, Objects.requireNonNull(width, "width"));
    }

    /**
     * Shows a date as its month, and nothing of a number.
     *
     * @param field the field's name
     * @return the rule
     */
    public static MaskingRule month(String field) {
        return new MaskingRule(field, Kind.RANGE, null);
    }

    /**
     * What is agreed by default where persons may not be shown: pseudonyms for every field about a person.
     *
     * @return a rule for each of {@link PersonalFields#NAMES}, in the order of the names
     */
    public static Collection<MaskingRule> personal() {
        return new TreeSet<>(PersonalFields.NAMES)
                .stream().map(MaskingRule::pseudonym).toList();
    }
}
