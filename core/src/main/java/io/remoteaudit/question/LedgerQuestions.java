package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Questions as ledger entries: the subject is the question, the version the message's number. */
final class LedgerQuestions implements Questions {

    private static final int FIRST = 1;
    private static final int EVERY = 0;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_PINS = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int MOST_EVENTS = 1_000;

    private final Ledger ledger;
    private final Drafts drafts;
    private final Database database;
    private final ScopedRecords records;
    private final Clock clock;

    LedgerQuestions(Ledger ledger, Drafts drafts, Database database, ScopedRecords records, Clock clock) {
        this.ledger = ledger;
        this.drafts = drafts;
        this.database = database;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Question ask(Admission admission, NewQuestion question) {
        admission.requireActive();
        requireText("title", question.title(), LONGEST_TITLE);
        requireText("text", question.text(), LONGEST_TEXT);
        if (question.pins().size() > MOST_PINS) {
            throw new InvalidMessageException("A question is pinned to at most " + MOST_PINS + " record versions");
        }
        long size = ledger.size();
        ArrayNode pins = Json.array();
        for (Pin pin : question.pins()) {
            if (records.find(admission.scope(), pin.recordId(), pin.version(), size)
                    .isEmpty()) {
                throw new UnknownQuestionException("There is no record '" + pin.recordId() + "' version "
                        + pin.version() + " to pin a question to");
            }
            pins.addObject().put("id", pin.recordId()).put("version", pin.version());
        }
        String engagement = admission.engagement().id();
        SortedMap<String, JsonNode> fields = message(
                MessageKind.QUESTION,
                question.text(),
                question.language(),
                admission.auditor().name());
        fields.put("title", Json.text(question.title()));
        fields.put("pins", pins);
        // A random part: counting up would let two auditors race for a number, and tell how many questions there are.
        String id = "Q-" + UUID.randomUUID();
        ledger.append(new NewEntry(EntryKind.QUESTION, id, FIRST, engagement, fields));
        return require(id);
    }

    @Override
    public Question followUp(Admission admission, String id, int expectedVersion, String text, String language) {
        admission.requireActive();
        requireText("text", text, LONGEST_TEXT);
        Question question = requireInside(admission, id);
        return append(
                question,
                expectedVersion,
                message(
                        MessageKind.FOLLOW_UP,
                        text,
                        language,
                        admission.auditor().name()));
    }

    @Override
    public Question close(Admission admission, String id, int expectedVersion, String remark, String language) {
        admission.requireActive();
        if (!remark.isEmpty()) {
            requireText("text", remark, LONGEST_TEXT);
        }
        Question question = requireInside(admission, id);
        return append(
                question,
                expectedVersion,
                message(
                        MessageKind.CLOSING,
                        remark,
                        language,
                        admission.auditor().name()));
    }

    @Override
    public Optional<Question> find(Admission admission, String id, long ledgerSize) {
        return question(id, ledgerSize)
                .filter(question ->
                        question.engagement().equals(admission.engagement().id()));
    }

    @Override
    public QuestionPage list(Admission admission, long fromLeaf, int limit, long ledgerSize) {
        requireLimit(limit, LARGEST_PAGE);
        String engagement = admission.engagement().id();
        List<Question> items = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        for (Entry first : ledger.inContext(EntryKind.QUESTION, engagement, FIRST, fromLeaf, ledgerSize, limit + 1)) {
            if (items.size() == limit) {
                next = first.leafIndex();
                break;
            }
            question(first.subject(), ledgerSize).ifPresent(items::add);
        }
        return new QuestionPage(items, ledger.countInContext(EntryKind.QUESTION, engagement, FIRST, ledgerSize), next);
    }

    @Override
    public List<QuestionEvent> events(Admission admission, long fromLeaf, int limit) {
        requireLimit(limit, MOST_EVENTS);
        return ledger
                .inContext(EntryKind.QUESTION, admission.engagement().id(), EVERY, fromLeaf, ledger.size(), limit)
                .stream()
                .map(entry -> new QuestionEvent(entry.leafIndex().orElseThrow(), entry.subject(), toMessage(entry)))
                .toList();
    }

    @Override
    public List<Question> pending() {
        return ledger.subjects(EntryKind.QUESTION).stream()
                .flatMap(id -> inside(id).stream())
                .filter(question -> question.state() == QuestionState.OPEN)
                .sorted(Comparator.comparing(LedgerQuestions::waitsSince))
                .toList();
    }

    @Override
    public Optional<Question> inside(String id) {
        return question(id, Long.MAX_VALUE);
    }

    @Override
    public AnswerDraft draft(String id, String text, String language, String by) {
        requireText("text", text, LONGEST_TEXT);
        Question question = require(id);
        requireNotClosed(question);
        AnswerDraft draft = new AnswerDraft(
                id, text, requireLanguage(language), by, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        drafts.put(draft);
        return draft;
    }

    @Override
    public Optional<AnswerDraft> draftOf(String id) {
        return drafts.find(id);
    }

    @Override
    public Question release(String id, int expectedVersion, String by) {
        Question question = require(id);
        requireUnchanged(question, expectedVersion);
        requireNotClosed(question);
        conflictAware(
                id,
                () -> database.joining("release an answer", connection -> {
                    AnswerDraft draft = drafts.find(connection, id)
                            .orElseThrow(() -> new QuestionConflictException(
                                    "Question '" + id + "' has no draft to release; write one first"));
                    SortedMap<String, JsonNode> fields =
                            message(MessageKind.ANSWER, draft.text(), draft.language(), by);
                    fields.put("draftedBy", Json.text(draft.by()));
                    return appendAndDelete(connection, question, fields);
                }));
        database.afterCommit(ledger::wake);
        return require(id);
    }

    private Instant appendAndDelete(Connection connection, Question question, SortedMap<String, JsonNode> fields)
            throws SQLException {
        drafts.delete(connection, question.id());
        return ledger.append(entry(question, fields), connection);
    }

    private Question append(Question question, int expectedVersion, SortedMap<String, JsonNode> fields) {
        requireUnchanged(question, expectedVersion);
        requireNotClosed(question);
        conflictAware(question.id(), () -> ledger.append(entry(question, fields)));
        return require(question.id());
    }

    private static NewEntry entry(Question question, SortedMap<String, JsonNode> fields) {
        return new NewEntry(EntryKind.QUESTION, question.id(), question.version() + 1, question.engagement(), fields);
    }

    private static void conflictAware(String id, Runnable append) {
        try {
            append.run();
        } catch (EntryConflictException e) {
            QuestionConflictException conflict = changed(id);
            conflict.initCause(e);
            throw conflict;
        }
    }

    private Optional<Question> question(String id, long ledgerSize) {
        List<Entry> entries = ledger.versions(EntryKind.QUESTION, id).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Entry first = entries.get(0);
        List<Pin> pins = new ArrayList<>();
        first.field("pins")
                .ifPresent(all -> all.forEach(pin -> pins.add(
                        new Pin(pin.path("id").asText(), pin.path("version").asInt()))));
        return Optional.of(new Question(
                id,
                String.valueOf(first.context()),
                text(first, "title"),
                pins,
                entries.stream().map(LedgerQuestions::toMessage).toList()));
    }

    private Question require(String id) {
        return inside(id).orElseThrow(() -> unknown(id));
    }

    private Question requireInside(Admission admission, String id) {
        return find(admission, id, Long.MAX_VALUE).orElseThrow(() -> unknown(id));
    }

    private static Message toMessage(Entry entry) {
        return new Message(
                entry.version(),
                MessageKind.ofWireName(text(entry, "kind")),
                text(entry, "text"),
                text(entry, "language"),
                text(entry, "by"),
                entry.at(),
                entry.leafIndex());
    }

    /** Empty where the field was erased. */
    private static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElse("");
    }

    private static SortedMap<String, JsonNode> message(MessageKind kind, String text, String language, String by) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("kind", Json.text(kind.wireName()));
        fields.put("text", Json.text(text));
        fields.put("language", Json.text(requireLanguage(language)));
        fields.put("by", Json.text(by));
        return fields;
    }

