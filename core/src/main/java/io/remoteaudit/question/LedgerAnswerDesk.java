package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.InvalidRecordException;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.VersionConflictException;
import io.remoteaudit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The desk over ledger entries for what goes outside, and rows of its own for what does not. */
final class LedgerAnswerDesk implements AnswerDesk {

    private static final int MOST_FILES = 20;
    private static final int LONGEST_REASON = 2_000;
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,127}");

    private final Ledger ledger;
    private final Database database;
    private final Records records;
    private final Attachments attachments;
    private final Threads threads;
    private final OpenQuestions open;
    private final Drafts drafts;
    private final DeskRows rows;
    private final Map<QuestionCategory, String> assignees;
    private final Clock clock;

    LedgerAnswerDesk(Sources sources, Map<QuestionCategory, String> assignees, Clock clock) {
        this.ledger = sources.ledger();
        this.database = sources.database();
        this.records = sources.records();
        this.attachments = sources.attachments();
        this.threads = new Threads(ledger, new PinnedInScope(sources.scoped()));
        this.open = new OpenQuestions(ledger, threads);
        this.drafts = new Drafts(database);
        this.rows = new DeskRows(database);
        this.assignees = Map.copyOf(assignees);
        this.clock = clock;
    }

    @Override
    public List<Question> pending() {
        LocalDate today = LocalDate.now(clock);
        return open.ids().stream()
                .flatMap(id -> threads.inside(id).stream())
                .filter(question -> question.state() == QuestionState.OPEN)
                .sorted(Comparator.comparing((Question question) -> !question.overdue(today))
                        .thenComparing(LedgerAnswerDesk::due)
                        .thenComparing(question -> question.topic().priority())
                        .thenComparing(LedgerAnswerDesk::lastAt)
                        .thenComparing(Question::id))
                .toList();
    }

    @Override
    public List<Question> all() {
        return questions().stream()
                .sorted(Comparator.comparing(LedgerAnswerDesk::lastAt)
                        .reversed()
                        .thenComparing(Question::id))
                .toList();
    }

    private List<Question> questions() {
        return ledger.subjects(EntryKind.QUESTION).stream()
                .flatMap(id -> threads.inside(id).stream())
                .toList();
    }

    private static LocalDate due(Question question) {
        LocalDate due = question.topic().due();
        return due == null ? LocalDate.MAX : due;
    }

    private static Instant lastAt(Question question) {
        return question.messages().get(question.version() - 1).at();
    }

    @Override
    public Optional<Question> find(String id) {
        return threads.inside(id);
    }

    @Override
    public Question add(String id, int expectedVersion, NewMessage message, String by) {
        if (message.kind() == MessageKind.ANSWER) {
            throw new InvalidMessageException("An answer is drafted first and then released");
        }
        return threads.add(threads.require(id), expectedVersion, Party.MAKER, message, by);
    }

    @Override
    public AnswerDraft draft(String id, int expectedDraft, DraftContent content, String by) {
        Question question = threads.require(id);
        Threads.requirePossible(question, question.version(), MessageKind.ANSWER, Party.MAKER);
        Wording.require("text", content.text(), Wording.LONGEST_TEXT);
        Wording.requireTranslation(content.translation(), content.language());
        requireStored(content.attachments());
        DraftContent clean = new DraftContent(
                content.text(), Wording.language(content.language()), content.translation(), content.attachments());
        AnswerDraft draft = new AnswerDraft(id, expectedDraft + 1, clean, by, now());
        database.joining("save a draft", connection -> {
            if (drafts.history(connection, id).version() != expectedDraft) {
                throw Drafts.changed(id);
            }
            drafts.insert(connection, draft);
            return draft;
        });
        return draft;
    }

    private void requireStored(List<Attachment> files) {
        if (files.size() > MOST_FILES) {
            throw new InvalidMessageException("An answer has at most " + MOST_FILES + " files");
        }
        Set<String> names = new HashSet<>();
        for (Attachment file : files) {
            Wording.require("file name", file.name(), Wording.LONGEST_NAME);
            if (file.name().matches("(?s).*[/\\\\\n\t\r].*|\\..*")) {
                throw new InvalidMessageException("A file name has no path and does not begin with a dot");
            }
            if (!MEDIA_TYPE.matcher(file.mediaType()).matches()) {
                throw new InvalidMessageException(
                        "The type of '" + file.name() + "' must be a media type such as application/pdf");
            }
            if (!names.add(file.name().toLowerCase(Locale.ROOT))) {
                throw new InvalidMessageException("Two files are named '" + file.name() + "'; rename one");
            }
            if (!attachments.holds(file)) {
                throw new InvalidMessageException(
                        "The file '" + file.name() + "' is not stored; send its content first");
            }
        }
    }

    @Override
    public Optional<AnswerDraft> draftOf(String id) {
        return drafts.history(id).newest();
    }

    @Override
    public int draftVersion(String id) {
        return drafts.history(id).version();
    }

    @Override
    public List<AnswerDraft> drafts(String id) {
        return drafts.history(id).drafts();
    }

    @Override
    public Question release(String id, int expectedVersion, int expectedDraft, String by) {
        Question question = threads.require(id);
        Threads.requirePossible(question, expectedVersion, MessageKind.ANSWER, Party.MAKER);
        Threads.conflictAware(
                id,
                () -> database.joining(
                        "release an answer", connection -> release(connection, question, expectedDraft, by)));
        database.afterCommit(ledger::wake);
        return threads.require(id).upTo(question.version() + 1);
    }

    private Instant release(Connection connection, Question question, int expectedDraft, String by)
            throws SQLException {
        Drafts.History history = drafts.history(connection, question.id());
        AnswerDraft draft = history.newest()
                .orElseThrow(() -> new QuestionConflictException(
                        "Question '" + question.id() + "' has no draft to release; write one first"));
        if (draft.version() != expectedDraft) {
            throw Drafts.changed(question.id());
        }
        drafts.end(connection, question.id(), draft.version() + 1, by, now());
        DraftContent content = draft.content();
        SortedMap<String, JsonNode> fields =
                MessageFields.of(MessageKind.ANSWER, content.text(), content.language(), content.translation(), by);
        MessageFields.putAttachments(fields, content.attachments());
        replaced(question).ifPresent(number -> MessageFields.putAbout(fields, number));
        fields.put(
                "draftedBy",
                Json.text(history.current().stream()
                        .map(AnswerDraft::by)
                        .distinct()
                        .collect(Collectors.joining(", "))));
        return ledger.append(Threads.entry(question, fields), connection);
    }

    /** The answer that a further one takes the place of: the last one, unless more was asked since. */
    private static Optional<Integer> replaced(Question question) {
        Optional<Integer> replaced = Optional.empty();
        for (Message message : question.messages()) {
            if (message.kind() == MessageKind.ANSWER) {
                replaced = Optional.of(message.number());
            } else if (message.kind() == MessageKind.FOLLOW_UP) {
                replaced = Optional.empty();
            }
        }
        return replaced;
    }

    @Override
    public void note(String id, String text, String by) {
        threads.require(id);
        Wording.require("note", text, Wording.LONGEST_TEXT);
        rows.addNote(id, text, by, now());
    }

    @Override
    public List<InternalNote> notes(String id) {
        return rows.notes(id);
    }

    @Override
    public void assign(String id, String assignee, String by) {
        threads.require(id);
        Wording.require("assignee", assignee, Wording.LONGEST_NAME);
        rows.assign(id, assignee.strip(), by, now());
    }

    @Override
    public Map<String, Assignment> assignments(List<Question> questions) {
        Map<String, Assignment> named = rows.assignments();
        Map<String, Assignment> assignments = new HashMap<>();
        for (Question question : questions) {
            Assignment assignment = named.get(question.id());
            String usual = assignees.get(question.topic().category());
            if (assignment != null) {
                assignments.put(question.id(), assignment);
            } else if (usual != null) {
                assignments.put(question.id(), new Assignment(usual, null, null));
            }
        }
        return assignments;
    }

    @Override
    public int keepAsEvidence(String id, int message, String attachment, String recordId, String reason, Person by) {
        Wording.require("reason", reason, LONGEST_REASON);
        Attachment file = threads.require(id).messages().stream()
                .filter(answer -> answer.number() == message)
                .flatMap(answer -> answer.attachments().stream())
                .filter(candidate -> candidate.name().equals(attachment))
                .findFirst()
                .orElseThrow(() -> new UnknownQuestionException(
                        "Message " + message + " of question '" + id + "' has no file '" + attachment + "'"));
        QualityRecord newest = records.find(recordId)
                .orElseThrow(() -> new UnknownQuestionException("There is no record '" + recordId + "'"))
                .record();
        boolean taken =
                newest.attachments().stream().anyMatch(held -> held.name().equalsIgnoreCase(file.name()));
        if (taken) {
            throw new InvalidMessageException(
                    "Record '" + recordId + "' holds a file named '" + file.name() + "' already");
        }
        try {
            return records.save(newest.nextVersion(reason, by).attachment(file).build())
                    .version();
        } catch (InvalidRecordException e) {
            InvalidMessageException invalid = new InvalidMessageException(
                    "Record '" + recordId + "' cannot be saved with the file: " + e.getMessage());
            invalid.initCause(e);
            throw invalid;
        } catch (VersionConflictException e) {
            QuestionConflictException conflict =
                    new QuestionConflictException("Record '" + recordId + "' was changed at the same moment; repeat");
            conflict.initCause(e);
            throw conflict;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
