package io.remoteaudit.question;

import java.time.Instant;

/**
 * One version of what the maker is writing as an answer. Never visible outside; {@link AnswerDesk#release} makes it a
 * message.
 *
 * @param questionId the question
 * @param version its number among the question's drafts, by which a change names what it changes
 * @param content what it says
 * @param by who wrote this version
 * @param at when
 */
public record AnswerDraft(String questionId, int version, DraftContent content, String by, Instant at) {}
