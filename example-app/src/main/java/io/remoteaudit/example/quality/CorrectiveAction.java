package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A corrective or preventive action.
 *
 * @param entry number, site, people and time
 * @param product the product; null for material
 * @param source what it answers
 * @param cause the cause found
 * @param action what is done
 * @param due by when
 * @param effectiveness {@code effective}, {@code not-effective} or {@code pending}
 */
public record CorrectiveAction(
        Entry entry,
        @Nullable Product product,
        String source,
        String cause,
        String action,
        LocalDate due,
        String effectiveness) {}
