package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;
import java.util.List;

/**
 * Material lots given out to make one product lot: the lot's genealogy.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the product lot
 * @param inputLots the material lots that go into it
 * @param quantity how much in all
 * @param uom its unit
 */
public record MaterialIssue(
        Entry entry, Product product, String lot, List<String> inputLots, BigDecimal quantity, String uom) {
    /** Copies the lists. */
    public MaterialIssue {
        inputLots = List.copyOf(inputLots);
    }
}
