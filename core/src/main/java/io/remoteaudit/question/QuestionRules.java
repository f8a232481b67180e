package io.remoteaudit.question;

import static io.remoteaudit.question.MessageKind.ACCEPTANCE;
import static io.remoteaudit.question.MessageKind.ANSWER;
import static io.remoteaudit.question.MessageKind.CLOSING;
import static io.remoteaudit.question.MessageKind.DECLINE;
import static io.remoteaudit.question.MessageKind.FOLLOW_UP;
import static io.remoteaudit.question.MessageKind.TRANSLATION;
import static io.remoteaudit.question.MessageKind.WITHDRAWAL;

import io.remoteaudit.engagement.Party;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The life of a question as a table: what can be said in which state, and where it leads. {@code QUESTIONS.md} draws it. */
public final class QuestionRules {

    private static final List<Transition> TRANSITIONS = List.of(
            new Transition(QuestionState.OPEN, ANSWER, QuestionState.ANSWERED),
            new Transition(QuestionState.OPEN, FOLLOW_UP, QuestionState.OPEN),
            new Transition(QuestionState.OPEN, DECLINE, QuestionState.DECLINED),
            new Transition(QuestionState.OPEN, WITHDRAWAL, QuestionState.WITHDRAWN),
            new Transition(QuestionState.OPEN, TRANSLATION, QuestionState.OPEN),
            new Transition(QuestionState.ANSWERED, ANSWER, QuestionState.ANSWERED),
            new Transition(QuestionState.ANSWERED, FOLLOW_UP, QuestionState.OPEN),
            new Transition(QuestionState.ANSWERED, ACCEPTANCE, QuestionState.ACCEPTED),
            new Transition(QuestionState.ANSWERED, WITHDRAWAL, QuestionState.WITHDRAWN),
            new Transition(QuestionState.ANSWERED, TRANSLATION, QuestionState.ANSWERED),
            new Transition(QuestionState.DECLINED, ANSWER, QuestionState.ANSWERED),
            new Transition(QuestionState.DECLINED, FOLLOW_UP, QuestionState.OPEN),
            new Transition(QuestionState.DECLINED, WITHDRAWAL, QuestionState.WITHDRAWN),
            new Transition(QuestionState.DECLINED, CLOSING, QuestionState.CLOSED),
            new Transition(QuestionState.DECLINED, TRANSLATION, QuestionState.DECLINED),
            new Transition(QuestionState.ACCEPTED, ANSWER, QuestionState.ANSWERED),
            new Transition(QuestionState.ACCEPTED, FOLLOW_UP, QuestionState.OPEN),
            new Transition(QuestionState.ACCEPTED, CLOSING, QuestionState.CLOSED),
            new Transition(QuestionState.ACCEPTED, TRANSLATION, QuestionState.ACCEPTED));

    private QuestionRules() {}

    /**
     * One line of the table.
     *
     * @param from the state it begins in
     * @param kind what is said; {@link MessageKind#isOf} says by whom
     * @param to the state it leads to
     */
    public record Transition(QuestionState from, MessageKind kind, QuestionState to) {}

    /**
     * The table. What is not in it cannot be said.
     *
     * @return the transitions
     */
    public static List<Transition> transitions() {
        return TRANSITIONS;
    }

    /**
     * Where a message leads.
     *
     * @param state where the question stands
     * @param kind what is to be said
     * @return the state after it, or empty if it cannot be said
     */
    public static Optional<QuestionState> after(QuestionState state, MessageKind kind) {
        return TRANSITIONS.stream()
                .filter(transition -> transition.from() == state && transition.kind() == kind)
                .map(Transition::to)
                .findFirst();
    }

    /**
     * What one side can say.
     *
     * @param state where the question stands
     * @param party which side
     * @return the kinds, in the order of {@link MessageKind}
     */
    public static List<MessageKind> possible(QuestionState state, Party party) {
        return Arrays.stream(MessageKind.values())
                .filter(kind -> kind.isOf(party) && after(state, kind).isPresent())
                .toList();
    }

    /** The state after messages that were once written, also under the rules of an earlier release. */
    static QuestionState replay(List<Message> messages) {
        QuestionState state = QuestionState.OPEN;
        for (Message message : messages) {
            state = switch (message.kind()) {
                case QUESTION, FOLLOW_UP -> QuestionState.OPEN;
                case ANSWER -> QuestionState.ANSWERED;
                case ACCEPTANCE -> QuestionState.ACCEPTED;
                case DECLINE -> QuestionState.DECLINED;
                case WITHDRAWAL -> QuestionState.WITHDRAWN;
                case CLOSING -> QuestionState.CLOSED;
                case TRANSLATION -> state;
            };
        }
        return state;
    }
}
