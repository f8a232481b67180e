package io.remoteaudit.question;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who of the staff is to answer a question.
 *
 * @param assignee the member of the staff
 * @param by who assigned it; null where it follows from the question's category
 * @param at when; null where it follows from the question's category
 */
public record Assignment(
        String assignee, @Nullable String by, @Nullable Instant at) {}
