package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * The clearing of a line between two lots.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param line the line
 * @param previousLot the lot made before
 * @param nextLot the lot made next
 */
public record LineClearance(Entry entry, Product product, String line, String previousLot, String nextLot) {}
