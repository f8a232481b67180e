package io.remoteaudit.example.sterilization;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;

/**
 * A test of the seal of a sterile pack.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param sealStrength N/15 mm
 * @param dyeLeak whether dye leaked through
 */
public record SealTest(Entry entry, Product product, String lot, BigDecimal sealStrength, boolean dyeLeak) {}
