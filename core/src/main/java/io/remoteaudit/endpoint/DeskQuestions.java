package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.MessageJson;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.question.AnswerDraft;
import io.remoteaudit.question.Assignment;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.record.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the desk shows of questions: the inbox, and each question with all that is known of it inside. */
final class DeskQuestions {

    private static final String PENDING = "pending";
    private static final String ALL = "all";

    private final AuditServices services;
    private final AttachmentTextStates states;

    DeskQuestions(AuditServices services) {
        this.services = services;
        this.states = new AttachmentTextStates(services.attachmentTexts());
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "questions", new DeskOperation(StaffRole.VIEW, Set.of("state", "assignee"), this::list));
        routes.add("GET", "questions/{question}", new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
    }

    private Document list(DeskCall call) {
        String state = call.query().text("state", 20).orElse("");
        if (!state.equals(PENDING) && !state.equals(ALL)) {
            throw Refusal.parameter("state", "choice", PENDING + ", " + ALL);
        }
        List<Question> found = state.equals(PENDING)
                ? services.answers().pending()
                : services.answers().all();
        Map<String, Assignment> assignments = services.answers().assignments(found);
        Optional<String> assignee = call.query().text("assignee", QuestionBody.LONGEST_NAME);
        List<Question> shown = found.stream()
                .filter(question -> assignee.isEmpty()
                        || Optional.ofNullable(assignments.get(question.id()))
                                .filter(assignment -> assignment.assignee().equals(assignee.get()))
                                .isPresent())
                .toList();
        return Document.json(
                new Page<>(shown, shown.size(), null)
                        .toJson(question -> json(question, Optional.ofNullable(assignments.get(question.id())))),
                shown.size());
    }

    private Document one(DeskCall call) {
        return reply(find(call), call.locale());
    }

    Question find(DeskCall call) {
        return services.answers().find(call.path("question")).orElseThrow(Refusal::notFound);
    }

    /** A question with its drafts, its notes, and the records it is about, unmasked. */
    Document reply(Question question, Locale locale) {
        Assignment assignment =
                services.answers().assignments(List.of(question)).get(question.id());
        ObjectNode json = json(question, Optional.ofNullable(assignment));
        ArrayNode drafts = json.putArray("drafts");
        services.answers().drafts(question.id()).forEach(draft -> drafts.add(json(draft)));
        json.put("draftVersion", services.answers().draftVersion(question.id()));
        ArrayNode notes = json.putArray("notes");
        services.answers()
                .notes(question.id())
                .forEach(note -> notes.addObject()
                        .put("number", note.number())
                        .put("text", note.text())
                        .put("by", note.by())
                        .put("at", note.at().toString()));
        ArrayNode records = json.putArray("records");
        long size = services.ledger().size();
        for (Pin pin : question.pins()) {
            services.records()
                    .find(Scope.everything(), pin.recordId(), pin.version(), size)
                    .ifPresent(view -> records.add(states.addTo(view.toJson(), view, locale)));
        }
        return Document.json(json, 1).tagged(QuestionResources.tag(question));
    }

    private ObjectNode json(Question question, Optional<Assignment> assignment) {
        ObjectNode json = QuestionJson.write(question, Party.MAKER);
        json.put("engagement", question.engagement());
        json.put("overdue", question.overdue(LocalDate.now(services.clock())));
        if (assignment.isPresent()) {
            ObjectNode assigned = json.putObject("assignment");
            assigned.put("assignee", assignment.get().assignee());
            String by = assignment.get().by();
            Instant at = assignment.get().at();
            if (by != null && at != null) {
                assigned.put("by", by).put("at", at.toString());
            }
        }
        Optional<AnswerDraft> draft = services.answers().draftOf(question.id());
        if (draft.isPresent()) {
            json.set("draft", json(draft.get()));
        } else {
            json.putNull("draft");
        }
        return json;
    }

    private static ObjectNode json(AnswerDraft draft) {
        ObjectNode json = Json.object();
        json.put("version", draft.version());
        json.put("text", draft.content().text());
        json.put("language", draft.content().language());
        MessageJson.putTranslation(json, draft.content().translation());
        json.set("attachments", MessageJson.write(draft.content().attachments()));
        json.put("by", draft.by());
        json.put("at", draft.at().toString());
        return json;
    }
}
