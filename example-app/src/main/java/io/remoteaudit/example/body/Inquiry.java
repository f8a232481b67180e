package io.remoteaudit.example.body;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.client.QuestionListener;
import io.remoteaudit.client.QuestionSubscription;
import io.remoteaudit.client.QuestionsClient;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionEvent;
import io.remoteaudit.question.QuestionState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Questions are asked, and their answers heard by the event stream, accepted and closed. */
final class Inquiry {

    private final Audit audit;
    private final AuditLog log;
    private final QuestionsClient questions;
    private final BlockingQueue<QuestionEvent> heard = new LinkedBlockingQueue<>();
    private final AtomicReference<RemoteAuditException> end = new AtomicReference<>();

    Inquiry(Audit audit) {
        this.audit = audit;
        this.log = audit.log();
        this.questions = audit.engagement().questions();
    }

    /** Gives the questions, all of them closed. */
    List<Question> run(List<RecordDocument> sample) {
        log.step("提问，并由事件流接收答复", "Ask, and hear the answers by the event stream");
        OptionalLong last =
                OptionalLong.of(audit.engagement().ledger().checkpoint().size() - 1);
        QuestionSubscription stream = questions.follow(last, new Listener());
        try (stream) {
            RecordDocument first = sample.get(0);
            RecordDocument second = sample.get(sample.size() - 1);
            String field = first.measurements().isEmpty() ? "title" : "measurements/0";
            Question measured = ask(new NewQuestion(
                    "检验结果的依据",
                    "请说明该项结果的原始数据、所用仪器及其校准状态。",
                    Audit.CHINESE,
                    List.of(Pin.ofField(first.id(), first.version(), field))));
            Question reviewed = ask(new NewQuestion(
                    "Review of the test",
                    "Who reviewed this test before release, and where is that recorded?",
                    "en",
                    List.of(new Pin(second.id(), second.version()))));
            answered(measured);
            Question followed =
                    questions.add(questions.question(measured.id()), MessageKind.FOLLOW_UP, "校准证书编号是？", Audit.CHINESE);
            log.line("追问：校准证书编号是？", "asked further: the certificate's number?");
            answered(followed);
            answered(reviewed);
            return List.of(close(measured), close(reviewed));
        }
    }

    private Question ask(NewQuestion question) {
        Question asked = questions.ask(question);
        Pin pin = question.topic().pins().get(0);
        String place = pin.recordId() + (pin.field() == null ? "" : " " + pin.field());
        log.line(
                "提问 " + asked.id() + "：" + question.title() + "（" + place + "）",
                "asked " + asked.id() + ": " + question.title() + " (" + place + ")");
        return asked;
    }

    private void answered(Question question) {
        List<QuestionEvent> others = new ArrayList<>();
        long until = System.nanoTime() + audit.options().patience().toNanos();
        while (true) {
            QuestionEvent event = next(until);
            if (event.questionId().equals(question.id())
                    && event.message().kind() == MessageKind.ANSWER
                    && event.message().number() > question.version()) {
                log.line(
                        "答复（叶 " + event.leafIndex() + "）：" + event.message().text(),
                        "answer (leaf " + event.leafIndex() + "): "
                                + event.message().text());
                heard.addAll(others);
                return;
            }
            others.add(event);
        }
    }

    private QuestionEvent next(long until) {
        try {
            QuestionEvent event = heard.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            RemoteAuditException failure = end.get();
            if (event == null && failure != null) {
                throw failure;
            }
            if (event == null) {
                throw new UnexpectedException(
                        "没有等到答复；请企业人员在审核台答复，或以 --example.demonstration-staff=true 启动示例",
                        "No answer came; have the maker's people answer at the desk, or start the example with"
                                + " --example.demonstration-staff=true");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedException("审核被中断", "The audit was interrupted");
        }
    }

    private Question close(Question asked) {
        Question accepted = questions.add(questions.question(asked.id()), MessageKind.ACCEPTANCE, "", Audit.CHINESE);
        Question closed = questions.add(accepted, MessageKind.CLOSING, "", Audit.CHINESE);
        Audit.require(
                closed.state() == QuestionState.CLOSED,
                "提问 " + closed.id() + " 未关闭",
                "Question " + closed.id() + " is not closed");
        log.line(
                closed.id() + " 已接受并关闭，共 " + closed.version() + " 条消息",
                closed.id() + " accepted and closed, " + closed.version() + " messages");
        return closed;
    }

    /** Keeps what is heard, each event once. */
    private final class Listener implements QuestionListener {

        @Override
        public void onMessage(QuestionEvent event) {
            heard.add(event);
        }

        @Override
        public void onEnd(RemoteAuditException failure) {
            end.set(failure);
        }
    }
}
