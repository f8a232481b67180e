package io.remoteaudit.question;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A question with its messages.
 *
 * @param id its id
 * @param engagement the engagement it was asked in
 * @param title what it is about, in a line
 * @param topic what it is about
 * @param messages in order, the first one the question
 * @param superseded the pins whose record has a newer version than the pinned one, as far as the reader may see it
 */
public record Question(
        String id, String engagement, String title, Topic topic, List<Message> messages, Set<Pin> superseded) {

    /** Copies the lists. */
    public Question {
        Objects.requireNonNull(topic, "topic");
        messages = List.copyOf(messages);
        superseded = Set.copyOf(superseded);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A question has a message");
        }
    }

    /**
     * The record versions it is about.
     *
     * @return the topic's pins
     */
    public List<Pin> pins() {
        return topic.pins();
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
        return QuestionRules.replay(messages);
    }

    /**
     * Whether the maker is late.
     *
     * @param today the day it is
     * @return true if it is open and its due day is over
     */
    public boolean overdue(LocalDate today) {
        LocalDate due = topic.due();
        return state() == QuestionState.OPEN && due != null && due.isBefore(today);
    }

    /**
     * It as a message left it. Whoever adds one is answered with this: what the other side adds an instant later would else be
     * taken for seen.
     *
     * @param version how many messages, from 1 to {@link #version()}
     * @return it with no more of them
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public Question upTo(int version) {
        return new Question(id, engagement, title, topic, messages.subList(0, version), superseded);
    }
}
