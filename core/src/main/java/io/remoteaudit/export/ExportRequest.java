package io.remoteaudit.export;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.search.Filter;
import java.util.List;
import java.util.Objects;

/**
 * What is to be exported: the matches of a query, or the records of a list; of each every version in scope.
 *
 * @param admission on whose behalf, in which scope
 * @param query in the query language; empty for everything in scope, and unused if there is a list
 * @param filters all of which must hold; unused if there is a list
 * @param recordIds the records wanted; empty to use the query
 * @param language the language of the people who read it, an IETF tag; the pages hold both anyway
 */
public record ExportRequest(
        Admission admission, String query, List<Filter> filters, List<String> recordIds, String language) {

    /** Copies the lists. */
    public ExportRequest {
        Objects.requireNonNull(admission, "admission");
        Objects.requireNonNull(query, "query");
        filters = List.copyOf(filters);
        recordIds = List.copyOf(recordIds);
        Objects.requireNonNull(language, "language");
    }
}
