/**
 * The query language, apart from any engine: a query text becomes a {@link io.remoteaudit.search.query.Clause}, which a
 * search engine compiles. Adapters to search engines need this package, and whoever takes queries as JSON by
 * {@link io.remoteaudit.search.query.QueryJson}; everyone else hands over query texts.
 *
 * <p>Which fields exist is asked of {@link io.remoteaudit.search.query.QueryFields}, so that a field masked for an
 * auditor does not exist for that auditor's queries.
 */
@NullMarked
package io.remoteaudit.search.query;

import org.jspecify.annotations.NullMarked;
