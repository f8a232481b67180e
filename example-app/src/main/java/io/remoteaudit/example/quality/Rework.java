package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * The rework of a nonconforming lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param ncrNo the nonconformity it answers
 */
public record Rework(Entry entry, Product product, String lot, String ncrNo) {}
