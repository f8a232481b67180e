package io.remoteaudit.sampling;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What examining one member showed.
 *
 * @param recordId the member's record
 * @param result the result
 * @param note what was seen, at most 2,000 characters; given where it could not be judged
 * @param finding the finding that was raised; null for none
 */
public record Examination(
        String recordId,
        ExaminationResult result,
        String note,
        @Nullable String finding) {

    /** Checks that nothing is missing. */
    public Examination {
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(note, "note");
    }
}
