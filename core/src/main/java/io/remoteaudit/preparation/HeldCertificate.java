package io.remoteaudit.preparation;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of the maker's.
 *
 * @param number its number, 1 to 200 characters
 * @param standard what it certifies, for example {@code ISO 13485:2016}, 1 to 200 characters
 * @param issuer who issued it, 1 to 200 characters
 * @param state whether it is in force
 * @param scope what it covers, at most 500 characters; null if not recorded
 * @param validFrom its first day; null if not recorded
 * @param validTo its last day; null if not recorded
 */
public record HeldCertificate(
        String number,
        String standard,
        String issuer,
        State state,
        @Nullable String scope,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** Whether a certificate is in force. */
    public enum State {
        /** It is in force. */
        VALID,
        /** It is out of force for a time. */
        SUSPENDED,
        /** It is out of force for good. */
        WITHDRAWN,
        /** Its last day is over. */
        EXPIRED;

        /**
         * The name used in entries and on the wire.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Finds a state by its wire name.
         *
         * @param wireName the name as {@link #wireName()} gives it
         * @return the state, or empty for one of a later release
         */
        public static Optional<State> ofWireName(String wireName) {
            return Stream.of(values())
                    .filter(state -> state.wireName().equals(wireName))
                    .findFirst();
        }
    }

    /** Checks that nothing is missing. */
    public HeldCertificate {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(standard, "standard");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(state, "state");
    }
}
