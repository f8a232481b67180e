package io.remoteaudit.question;

/**
 * A message that came into the ledger.
 *
 * @param leafIndex its place, which orders all events and names this one
 * @param questionId the question it belongs to
 * @param message the message
 */
public record QuestionEvent(long leafIndex, String questionId, Message message) {}
