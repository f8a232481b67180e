package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import java.time.LocalDate;

/**
 * A decision about a supplier and one material.
 *
 * @param entry number, site, people and time
 * @param supplierId the supplier
 * @param supplierName its name
 * @param material what it may deliver
 * @param decision {@code approved}, {@code conditional}, {@code rejected} or {@code suspended}
 * @param validTo the last day it holds
 */
public record SupplierApproval(
        Entry entry, String supplierId, String supplierName, Material material, String decision, LocalDate validTo) {}
