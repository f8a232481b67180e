package io.remoteaudit.example.release;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;

/**
 * Part of a lot sent to a customer.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param quantity how many
 * @param consignee the customer
 * @param country two letters
 */
public record Shipment(
        Entry entry, Product product, String lot, BigDecimal quantity, String consignee, String country) {}
