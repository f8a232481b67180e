package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Paper;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.record.Measurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The test of a finished lot by the edition of its standard.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param edition the edition it was judged by
 * @param verdict {@code accepted} or {@code rejected}
 * @param measurements what was measured
 * @param paper the document itself; null if there is none
 */
public record FinishedGoodsTest(
        Entry entry,
        Product product,
        String lot,
        String edition,
        String verdict,
        List<Measurement> measurements,
        @Nullable Paper paper) {
    /** Copies the lists. */
    public FinishedGoodsTest {
        measurements = List.copyOf(measurements);
    }
}
