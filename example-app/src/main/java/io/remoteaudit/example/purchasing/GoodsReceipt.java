package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import java.math.BigDecimal;

/**
 * A delivery taken in, which gets the factory's own lot number.
 *
 * @param entry number, site, people and time
 * @param orderNo the order it answers
 * @param supplierId the supplier
 * @param material the material
 * @param supplierLot the lot as the supplier numbers it
 * @param internalLot the lot as the factory numbers it
 * @param quantity how much, in the unit of the material
 */
public record GoodsReceipt(
        Entry entry,
        String orderNo,
        String supplierId,
        Material material,
        String supplierLot,
        String internalLot,
        BigDecimal quantity) {}
