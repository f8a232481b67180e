package io.remoteaudit.client;

import io.remoteaudit.search.Filter;
import java.util.List;
import java.util.Objects;

/**
 * What to export: a query with filters, or a list of records.
 *
 * @param query the query; empty for everything in scope, and for a list
 * @param filters all of which must hold; empty for a list
 * @param recordIds the records; empty for a query
 */
public record ExportOrder(String query, List<Filter> filters, List<String> recordIds) {

    /** Checks that it is one or the other and copies the lists. */
    public ExportOrder {
        Objects.requireNonNull(query, "query");
        filters = List.copyOf(filters);
        recordIds = List.copyOf(recordIds);
        if (!recordIds.isEmpty() && !(query.isEmpty() && filters.isEmpty())) {
            throw new IllegalArgumentException("An export is of a query or of a list of records, not both");
        }
    }

    /**
     * An export of what a query finds.
     *
     * @param query in the query language; empty for everything in scope
     * @param filters all of which must hold
     * @return the order
     */
    public static ExportOrder of(String query, Filter... filters) {
        return new ExportOrder(query, List.of(filters), List.of());
    }

    /**
     * An export of some records.
     *
     * @param ids their ids
     * @return the order
     */
    public static ExportOrder ofRecords(List<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("An export of records names at least one");
        }
        return new ExportOrder("", List.of(), ids);
    }
}
