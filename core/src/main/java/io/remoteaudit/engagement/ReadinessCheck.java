package io.remoteaudit.engagement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That one condition of readiness was checked.
 *
 * @param condition which one
 * @param met whether it is met
 * @param checkedBy who checked it
 * @param checkedAt when, to the second
 * @param note on what grounds, and what is missing if it is not met; null for none, which only a met one may have
 */
public record ReadinessCheck(
        ReadinessCondition condition,
        boolean met,
        String checkedBy,
        Instant checkedAt,
        @Nullable String note) {

    /** Checks that nothing is missing. */
    public ReadinessCheck {
        Objects.requireNonNull(condition, "condition");
        ConditionsJson.requireText("readiness/checkedBy", checkedBy);
        checkedAt = checkedAt.truncatedTo(ChronoUnit.SECONDS);
        if (note != null) {
            ConditionsJson.requireText("readiness/note", note);
        } else if (!met) {
            throw new IllegalArgumentException(
                    "'readiness/note' says what is missing when '" + condition.wireName() + "' is not met");
        }
    }
}
