package io.remoteaudit.preparation;

import java.util.Objects;

/**
 * An address of the maker.
 *
 * @param use what is there, for example {@code registered} or {@code 生产}, 1 to 200 characters
 * @param text the address, 1 to 500 characters
 */
public record OrganizationAddress(String use, String text) {

    /** Checks that nothing is missing. */
    public OrganizationAddress {
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(text, "text");
    }
}
