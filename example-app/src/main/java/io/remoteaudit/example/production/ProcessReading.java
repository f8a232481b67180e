package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.math.BigDecimal;

/**
 * A parameter of a process, read off a machine while a lot was made.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot being made
 * @param machineId the machine
 * @param parameter what was read
 * @param value the value
 * @param unit its unit
 * @param lowerLimit the lowest value allowed
 * @param upperLimit the highest value allowed
 */
public record ProcessReading(
        Entry entry,
        Product product,
        String lot,
        String machineId,
        String parameter,
        BigDecimal value,
        String unit,
        BigDecimal lowerLimit,
        BigDecimal upperLimit) {}
