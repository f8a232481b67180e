package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;
import java.util.List;

/**
 * A load of an ethylene oxide chamber.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param productLots the lots in the load
 * @param chamberId the chamber
 * @param eoConcentration mg/L
 * @param temperature °C
 * @param relativeHumidity %
 * @param pressure kPa
 * @param exposureMinutes minutes exposed
 * @param aerationHours hours aired
 */
public record Cycle(
        Entry entry,
        Product product,
        List<String> productLots,
        String chamberId,
        BigDecimal eoConcentration,
        BigDecimal temperature,
        BigDecimal relativeHumidity,
        BigDecimal pressure,
        int exposureMinutes,
        int aerationHours) {
    /** Copies the lists. */
    public Cycle {
        productLots = List.copyOf(productLots);
    }
}
