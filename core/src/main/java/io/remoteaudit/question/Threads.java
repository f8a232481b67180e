package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.Scope;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Questions as ledger entries: the subject is the question, the version the message's number. */
final class Threads {

    private final Ledger ledger;
    private final PinnedInScope pinned;

    Threads(Ledger ledger, PinnedInScope pinned) {
        this.ledger = ledger;
        this.pinned = pinned;
    }

    /** A question at a ledger size; what is superseded is told as a scope shows it. */
    Optional<Question> find(String id, Scope scope, long ledgerSize) {
        List<Entry> entries = ledger.versions(EntryKind.QUESTION, id).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Entry first = entries.get(0);
        Topic topic = MessageFields.topic(first);
        return Optional.of(new Question(
                id,
                String.valueOf(first.context()),
                MessageFields.text(first, "title"),
                topic,
                entries.stream().map(MessageFields::message).toList(),
                pinned.superseded(scope, topic.pins(), Math.min(ledgerSize, ledger.size()))));
    }

    Optional<Question> inside(String id) {
        return find(id, Scope.everything(), Long.MAX_VALUE);
    }

    Question require(String id) {
        return inside(id).orElseThrow(() -> unknown(id));
    }

    /** Refuses what the reader of an older version wants, and what the table does not have. */
    static void requirePossible(Question question, int expectedVersion, MessageKind kind, Party party) {
        if (question.version() != expectedVersion) {
            throw new QuestionConflictException("Question '" + question.id() + "' has " + question.version()
                    + " messages, not the " + expectedVersion + " you named; read it again and repeat");
        }
        List<MessageKind> possible = QuestionRules.possible(question.state(), party);
        if (!possible.contains(kind)) {
            throw new QuestionConflictException("Question '" + question.id() + "' is "
                    + question.state().wireName() + ", and the " + party.wireName() + " cannot add '" + kind.wireName()
                    + "'; it can add "
                    + (possible.isEmpty()
                            ? "nothing more: ask a new one"
                            : String.join(
                                    ", ",
                                    possible.stream().map(MessageKind::wireName).toList())));
        }
    }

    static void requireSound(Question question, NewMessage message) {
        if (message.kind().needsText() || !message.text().isEmpty()) {
            Wording.require("text", message.text(), Wording.LONGEST_TEXT);
        }
        Wording.requireTranslation(message.translation(), message.language());
        Integer about = message.about();
        if (about != null) {
            requireTranslatable(question, about, message.language());
        }
    }

    private static void requireTranslatable(Question question, int about, String language) {
        boolean original = about >= 1
                && about <= question.version()
                && question.messages().get(about - 1).kind() != MessageKind.TRANSLATION
                && !question.messages().get(about - 1).text().isEmpty();
        if (!original) {
            throw new InvalidMessageException(
                    "Message " + about + " of question '" + question.id() + "' has no original text to translate");
        }
        if (question.messages().get(about - 1).language().equals(Wording.language(language))) {
            throw new InvalidMessageException(
                    "Message " + about + " is in " + language + " already; translate it into another language");
        }
    }

    static SortedMap<String, JsonNode> fields(NewMessage message, String by) {
        SortedMap<String, JsonNode> fields =
                MessageFields.of(message.kind(), message.text(), message.language(), message.translation(), by);
        Integer about = message.about();
        if (about != null) {
            MessageFields.putAbout(fields, about);
        }
        return fields;
    }

    /** Adds a message of one side, and gives the question as it left it. */
    Question add(Question question, int expectedVersion, Party party, NewMessage message, String by) {
        requirePossible(question, expectedVersion, message.kind(), party);
        requireSound(question, message);
        conflictAware(question.id(), () -> ledger.append(entry(question, fields(message, by))));
        return require(question.id()).upTo(question.version() + 1);
    }

    static NewEntry entry(Question question, SortedMap<String, JsonNode> fields) {
        return new NewEntry(EntryKind.QUESTION, question.id(), question.version() + 1, question.engagement(), fields);
    }

    static void conflictAware(String id, Runnable append) {
        try {
            append.run();
        } catch (EntryConflictException e) {
            QuestionConflictException conflict = new QuestionConflictException(
                    "Question '" + id + "' has messages you have not seen; read it again and repeat");
            conflict.initCause(e);
            throw conflict;
        }
    }

    static UnknownQuestionException unknown(String id) {
        return new UnknownQuestionException("There is no question '" + id + "'");
    }
}
