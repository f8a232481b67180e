/**
 * Searching quality records: the query language, engine-neutral requests and results, and the index that answers them.
 *
 * <p>A request cannot be built without a {@link io.remoteaudit.record.Scope}. Totals are exact, and every answer is
 * pinned to the ledger size it was computed at.
 */
@NullMarked
package io.remoteaudit.search;

import org.jspecify.annotations.NullMarked;
