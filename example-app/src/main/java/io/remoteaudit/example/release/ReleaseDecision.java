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
 * @param decision {@code released}, {@code rejected} or {@code quarantined}
 */
public record ReleaseDecision(Entry entry, Product product, String lot, String releasedBy, String decision) {}
