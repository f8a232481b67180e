package io.remoteaudit.search;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of results. Equal ones come in leaf order, so that paging never repeats or skips one.
 *
 * @param by what is compared
 * @param descending whether the newest, last or largest comes first
 * @param characteristic the characteristic's code or another name of it for {@link By#MEASURED}, null for all others
 */
public record Sort(By by, boolean descending, @Nullable String characteristic) {

    /** Best match first; for a query without words, newest first. */
    public static final Sort RELEVANCE = new Sort(By.RELEVANCE, false, null);

    /** When it happened, newest first. */
    public static final Sort OCCURRED_NEWEST = new Sort(By.OCCURRED, true, null);

    /** When it happened, oldest first. */
    public static final Sort OCCURRED_OLDEST = new Sort(By.OCCURRED, false, null);

    /** When the ledger took it, newest first. */
    public static final Sort RECORDED_NEWEST = new Sort(By.RECORDED, true, null);

    /** When the ledger took it, oldest first. */
    public static final Sort RECORDED_OLDEST = new Sort(By.RECORDED, false, null);

    /** The business id, in code point order. */
    public static final Sort ID = new Sort(By.ID, false, null);

    /** The business id, against code point order. */
    public static final Sort ID_LAST_FIRST = new Sort(By.ID, true, null);

    private static final List<Sort> PLAIN =
            List.of(RELEVANCE, OCCURRED_NEWEST, OCCURRED_OLDEST, RECORDED_NEWEST, RECORDED_OLDEST, ID, ID_LAST_FIRST);

    private static final char DESCENDING = '-';
    private static final int LONGEST_NAME = 200;

    /** What is compared. */
    public enum By {
        /** How well the record matches the query's words. */
        RELEVANCE("relevance"),
        /** When it happened. */
        OCCURRED("occurredAt"),
        /** When the ledger took it. */
        RECORDED("recordedAt"),
        /** The business id. */
        ID("id"),
        /**
         * The measured values of a characteristic: the smallest of a record's when ascending, the largest when descending.
         * Records without one come last either way.
         */
        MEASURED("measured/");

        private final String wireName;

        By(String wireName) {
            this.wireName = wireName;
        }
    }

    /** Checks that a characteristic is named where it is needed, and only there. */
    public Sort {
        Objects.requireNonNull(by, "by");
        if ((by == By.MEASURED) == (characteristic == null)) {
            throw new IllegalArgumentException("A characteristic is named for the order by measured value alone");
        }
    }

    /**
     * The order by the measured values of a characteristic.
     *
     * @param characteristic its code, or another name of it in the catalogue
     * @param largestFirst whether the largest come first
     * @return the order
     */
    public static Sort measured(String characteristic, boolean largestFirst) {
        return new Sort(By.MEASURED, largestFirst, Objects.requireNonNull(characteristic, "characteristic"));
    }

    /**
     * All orders but those by a measured value.
     *
     * @return the orders
     */
    public static List<Sort> plain() {
        return PLAIN;
    }

    /**
     * The name used on the wire.
     *
     * @return the field's name, after a hyphen if descending; {@code measured/BFE} for a measured value
     */
    public String wireName() {
        String name = by.wireName + (characteristic == null ? "" : characteristic);
        return descending ? DESCENDING + name : name;
    }

    /**
     * Finds an order by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the order; whether the characteristic it names exists shows when it is used
     * @throws QuerySyntaxException if there is none, the same as for one by a field that a scope masks
     */
    public static Sort named(String wireName) {
        for (Sort sort : PLAIN) {
            if (sort.wireName().equals(wireName)) {
                return sort;
            }
        }
        boolean descending = !wireName.isEmpty() && wireName.charAt(0) == DESCENDING;
        String name = descending ? wireName.substring(1) : wireName;
        String prefix = By.MEASURED.wireName;
        if (name.startsWith(prefix) && name.length() > prefix.length() && name.length() <= LONGEST_NAME) {
            return measured(name.substring(prefix.length()), descending);
        }
        throw QuerySyntaxException.unknownSort(wireName);
    }
}
