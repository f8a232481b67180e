package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an engagement beside its terms.
 *
 * @param suspensions how often it was halted, oldest first
 * @param makerEnding the maker's agreement to end early; null without one
 * @param bodyEnding the body's agreement to end early; null without one
 * @param revocation how it was revoked; null if it was not
 * @param archival that it was archived; null if it was not
 * @param outages what was noted not to work, oldest first
 */
public record Course(
        List<Suspension> suspensions,
        @Nullable Ending makerEnding,
        @Nullable Ending bodyEnding,
        @Nullable Revocation revocation,
        @Nullable Archival archival,
        List<Outage> outages) {

    /** Copies the lists. */
    public Course {
        suspensions = List.copyOf(suspensions);
        outages = List.copyOf(outages);
    }

    /**
     * When the parties ended the engagement by agreement.
     *
     * @return when the second of them agreed; null if they did not
     */
    public @Nullable Instant endedAt() {
        if (makerEnding == null || bodyEnding == null) {
            return null;
        }
        return makerEnding.at().isAfter(bodyEnding.at()) ? makerEnding.at() : bodyEnding.at();
    }
}
