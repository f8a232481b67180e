package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionConflictException;
import io.remoteaudit.question.QuestionPage;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.search.SearchRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asking, going on to the end of a question, taking the files of answers, and hearing of answers. */
final class QuestionResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_QUERY = 512;
    private static final String LIST = "questions";

    /** A message is based on what is committed: what waits for its place in the ledger has happened already. */
    private static final long UNSEQUENCED_TOO = Long.MAX_VALUE;

    private static final List<MessageKind> OF_THE_BODY = Arrays.stream(MessageKind.values())
            .filter(kind -> kind.isOf(Party.BODY) && kind != MessageKind.QUESTION)
            .toList();

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
                Operation.read("questions", null, Set.of("q", "limit", "cursor", "ledgerSize"), this::list)
                        .followingUp());
        routes.add("POST", questions, Operation.change("ask", Right.ASK, this::ask));
        routes.add(
                "GET",
                questions + "/events",
                Operation.read("question-events", null, Set.of(), this::events).lasting());
        routes.add(
                "GET",
                questions + "/{question}",
                Operation.read("question", null, Set.of("ledgerSize"), this::one)
                        .followingUp());
        routes.add(
                "POST",
                questions + "/{question}/messages",
                Operation.change("question-message", Right.ASK, this::addMessage));
        routes.add(
                "GET",
                questions + "/{question}/messages/{message}/attachments/{name}",
                Operation.read("question-attachment", Right.DOWNLOAD, Set.of("ledgerSize"), this::attachment)
                        .followingUp());
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
                        new Page<>(page.items(), page.total(), next).toJson(QuestionResources::json),
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
        return Document.json(new Page<>(items, ids.size(), next).toJson(QuestionResources::json), items.size())
                .at(start.ledgerSize());
    }

    private Reply one(Visit visit) {
        return reply(find(visit, visit.ledgerSize()));
    }

    private Reply ask(Visit visit) {
        NewQuestion question = QuestionBody.asked(visit.body(), services.questions(), visit.admitted(), visit.locale());
        Question asked = services.questions().ask(visit.admitted(), question);
        return placed(visit, asked).status(201).header("Location", "questions/" + PathSegment.of(asked.id()));
    }

    private Reply addMessage(Visit visit) {
        NewMessage message = QuestionBody.message(visit.body(), OF_THE_BODY, visit.locale());
        int version = expectedVersion(visit);
        Question changed;
        try {
            changed = services.questions().add(visit.admitted(), visit.path("question"), version, message);
        } catch (QuestionConflictException e) {
            boolean newer = find(visit, UNSEQUENCED_TOO).version() != version;
            throw newer ? Refusal.of(ProblemType.PRECONDITION_FAILED) : e;
        }
        return placed(visit, changed).status(201);
    }

    private int expectedVersion(Visit visit) {
        Question question = find(visit, UNSEQUENCED_TOO);
        if (visit.request().headers().all("If-Match").isEmpty()) {
            throw Refusal.of(ProblemType.PRECONDITION_REQUIRED);
        }
        if (!matches(visit.request().headers(), question)) {
            throw Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
        return question.version();
    }

    private Reply attachment(Visit visit) {
        Question question = find(visit, visit.ledgerSize());
        Attachment file = question.messages().stream()
                .filter(message -> String.valueOf(message.number()).equals(visit.path("message")))
                .flatMap(message -> message.attachments().stream())
                .filter(candidate -> candidate.name().equals(visit.path("name")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        return new Download(
                file.name(),
                file.mediaType(),
                file.size(),
                Hash.parseHex(file.sha256()),
                new ConsentItem.OfAnswer(question.id(), Integer.parseInt(visit.path("message")), file.name()),
                offset -> services.attachments().open(file, offset));
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

    /** The question as it was changed, once the ledger has placed that, so that whoever reads next sees it too. */
    private Document placed(Visit visit, Question changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        Question placed = services.questions()
                .find(visit.admitted(), changed.id(), size)
                .filter(found -> found.version() >= changed.version())
                .map(found -> found.upTo(changed.version()))
                .orElse(changed);
        return reply(placed).at(size);
    }

    private static Document reply(Question question) {
        return Document.json(json(question), 1).tagged(tag(question));
    }

    private static ObjectNode json(Question question) {
        return QuestionJson.write(question, Party.BODY);
    }

    /** A record that got a newer version changes what is shown of a question, and nothing of the question itself. */
    static String tag(Question question) {
        int superseded = question.superseded().size();
        String version = ETag.of(question.version());
        return superseded == 0 ? version : version.replaceFirst("\"$", "-" + superseded + "\"");
    }

    /** Whether a change is one of the question as it is. */
    static boolean matches(Headers headers, Question question) {
        return ETag.matches(headers, ETag.of(question.version())) || ETag.matches(headers, tag(question));
    }
}
