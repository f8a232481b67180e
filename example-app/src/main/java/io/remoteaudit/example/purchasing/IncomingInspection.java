package io.remoteaudit.example.purchasing;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Material;
import io.remoteaudit.record.Measurement;
import java.util.List;

/**
 * The inspection of a delivered lot.
 *
 * @param entry number, site, people and time
 * @param material the material
 * @param supplierId the supplier
 * @param supplierLot the lot as the supplier numbers it
 * @param internalLot the lot as the factory numbers it
 * @param sampleSize how many were drawn
 * @param acceptanceNumber with how many defects the lot is still accepted
 * @param verdict {@code accepted}, {@code rejected} or {@code concession}
 * @param measurements what was measured
 */
public record IncomingInspection(
        Entry entry,
        Material material,
        String supplierId,
        String supplierLot,
        String internalLot,
        int sampleSize,
        int acceptanceNumber,
        String verdict,
        List<Measurement> measurements) {
    /** Copies the lists. */
    public IncomingInspection {
        measurements = List.copyOf(measurements);
    }
}
