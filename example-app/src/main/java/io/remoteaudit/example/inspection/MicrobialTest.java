package io.remoteaudit.example.inspection;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.record.Measurement;
import java.math.BigDecimal;
import java.util.List;

/**
 * A microbial or sterility test of a lot.
 *
 * @param entry number, site, people and time
 * @param product the product
 * @param lot the lot
 * @param title {@code 初始污染菌} or {@code 无菌检查}
 * @param medium the medium
 * @param incubation temperature and time
 * @param cfu colonies found
 * @param measurements what was measured
 */
public record MicrobialTest(
        Entry entry,
        Product product,
        String lot,
        String title,
        String medium,
        String incubation,
        BigDecimal cfu,
        List<Measurement> measurements) {
    /** Copies the lists. */
    public MicrobialTest {
        measurements = List.copyOf(measurements);
    }
}
