package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.question.AnswerDraft;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.record.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The answer desk: what waits, the draft of an answer, and its release. */
final class DeskQuestions {

    private static final int LONGEST_TEXT = 20_000;
    private static final String PENDING = "pending";

    private final AuditServices services;
    private final AttachmentTextStates states;

    DeskQuestions(AuditServices services) {
        this.services = services;
        this.states = new AttachmentTextStates(services.attachmentTexts());
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "questions/{question}";
        routes.add("GET", "questions", new DeskOperation(StaffRole.VIEW, Set.of("state"), this::pending));
        routes.add("GET", one, new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
        routes.add("PUT", one + "/draft", new DeskOperation(StaffRole.ANSWER, Set.of(), this::draft));
        routes.add("POST", one + "/release", new DeskOperation(StaffRole.RELEASE, Set.of(), this::release));
    }

    private Document pending(DeskCall call) {
        if (!call.query().text("state", 20).orElse("").equals(PENDING)) {
            throw Refusal.parameter("state", "choice", PENDING);
        }
        List<Question> pending = services.questions().pending();
        return Document.json(
                new Page<>(pending, pending.size(), null).toJson(question -> json(question, false, call.locale())),
                pending.size());
    }

    private Document one(DeskCall call) {
        return reply(find(call), call.locale());
    }

    private Document draft(DeskCall call) {
        Question question = find(call);
        DeskAgreements.requireNotArchived(services, question.engagement());
        JsonBody body = call.body(services.limits());
        String text = body.requiredText("text", LONGEST_TEXT);
        String language = body.language("language", call.locale());
        body.end();
        services.questions().draft(question.id(), text, language, call.staff().name());
        return reply(question, call.locale());
    }

    private Document release(DeskCall call) {
        Question question = find(call);
        DeskAgreements.requireNotArchived(services, question.engagement());
        if (call.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!ETag.matches(call.request().headers(), ETag.of(question.version()))) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        try {
            return reply(
                    services.questions()
                            .release(
                                    question.id(),
                                    question.version(),
                                    call.staff().name()),
                    call.locale());
        } catch (QuestionConflictException e) {
            boolean newer = find(call).version() != question.version();
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
    }

    private Question find(DeskCall call) {
        return services.questions().inside(call.path("question")).orElseThrow(Refusal::notFound);
    }

    private Document reply(Question question, Locale locale) {
        return Document.json(json(question, true, locale), 1).tagged(ETag.of(question.version()));
    }

    private ObjectNode json(Question question, boolean withRecords, Locale locale) {
        ObjectNode json = QuestionJson.write(question);
        json.put("engagement", question.engagement());
        Optional<AnswerDraft> draft = services.questions().draftOf(question.id());
        if (draft.isPresent()) {
            json.putObject("draft")
                    .put("text", draft.get().text())
                    .put("language", draft.get().language())
                    .put("by", draft.get().by())
                    .put("at", draft.get().at().toString());
        } else {
            json.putNull("draft");
        }
        ArrayNode records = json.putArray("records");
        if (withRecords) {
            long size = services.ledger().size();
            for (Pin pin : question.pins()) {
                services.records()
                        .find(Scope.everything(), pin.recordId(), pin.version(), size)
                        .ifPresent(view -> records.add(states.addTo(view.toJson(), view, locale)));
            }
        }
        return json;
    }
}
