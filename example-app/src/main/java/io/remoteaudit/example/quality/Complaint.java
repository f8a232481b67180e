package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;

/**
 * A customer's complaint.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param what what is complained of
 * @param country two letters
 * @param harm {@code none}, {@code minor}, {@code serious}, {@code death} or {@code unknown}
 * @param investigated whether it was looked into
 */
public record Complaint(
        Entry entry, Product product, String lot, String what, String country, String harm, boolean investigated) {}