    private static Instant waitsSince(Question question) {
        return question.messages().get(question.messages().size() - 1).at();
    }

    private static void requireUnchanged(Question question, int expectedVersion) {
        if (question.version() != expectedVersion) {
            throw new QuestionConflictException("Question '" + question.id() + "' has " + question.version()
                    + " messages, not the " + expectedVersion + " you named; read it again and repeat");
        }
    }

    private static void requireNotClosed(Question question) {
        if (question.state() == QuestionState.CLOSED) {
            throw new QuestionConflictException(
                    "Question '" + question.id() + "' is closed and takes no more messages; ask a new one");
        }
    }

    private static void requireText(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new InvalidMessageException("The " + name + " must have 1 to " + longest + " characters, not "
                    + (text.isBlank() ? "none" : text.length()));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
            throw new InvalidMessageException("The " + name + " holds a control character");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidMessageException("The " + name + " holds half a character, cut in two; send it whole");
        }
    }

    private static String requireLanguage(String language) {
        String tag = Locale.forLanguageTag(language).toLanguageTag();
        if (tag.equals("und") || !tag.equalsIgnoreCase(language) || tag.length() > 35) {
            throw new InvalidMessageException("The language must be a tag such as zh-CN or en");
        }
        return tag;
    }

    private static void requireLimit(int limit, int largest) {
        if (limit < 1 || limit > largest) {
            throw new IllegalArgumentException("limit must be from 1 to " + largest + ", not " + limit);
        }
    }

    private static QuestionConflictException changed(String id) {
        return new QuestionConflictException(
                "Question '" + id + "' has messages you have not seen; read it again and repeat");
    }

    private static UnknownQuestionException unknown(String id) {
        return new UnknownQuestionException("There is no question '" + id + "'");
    }
}
