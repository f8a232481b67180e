package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * The labels printed, used and destroyed for one lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param labelRev the revision of the label
 * @param printed labels printed
 * @param used labels used
 * @param destroyed labels destroyed
 */
public record LabelCount(
        Entry entry, Product product, String lot, String labelRev, int printed, int used, int destroyed) {}
