package io.remoteaudit.question;

import java.time.Instant;

/**
 * What the maker is writing as an answer. Never visible outside; {@link Questions#release} makes it a message.
 *
 * @param questionId the question
 * @param text the text so far
 * @param language the language it is written in
 * @param by who wrote it last
 * @param at when
 */
public record AnswerDraft(String questionId, String text, String language, String by, Instant at) {}
