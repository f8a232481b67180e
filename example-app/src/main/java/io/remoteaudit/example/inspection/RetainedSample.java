package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.time.LocalDate;

/**
 * Samples of a lot kept back.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param location where they are
 * @param until how long they are kept
 */
public record RetainedSample(Entry entry, Product product, String lot, String location, LocalDate until) {}
