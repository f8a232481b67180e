package io.remoteaudit.search;

/** The order of results. Equal ones come in leaf order, so that paging never repeats or skips one. */
public enum Sort {
    /** Best match first; for a query without words, newest first. */
    RELEVANCE("relevance"),
    /** When it happened, newest first. */
    OCCURRED_NEWEST("-occurredAt"),
    /** When it happened, oldest first. */
    OCCURRED_OLDEST("occurredAt"),
    /** When the ledger took it, newest first. */
    RECORDED_NEWEST("-recordedAt"),
    /** When the ledger took it, oldest first. */
    RECORDED_OLDEST("recordedAt"),
    /** The business id, in code point order. */
    ID("id");

    private final String wireName;

    Sort(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return the field's name, after a hyphen if descending
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds an order by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the order
     * @throws QuerySyntaxException if there is none, the same as for one by a field that a scope masks
     */
    public static Sort named(String wireName) {
        for (Sort sort : values()) {
            if (sort.wireName.equals(wireName)) {
                return sort;
            }
        }
        throw QuerySyntaxException.unknownSort(wireName);
    }
}
