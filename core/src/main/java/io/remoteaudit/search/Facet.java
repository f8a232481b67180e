package io.remoteaudit.search;

/** A side by which results are counted and filtered. */
public enum Facet {
    /** The id of the record type. */
    TYPE("type", "type"),
    /** The stage of the maker's work that the record type belongs to, as the catalogue says now. */
    STAGE("stage", "type"),
    /** The site's id. */
    SITE("site", "site"),
    /** The product family. */
    PRODUCT_FAMILY("productFamily", "productFamily"),
    /** Each edition of a standard the record names. */
    STANDARD("standard", "standards"),
    /** Each clause the record names. */
    CLAUSE("clause", "clauses"),
    /** The worst verdict of the measurements and of the attribute {@code verdict}. */
    VERDICT("verdict", "measurements"),
    /** Each characteristic measured. */
    CHARACTERISTIC("characteristic", "measurements"),
    /** The supplier's id, the attribute {@code supplierId}. */
    SUPPLIER("supplier", "attributes/supplierId"),
    /** The month in which it happened, {@code 2026-04}, in the record's own offset. */
    MONTH("month", "occurredAt");

    private final String wireName;
    private final String field;

    Facet(String wireName, String field) {
        this.wireName = wireName;
        this.field = field;
    }

    /**
     * The name used in queries and on the wire.
     *
     * @return a name in lowerCamelCase
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The record field this facet reads; a scope that masks it hides the facet.
     *
     * @return a disclosure's name or the first part of one
     */
    public String field() {
        return field;
    }

    /**
     * Finds a facet by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the facet
     * @throws QuerySyntaxException if there is none, the same as for a facet that a scope masks
     */
    public static Facet named(String wireName) {
        for (Facet facet : values()) {
            if (facet.wireName.equals(wireName)) {
                return facet;
            }
        }
        throw QuerySyntaxException.unknownFilter(wireName);
    }
}
