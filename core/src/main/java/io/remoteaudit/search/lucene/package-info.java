/**
 * The search index as an embedded Lucene index that follows the ledger.
 *
 * <p>Each field is indexed by itself and there is no field that holds all words, because a query is compiled over the
 * fields its caller may see: what is masked for an auditor takes no part in that auditor's searches.
 */
@NullMarked
package io.remoteaudit.search.lucene;

import org.jspecify.annotations.NullMarked;
