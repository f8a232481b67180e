package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.record.Measurement;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inspection at a station while a lot was made.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param station the station
 * @param enteredAt when it was entered, if not at once; null otherwise
 * @param lateReason why it was entered late; null if it was not
 * @param measurements what was measured
 */
public record InProcessInspection(
        Entry entry,
        Product product,
        String lot,
        String station,
        @Nullable OffsetDateTime enteredAt,
        @Nullable String lateReason,
        List<Measurement> measurements) {
    /** Copies the lists. */
    public InProcessInspection {
        measurements = List.copyOf(measurements);
    }
}
