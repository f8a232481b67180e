package io.remoteaudit.preparation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of the maker's profile.
 *
 * @param version its number; zero for the one the configuration gives
 * @param profile what it says
 * @param by who keeps it; null for the one the configuration gives
 * @param at when it was written; null for the one the configuration gives
 */
public record ProfileVersion(
        int version,
        OrganizationProfile profile,
        @Nullable String by,
        @Nullable Instant at) {

    /** Checks that the profile is given. */
    public ProfileVersion {
        Objects.requireNonNull(profile, "profile");
    }
}
