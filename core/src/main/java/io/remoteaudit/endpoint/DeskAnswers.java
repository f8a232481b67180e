package io.remoteaudit.endpoint;

import io.remoteaudit.api.MessageJson;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.question.Translation;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** What the staff does about questions: drafts, files, notes, who answers, and what goes outside. */
final class DeskAnswers {

    private static final int LONGEST_REASON = 2_000;
    private static final int MOST_FILES = 20;
    private static final int LARGEST_FILE = 25 << 20;
    private static final int LONGEST_MEDIA_TYPE = 200;
    private static final int DIGEST = 64;

    private final AuditServices services;
    private final DeskQuestions questions;

    DeskAnswers(AuditServices services) {
        this.services = services;
        this.questions = new DeskQuestions(services);
    }

    void addTo(Routes<DeskOperation> routes) {
        String one = "questions/{question}";
        routes.add("PUT", one + "/draft", change(StaffRole.ANSWER, Set.of(), this::draft));
        routes.add("POST", one + "/files", change(StaffRole.ANSWER, Set.of("name"), this::file));
        routes.add("POST", one + "/notes", change(StaffRole.ANSWER, Set.of(), this::note));
        routes.add("POST", one + "/assignment", change(StaffRole.ANSWER, Set.of(), this::assign));
        routes.add("POST", one + "/release", change(StaffRole.RELEASE, Set.of(), this::release));
        routes.add("POST", one + "/messages", change(StaffRole.RELEASE, Set.of(), this::message));
        routes.add("POST", one + "/evidence", change(StaffRole.RELEASE, Set.of(), this::evidence));
    }

    /** Whatever is done here changes something, which in an archived engagement nothing may. */
    private DeskOperation change(StaffRole role, Set<String> parameters, DeskOperation.Handler handler) {
        return new DeskOperation(role, parameters, call -> {
            DeskAgreements.requireNotArchived(services, questions.find(call).engagement());
            return handler.answer(call);
        });
    }

    /** The draft that is changed is named in the body, since the tag names the question. */
    private Document draft(DeskCall call) {
        Question question = questions.find(call);
        JsonBody body = call.body(services.limits());
        int expected = body.requiredInteger("draftVersion", 0, Integer.MAX_VALUE);
        String text = body.requiredText("text", QuestionBody.LONGEST_TEXT);
        String language = body.language("language", call.locale());
        Translation translation = QuestionBody.translation(body);
        List<Attachment> files = new ArrayList<>();
        for (JsonBody item : body.objects("attachments", MOST_FILES)) {
            OptionalLong size = item.optionalNumber("size", 0, LARGEST_FILE);
            String digest = item.requiredText("sha256", DIGEST);
            files.add(new Attachment(
                    item.requiredText("name", QuestionBody.LONGEST_NAME),
                    item.requiredText("mediaType", LONGEST_MEDIA_TYPE),
                    size.orElse(0),
                    digest));
            if (!item.has("size")) {
                item.fault("size", "required");
            }
            if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
                item.fault("sha256", "digest");
            }
            item.close();
        }
        body.end();
        return draftAware(
                call,
                expected,
                () -> services.answers()
                        .draft(
                                question.id(),
                                expected,
                                new DraftContent(text, language, translation, files),
                                call.staff().name()));
    }

    private Document draftAware(DeskCall call, int expectedDraft, Runnable work) {
        try {
            work.run();
        } catch (QuestionConflictException e) {
            boolean newer = services.answers().draftVersion(call.path("question")) != expectedDraft;
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
        return questions.reply(questions.find(call), call.locale());
    }

    /** Stores a file that a draft can name afterwards; its name, size and digest are what the draft names it by. */
    private Document file(DeskCall call) {
        questions.find(call);
        Optional<String> name =
                call.query().text("name", QuestionBody.LONGEST_NAME).filter(text -> !text.isBlank());
        if (name.isEmpty()) {
            throw Refusal.parameter("name", "missing-parameter");
        }
        String mediaType = call.request()
                .headers()
                .first("Content-Type")
                .map(type -> type.split(";", 2)[0].strip())
                .filter(type -> !type.isEmpty() && type.length() <= LONGEST_MEDIA_TYPE)
                .orElse("application/octet-stream");
        try {
            Attachment file =
                    services.attachments().store(name.get(), mediaType, new BoundedBody(call.request(), LARGEST_FILE));
            return Document.json(MessageJson.write(file), 1).status(201);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of an answer could not be taken whole", e);
        }
    }

    private Document note(DeskCall call) {
        Question question = questions.find(call);
        JsonBody body = call.body(services.limits());
        String text = body.requiredText("text", QuestionBody.LONGEST_TEXT);
        body.end();
        services.answers().note(question.id(), text, call.staff().name());
        return questions.reply(question, call.locale());
    }

    private Document assign(DeskCall call) {
        Question question = questions.find(call);
        JsonBody body = call.body(services.limits());
        String assignee = body.requiredText("assignee", QuestionBody.LONGEST_NAME);
        body.end();
        services.answers().assign(question.id(), assignee, call.staff().name());
        return questions.reply(question, call.locale());
    }

    private Document release(DeskCall call) {
        JsonBody body = call.body(services.limits());
        int draft = body.requiredInteger("draftVersion", 1, Integer.MAX_VALUE);
        body.end();
        return changed(call, question -> {
            if (services.answers().draftVersion(question.id()) != draft) {
                throw Refusal.of(ProblemType.PRECONDITION_FAILED);
            }
            return services.answers()
                    .release(
                            question.id(),
                            question.version(),
                            draft,
                            call.staff().name());
        });
    }

    private Document message(DeskCall call) {
        NewMessage message = QuestionBody.message(
                call.body(services.limits()), List.of(MessageKind.DECLINE, MessageKind.TRANSLATION), call.locale());
        return changed(
                call,
                question -> services.answers()
                        .add(
                                question.id(),
                                question.version(),
                                message,
                                call.staff().name()));
    }

    /** Does what goes outside, if the question is still as it was read. */
    private Document changed(DeskCall call, Function<Question, Question> work) {
        Question question = questions.find(call);
        if (call.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!QuestionResources.matches(call.request().headers(), question)) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        try {
            return questions.reply(work.apply(question), call.locale());
        } catch (QuestionConflictException e) {
            boolean newer = questions.find(call).version() != question.version();
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
    }

    private Document evidence(DeskCall call) {
        Question question = questions.find(call);
        JsonBody body = call.body(services.limits());
        int message = body.requiredInteger("message", 1, Integer.MAX_VALUE);
        String attachment = body.requiredText("attachment", QuestionBody.LONGEST_NAME);
        String record = body.requiredText("recordId", QuestionBody.LONGEST_NAME);
        String reason = body.requiredText("reason", LONGEST_REASON);
        body.end();
        services.answers()
                .keepAsEvidence(
                        question.id(),
                        message,
                        attachment,
                        record,
                        reason,
                        new Person(call.staff().name(), null));
        // So that the question shows at once that what it is pinned to has a newer version.
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        return questions.reply(questions.find(call), call.locale());
    }
}
