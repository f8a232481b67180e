package io.remoteaudit.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionsTest {

    @TempDir
    private Path directory;

    private Maker maker;
    private Questions questions;
    private AnswerDesk desk;
    private Ledger ledger;
    private Admission a;
    private Admission b;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
        questions = maker.remoteAudit().questions();
        desk = maker.remoteAudit().answers();
        ledger = maker.remoteAudit().ledger();
        a = admit(maker.tokenA);
        b = admit(maker.tokenB);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void questionIsAnsweredFollowedUpAndClosedWithEachMessageInTheLedger() {
        Question asked = ask(a);
        assertThat(asked.state()).isEqualTo(QuestionState.OPEN);
        desk.draft(asked.id(), 0, DraftContent.of("见附件", "zh-CN"), "王芳");
        assertThat(desk.release(asked.id(), 1, 1, "王芳").state()).isEqualTo(QuestionState.ANSWERED);
        assertThat(add(a, asked, 2, MessageKind.FOLLOW_UP, "And 2025?").state()).isEqualTo(QuestionState.OPEN);
        assertThat(add(a, asked, 3, MessageKind.WITHDRAWAL, "").state()).isEqualTo(QuestionState.WITHDRAWN);
        maker.settle();
        Question found = questions.find(a, asked.id(), ledger.size()).orElseThrow();
        assertThat(found.messages())
                .extracting(Message::kind)
                .containsExactly(
                        MessageKind.QUESTION, MessageKind.ANSWER, MessageKind.FOLLOW_UP, MessageKind.WITHDRAWAL);
        assertThat(found.messages()).extracting(Message::language).containsExactly("zh-CN", "zh-CN", "en", "en");
        assertThat(found.messages()).allMatch(message -> message.leafIndex().isPresent());
        assertThat(found.pins()).containsExactly(new Pin(Maker.RECORD_A, 1));
    }

    @Test
    void draftIsSeenInsideOnlyUntilItIsReleased() {
        Question asked = ask(a);
        desk.draft(asked.id(), 0, DraftContent.of("first", "en"), "王芳");
        desk.draft(asked.id(), 1, DraftContent.of("second", "en"), "李娜");
        maker.settle();
        assertThat(desk.draftOf(asked.id()).orElseThrow().content().text()).isEqualTo("second");
        assertThat(questions.find(a, asked.id(), ledger.size()).orElseThrow().messages())
                .hasSize(1);
        assertThat(questions.events(a, 0, 100)).hasSize(1);
        assertThat(desk.pending()).extracting(Question::id).containsExactly(asked.id());
        desk.release(asked.id(), 1, 2, "王芳");
        assertThat(desk.draftOf(asked.id())).isEmpty();
        assertThat(desk.pending()).isEmpty();
        assertThatThrownBy(() -> desk.release(asked.id(), 2, 2, "王芳")).isInstanceOf(QuestionConflictException.class);
    }

    @Test
    void questionsOfEarlierReleasesStayReadableAlsoWhereTheyWereClosedAtOnce() {
        TreeMap<String, JsonNode> asked = new TreeMap<>(Map.of(
                "kind", Json.text("question"),
                "title", Json.text("BFE"),
                "text", Json.text("Why?"),
                "language", Json.text("en"),
                "by", Json.text("Ann Auditor")));
        asked.put(
                "pins", Json.array().add(Json.object().put("id", Maker.RECORD_A).put("version", 1)));
        ledger.append(new NewEntry(EntryKind.QUESTION, "Q-old", 1, Maker.A, asked));
        TreeMap<String, JsonNode> closing = new TreeMap<>(Map.of(
                "kind", Json.text("closing"),
                "text", Json.text(""),
                "language", Json.text("en"),
                "by", Json.text("Ann Auditor")));
        ledger.append(new NewEntry(EntryKind.QUESTION, "Q-old", 2, Maker.A, closing));
        maker.settle();
        Question old = questions.find(a, "Q-old", ledger.size()).orElseThrow();
        assertThat(old.state()).isEqualTo(QuestionState.CLOSED);
        assertThat(old.pins()).containsExactly(new Pin(Maker.RECORD_A, 1));
        assertThat(old.topic().category()).isEqualTo(QuestionCategory.OTHER);
        assertThat(old.topic().priority()).isEqualTo(QuestionPriority.NORMAL);
        assertThat(old.topic().due()).isNull();
        assertThat(desk.all()).extracting(Question::id).contains("Q-old");
        assertThat(questions.list(a, 0, 10, ledger.size()).items()).contains(old);
    }

    @Test
    void pinOutsideTheScopeFailsAsOneThatDoesNotExist() {
        Throwable foreign = catchThrowable(() -> questions.ask(a, question(new Pin(Maker.RECORD_B, 1))));
        Throwable absent = catchThrowable(() -> questions.ask(a, question(new Pin("IQC/2026/9", 1))));
        assertThat(foreign).isInstanceOf(UnknownQuestionException.class).hasSameClassAs(absent);
        assertThat(foreign.getMessage().replace(Maker.RECORD_B, "?"))
                .isEqualTo(absent.getMessage().replace("IQC/2026/9", "?"));
        assertThatThrownBy(() -> questions.ask(a, question(new Pin(Maker.RECORD_A, 3))))
                .isInstanceOf(UnknownQuestionException.class);
    }

    @Test
    void anotherEngagementsQuestionIsAsOneThatDoesNotExist() {
        Question asked = ask(a);
        maker.settle();
        assertThat(questions.find(b, asked.id(), ledger.size())).isEmpty();
        assertThat(questions.list(b, 0, 10, ledger.size()).total()).isZero();
        assertThat(questions.events(b, 0, 100)).isEmpty();
        assertThatThrownBy(() -> add(b, asked, 1, MessageKind.FOLLOW_UP, "?"))
                .isInstanceOf(UnknownQuestionException.class);
        assertThatThrownBy(() -> add(b, asked, 1, MessageKind.WITHDRAWAL, ""))
                .isInstanceOf(UnknownQuestionException.class);
    }

    @Test
    void changeOfAnOlderVersionNamesBothVersionsAndClosedOnesSayWhatIsPossible() {
        Question asked = ask(a);
        add(a, asked, 1, MessageKind.FOLLOW_UP, "more");
        assertThatThrownBy(() -> add(a, asked, 1, MessageKind.FOLLOW_UP, "late"))
                .isInstanceOf(QuestionConflictException.class)
                .hasMessageContaining("has 2 messages, not the 1");
        add(a, asked, 2, MessageKind.WITHDRAWAL, "thanks");
        assertThatThrownBy(() -> add(a, asked, 3, MessageKind.FOLLOW_UP, "again"))
                .isInstanceOf(QuestionConflictException.class)
                .hasMessageContaining("ask a new one");
        assertThatThrownBy(() -> desk.draft(asked.id(), 0, DraftContent.of("late", "en"), "王芳"))
                .isInstanceOf(QuestionConflictException.class);
    }

    @Test
    void oneOfSeveralChangesAtOnceWinsAndNoQuestionAskedAtOnceIsLost() throws Exception {
        Question asked = ask(a);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> changes = new ArrayList<>();
            List<Future<Question>> asking = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                changes.add(threads.submit(() -> {
                    try {
                        add(a, asked, 1, MessageKind.FOLLOW_UP, "more");
                        return true;
                    } catch (QuestionConflictException e) {
                        return false;
                    }
                }));
                asking.add(threads.submit(() -> ask(a)));
            }
            int won = 0;
            for (Future<Boolean> change : changes) {
                won += change.get() ? 1 : 0;
            }
            List<String> ids = new ArrayList<>(List.of(asked.id()));
            for (Future<Question> question : asking) {
                ids.add(question.get().id());
            }
            assertThat(won).isEqualTo(1);
            maker.settle();
            QuestionPage page = questions.list(a, 0, 100, ledger.size());
            assertThat(page.total()).isEqualTo(7);
            assertThat(page.items()).extracting(Question::id).containsExactlyInAnyOrderElementsOf(ids);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eventsComeInLeafOrderWithNoneLostAndNoneOfAnotherEngagement() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            asked.add(ask(a).id());
            questions.ask(b, question(new Pin(Maker.RECORD_B, 1)));
        }
        maker.settle();
        List<QuestionEvent> read = new ArrayList<>();
        long from = 0;
        for (List<QuestionEvent> part = questions.events(a, from, 2);
                !part.isEmpty();
                part = questions.events(a, from, 2)) {
            read.addAll(part);
            from = part.get(part.size() - 1).leafIndex() + 1;
        }
        assertThat(read).extracting(QuestionEvent::questionId).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(read).extracting(QuestionEvent::leafIndex).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void textsAndLanguagesAreBounded() {
        for (String wrong : List.of("", " \n", "x".repeat(20_001), "a\u0000b", "a\u001bb", "a\ud83d")) {
            assertThatThrownBy(() -> questions.ask(a, new NewQuestion("t", wrong, "en", List.of())))
                    .isInstanceOf(InvalidMessageException.class);
        }
        assertThatThrownBy(() -> questions.ask(a, new NewQuestion("t", "text", "not a tag", List.of())))
                .isInstanceOf(InvalidMessageException.class);
        assertThat(questions
                        .ask(a, new NewQuestion("t", "字".repeat(20_000), "zh-CN", List.of()))
                        .version())
                .isEqualTo(1);
    }

    @Test
    void revokedEngagementTakesNoMoreMessages() {
        Question asked = ask(a);
        maker.remoteAudit().engagements().revoke(Maker.A, "over", "王芳");
        assertThatThrownBy(() -> ask(a)).isInstanceOf(NotAdmittedException.class);
        assertThatThrownBy(() -> add(a, asked, 1, MessageKind.FOLLOW_UP, "more"))
                .isInstanceOf(NotAdmittedException.class);
        assertThatThrownBy(() -> add(a, asked, 1, MessageKind.WITHDRAWAL, "")).isInstanceOf(NotAdmittedException.class);
    }

    private Question add(Admission admission, Question question, int seen, MessageKind kind, String text) {
        return questions.add(admission, question.id(), seen, NewMessage.of(kind, text, "en"));
    }

    private Question ask(Admission admission) {
        return questions.ask(admission, question(new Pin(Maker.RECORD_A, 1)));
    }

    private static NewQuestion question(Pin pin) {
        return new NewQuestion("BFE", "为什么复测？", "zh-CN", List.of(pin));
    }

    private Admission admit(String token) {
        Engagements engagements = maker.remoteAudit().engagements();
        return engagements.admit(engagements.authenticate(token).orElseThrow());
    }
}
