package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Paper;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of analysis that came with a delivery.
 *
 * @param entry number, site, people and time
 * @param material the material
 * @param supplierLot the lot as the supplier numbers it
 * @param internalLot the lot as the factory numbers it
 * @param issuer who issued it
 * @param paper the document itself; null if there is none
 */
public record SupplierCertificate(
        Entry entry,
        Material material,
        String supplierLot,
        String internalLot,
        String issuer,
        @Nullable Paper paper) {}
