/**
 * The standard audit endpoint and the maker's own desk as values: a request in, an answer out. A binding to some HTTP
 * server only translates; it knows no route and decides nothing.
 *
 * <p>Each request of an auditor takes five steps, in this order and in one place: admit → scope → read → mask → log.
 */
@NullMarked
package io.remoteaudit.endpoint;

import org.jspecify.annotations.NullMarked;
