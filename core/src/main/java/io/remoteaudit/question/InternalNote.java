package io.remoteaudit.question;

import java.time.Instant;

/**
 * What members of the staff tell each other about a question. It is no ledger entry, so nothing that goes outside is made
 * from it.
 *
 * @param questionId the question
 * @param number its place among the question's notes, from 1 on
 * @param text what was noted
 * @param by who noted it
 * @param at when
 */
public record InternalNote(String questionId, int number, String text, String by, Instant at) {}
