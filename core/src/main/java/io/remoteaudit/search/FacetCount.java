package io.remoteaudit.search;

/**
 * How many results have a value.
 *
 * @param value the facet's value
 * @param count how many results have it, exactly
 */
public record FacetCount(String value, long count) {}
