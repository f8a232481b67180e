package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * A deviation from a procedure while a lot was made.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param step the step
 * @param impact what it means for the lot
 */
public record Deviation(Entry entry, Product product, String lot, String step, String impact) {}
