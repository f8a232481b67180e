package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import java.math.BigDecimal;

/**
 * An order of material.
 *
 * @param entry number, site, people and time
 * @param supplierId the supplier
 * @param material the material
 * @param specRev the revision of its purchasing specification
 * @param quantity how much, in the unit of the material
 */
public record PurchaseOrder(Entry entry, String supplierId, Material material, String specRev, BigDecimal quantity) {}
