package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * An entry with the document it becomes, as long as no later version supersedes it; none if it is neither record nor message.
 *
 * @param entry the entry, which has its leaf index
 * @param document the index's document; null if the entry is neither a record version nor a message
 */
record PreparedEntry(Entry entry, @Nullable Document document) {}
