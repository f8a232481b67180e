package io.remoteaudit.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries every message of every side in every state, on real questions. */
class QuestionStepsTest {

    /** What leads from a new question to each state. */
    private static final Map<QuestionState, List<MessageKind>> WAYS = new EnumMap<>(Map.of(
            QuestionState.OPEN, List.of(),
            QuestionState.ANSWERED, List.of(MessageKind.ANSWER),
            QuestionState.DECLINED, List.of(MessageKind.DECLINE),
            QuestionState.ACCEPTED, List.of(MessageKind.ANSWER, MessageKind.ACCEPTANCE),
            QuestionState.CLOSED, List.of(MessageKind.ANSWER, MessageKind.ACCEPTANCE, MessageKind.CLOSING),
            QuestionState.WITHDRAWN, List.of(MessageKind.WITHDRAWAL)));

    @TempDir
    private Path directory;

    private Maker maker;
    private Questions questions;
    private AnswerDesk desk;
    private Admission auditor;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
        questions = maker.remoteAudit().questions();
        desk = maker.remoteAudit().answers();
        Engagements engagements = maker.remoteAudit().engagements();
        auditor = engagements.admit(engagements.authenticate(maker.tokenA).orElseThrow());
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void everyMessageOfEverySideInEveryStateDoesWhatTheTableSaysOrNothing() {
        for (QuestionState state : QuestionState.values()) {
            for (MessageKind kind : MessageKind.values()) {
                for (Party party : Party.values()) {
                    tryOut(state, kind, party);
                }
            }
        }
    }

    private void tryOut(QuestionState state, MessageKind kind, Party party) {
        String what = party.wireName() + " says " + kind.wireName() + " when " + state.wireName();
        Question question = questions.ask(auditor, new NewQuestion("t", "Why?", "en", List.of()));
        for (MessageKind step : WAYS.get(state)) {
            question = say(question, step, step.isOf(Party.BODY) ? Party.BODY : Party.MAKER);
        }
        Question before = question;
        assertThat(before.state()).as(what).isEqualTo(state);
        boolean allowed = kind != MessageKind.QUESTION
                && kind.isOf(party)
                && QuestionRules.after(state, kind).isPresent();
        assertThat(QuestionRules.possible(state, party).contains(kind)).as(what).isEqualTo(allowed);
        // Only the desk writes answers, and it does for the maker alone.
        if (kind == MessageKind.ANSWER && party == Party.BODY) {
            Throwable refused = catchThrowable(
                    () -> questions.add(auditor, before.id(), before.version(), NewMessage.of(kind, "text", "en")));
            assertThat(refused).as(what).isInstanceOf(QuestionConflictException.class);
        } else if (allowed) {
            Question after = say(before, kind, party);
            assertThat(after.state())
                    .as(what)
                    .isEqualTo(QuestionRules.after(state, kind).orElseThrow());
            assertThat(after.version()).as(what).isEqualTo(before.version() + 1);
        } else {
            Throwable refused = catchThrowable(() -> say(before, kind, party));
            assertThat(refused).as(what).isInstanceOf(QuestionConflictException.class);
            Question unchanged = desk.find(before.id()).orElseThrow();
            assertThat(unchanged.version()).as(what).isEqualTo(before.version());
            assertThat(unchanged.state()).as(what).isEqualTo(state);
        }
    }

    private Question say(Question question, MessageKind kind, Party party) {
        if (kind == MessageKind.ANSWER && party == Party.MAKER) {
            AnswerDraft draft =
                    desk.draft(question.id(), desk.draftVersion(question.id()), DraftContent.of("Because", "en"), "王芳");
            return desk.release(question.id(), question.version(), draft.version(), "王芳");
        }
        NewMessage message = kind == MessageKind.TRANSLATION
                ? NewMessage.translationOf(1, "为什么？", "zh-CN")
                : NewMessage.of(kind, "text", "en");
        return party == Party.BODY
                ? questions.add(auditor, question.id(), question.version(), message)
                : desk.add(question.id(), question.version(), message, "王芳");
    }
}
