package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;

/**
 * An order to make one lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot to be made
 * @param quantity how many
 * @param line the line it is made on
 * @param bomRev the revision of the bill of materials
 */
public record WorkOrder(Entry entry, Product product, String lot, BigDecimal quantity, String line, String bomRev) {}
