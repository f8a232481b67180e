package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.record.Measurement;
import java.math.BigDecimal;
import java.util.List;

/**
 * The ethylene oxide left in a lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param cycleNo its load
 * @param daysAired days aired
 * @param residue the greatest single result, in µg/g
 * @param measurements what was measured
 */
public record EoResidue(
        Entry entry,
        Product product,
        String lot,
        String cycleNo,
        BigDecimal daysAired,
        BigDecimal residue,
        List<Measurement> measurements) {
    /** Copies the lists. */
    public EoResidue {
        measurements = List.copyOf(measurements);
    }
}
