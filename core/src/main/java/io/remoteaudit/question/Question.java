package io.remoteaudit.question;

import java.util.List;

/**
 * A question with its messages.
 *
 * @param id its id
 * @param engagement the engagement it was asked in
 * @param title what it is about, in a line
 * @param pins the record versions it is about; may be empty
 * @param messages in order, the first one the question
 */
public record Question(String id, String engagement, String title, List<Pin> pins, List<Message> messages) {

    /** Copies the lists. */
    public Question {
        pins = List.copyOf(pins);
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A question has a message");
        }
    }

    /**
     * How many messages there are, by which a change names what it changes.
     *
     * @return from 1 on
     */
    public int version() {
        return messages.size();
    }

    /**
     * Where the question stands.
     *
     * @return the state after its last message
     */
    public QuestionState state() {
        return switch (messages.get(messages.size() - 1).kind()) {
            case QUESTION, FOLLOW_UP -> QuestionState.OPEN;
            case ANSWER -> QuestionState.ANSWERED;
            case CLOSING -> QuestionState.CLOSED;
        };
    }
}
