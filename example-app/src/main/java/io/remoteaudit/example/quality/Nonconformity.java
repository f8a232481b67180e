package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Product or material that does not conform.
 *
 * @param entry number, site, people and time
 * @param product the product; null for material
 * @param lot the lot
 * @param what what is wrong
 * @param quantity how many
 * @param disposition {@code rework}, {@code scrap}, {@code return}, {@code concession} or {@code sort}
 */
public record Nonconformity(
        Entry entry, @Nullable Product product, String lot, String what, BigDecimal quantity, String disposition) {}
