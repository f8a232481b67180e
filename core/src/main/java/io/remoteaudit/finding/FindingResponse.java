package io.remoteaudit.finding;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * The maker's response to a nonconformity (整改). Each text has 1 to 20,000 characters.
 *
 * @param correction what is done about what was found
 * @param cause why it came to it
 * @param correctiveAction what is done so that it does not come to it again
 * @param dueDate the day by which all of it is done
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param evidence what it rests on, at most 50; may be empty
 */
public record FindingResponse(
        String correction,
        String cause,
        String correctiveAction,
        LocalDate dueDate,
        String language,
        List<Evidence> evidence)
        implements StepContent {

    /** Checks that nothing is missing and copies the list. */
    public FindingResponse {
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(correctiveAction, "correctiveAction");
        Objects.requireNonNull(dueDate, "dueDate");
        Objects.requireNonNull(language, "language");
        evidence = List.copyOf(evidence);
    }
}
