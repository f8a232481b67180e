package io.remoteaudit.endpoint;

import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.question.QuestionPage;
import io.remoteaudit.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asking, following up, closing, and hearing of answers. */
final class QuestionResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_QUERY = 512;
    private static final int LONGEST_ID = 200;
    private static final int MOST_PINS = 50;
    private static final String LIST = "questions";

    private final AuditServices services;
    private final ListCursors cursors;
    private final EventStreams streams;

    QuestionResources(AuditServices services, ListCursors cursors, EventStreams streams) {
        this.services = services;
        this.cursors = cursors;
        this.streams = streams;
    }

    void addTo(Routes<Operation> routes) {
        String questions = "engagements/{engagement}/questions";
        routes.add(
                "GET",
                questions,
                Operation.read("questions", null, Set.of("q", "limit", "cursor", "ledgerSize"), this::list));
        routes.add("POST", questions, Operation.change("ask", Right.ASK, this::ask));
        routes.add("GET", questions + "/events", Operation.read("question-events", null, Set.of(), this::events));
        routes.add("GET", questions + "/{question}", Operation.read("question", null, Set.of("ledgerSize"), this::one));
        routes.add(
                "POST",
                questions + "/{question}/messages",
                Operation.change("question-message", Right.ASK, this::addMessage));
    }

    private Reply list(Visit visit) {
        Optional<String> words = visit.query().text("q", LONGEST_QUERY).filter(query -> !query.isBlank());
        if (words.isPresent()) {
            return found(visit, words.get());
        }
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        QuestionPage page = services.questions().list(visit.admitted(), start.position(), limit, start.ledgerSize());
        String next = page.nextLeaf().isEmpty()
                ? null
                : cursors.seal(
                        LIST, visit, new ListCursors.Position(page.nextLeaf().getAsLong(), start.ledgerSize()));
        return Document.json(
                        new Page<>(page.items(), page.total(), next).toJson(QuestionJson::write),
                        page.items().size())
                .at(start.ledgerSize());
    }

    /** The questions that hold some words; a page begins at a place in the list of all that do. */
    private Reply found(Visit visit, String words) {
        String list = LIST + "\n" + words;
        ListCursors.Position start = cursors.position(list, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        List<String> ids =
                services.search().questions(visit.admitted().engagement().id(), words, start.ledgerSize());
        int first = (int) Math.min(start.position(), ids.size());
        int end = Math.min(ids.size(), first + limit);
        List<Question> items = new ArrayList<>();
        for (String id : ids.subList(first, end)) {
            items.add(services.questions()
                    .find(visit.admitted(), id, start.ledgerSize())
                    .orElseThrow(() -> new IllegalStateException(
                            "The index found question '" + id + "', which the ledger does not show")));
        }
        String next =
                end == ids.size() ? null : cursors.seal(list, visit, new ListCursors.Position(end, start.ledgerSize()));
        return Document.json(new Page<>(items, ids.size(), next).toJson(QuestionJson::write), items.size())
                .at(start.ledgerSize());
    }

    private Reply one(Visit visit) {
        return reply(find(visit, visit.ledgerSize()));
    }

    private Reply ask(Visit visit) {
        JsonBody body = visit.body();
        String title = body.requiredText("title", LONGEST_TITLE);
        String text = body.requiredText("text", LONGEST_TEXT);
        String language = body.language("language", visit.locale());
        List<Pin> pins = pins(visit, body);
        body.end();
        Question asked = services.questions().ask(visit.admitted(), new NewQuestion(title, text, language, pins));
        return placed(visit, asked).status(201).header("Location", "questions/" + PathSegment.of(asked.id()));
    }

    /** A version outside the scope is refused as one that does not exist is. */
    private List<Pin> pins(Visit visit, JsonBody body) {
        List<Pin> pins = new ArrayList<>();
        for (JsonBody item : body.objects("pins", MOST_PINS)) {
            Pin pin = new Pin(
                    item.requiredText("recordId", LONGEST_ID), item.requiredInteger("version", 1, Integer.MAX_VALUE));
            item.close();
            boolean visible = services.records()
                    .find(
                            visit.scope(),
                            pin.recordId(),
                            pin.version(),
                            services.ledger().size())
                    .isPresent();
            if (!visible) {
                item.fault("", "pin");
            }
            pins.add(pin);
        }
        return pins;
    }

    private Reply addMessage(Visit visit) {
        JsonBody body = visit.body();
        Optional<String> kind =
                body.choice("kind", List.of(MessageKind.FOLLOW_UP.wireName(), MessageKind.CLOSING.wireName()));
        boolean followUp = kind.isPresent() && kind.get().equals(MessageKind.FOLLOW_UP.wireName());
        String text = followUp
                ? body.requiredText("text", LONGEST_TEXT)
                : body.optionalText("text", 0, LONGEST_TEXT).orElse("");
        String language = body.language("language", visit.locale());
        body.end();
        int version = expectedVersion(visit);
        String id = visit.path("question");
        Question changed;
        try {
            changed = followUp
                    ? services.questions().followUp(visit.admitted(), id, version, text, language)
                    : services.questions().close(visit.admitted(), id, version, text, language);
        } catch (QuestionConflictException e) {
            boolean newer = find(visit, services.ledger().size()).version() != version;
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
        return placed(visit, changed).status(201);
    }

    private int expectedVersion(Visit visit) {
        int version = find(visit, services.ledger().size()).version();
        if (visit.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!ETag.matches(visit.request().headers(), ETag.of(version))) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        return version;
    }

    private Reply events(Visit visit) {
        List<String> last = visit.request().headers().all("Last-Event-ID");
        if (last.size() > 1 || !last.stream().allMatch(id -> id.matches("[0-9]{1,18}"))) {
            throw Refusal.parameter("Last-Event-ID", "header");
        }
        long after = last.isEmpty() ? visit.ledgerSize() - 1 : Long.parseLong(last.get(0));
        return new Live(streams.begin(visit, after));
    }

    private Question find(Visit visit, long ledgerSize) {
        return services.questions()
                .find(visit.admitted(), visit.path("question"), ledgerSize)
                .orElseThrow(Refusal::notFound);
    }

    /** The question once the ledger has placed its newest message, so that whoever reads next sees the same. */
    private Document placed(Visit visit, Question changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        Question placed = services.questions()
                .find(visit.admitted(), changed.id(), size)
                .filter(found -> found.version() >= changed.version())
                .orElse(changed);
        return reply(placed).at(size);
    }

    private static Document reply(Question question) {
        return Document.json(QuestionJson.write(question), 1).tagged(ETag.of(question.version()));
    }
}
