package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.util.List;

/**
 * The biological indicators of a load, after their incubation.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param productLots the lots in the load
 * @param cycleNo the load
 * @param biLot the lot of the indicators
 * @param positions how many there were
 * @param growth whether any grew
 */
public record BiologicalIndicator(
        Entry entry,
        Product product,
        List<String> productLots,
        String cycleNo,
        String biLot,
        int positions,
        boolean growth) {
    /** Copies the lists. */
    public BiologicalIndicator {
        productLots = List.copyOf(productLots);
    }
}
