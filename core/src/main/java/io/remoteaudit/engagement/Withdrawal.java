package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the maker took an invitation back.
 *
 * @param reason why; null for one of before reasons were kept
 * @param by who withdrew it
 * @param at when
 */
public record Withdrawal(@Nullable String reason, String by, Instant at) {

    /** Checks that nothing required is missing. */
    public Withdrawal {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }
}
