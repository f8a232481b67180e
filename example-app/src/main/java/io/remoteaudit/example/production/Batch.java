package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * How one lot was made.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param workOrderNo its work order
 * @param start when making began
 * @param quantityMade how many were made
 * @param quantityScrap how many were scrapped
 * @param steps the steps, in order
 */
public record Batch(
        Entry entry,
        Product product,
        String lot,
        String workOrderNo,
        OffsetDateTime start,
        BigDecimal quantityMade,
        BigDecimal quantityScrap,
        List<String> steps) {
    /** Copies the lists. */
    public Batch {
        steps = List.copyOf(steps);
    }
}
