package io.remoteaudit.example.release;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * The decision on a finished lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param releasedBy who decides
 * @param decision one of the decisions the record type knows, such as <code>released</code>
 */
public record ReleaseDecision(Entry entry, Product product, String lot, String releasedBy, String decision) {}
