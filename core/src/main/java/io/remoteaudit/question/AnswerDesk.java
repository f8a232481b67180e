package io.remoteaudit.question;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the maker answers: what waits, who answers it, drafts that several people work on, and their release. Only what is
 * released, declined or translated goes outside. Safe for use by several threads.
 */
public interface AnswerDesk {

    /**
     * The open questions of all engagements: overdue ones first, then by the day they are due, how much they press, and
     * how long they wait.
     *
     * @return the questions
     */
    List<Question> pending();

    /**
     * The questions of all engagements, the one with the newest message first.
     *
     * @return the questions
     */
    List<Question> all();

    /**
     * One question with every message.
     *
     * @param id the question
     * @return the question, or empty if there is none
     */
    Optional<Question> find(String id);

    /**
     * Says without an answer why there is none, or gives a message in another language. Goes outside at once.
     *
     * @param id the question
     * @param expectedVersion how many messages the writer has seen
     * @param message a {@link MessageKind#DECLINE} or a {@link MessageKind#TRANSLATION}; answers are {@link #release released}
     * @param by who says it
     * @return the question with it
     * @throws UnknownQuestionException if there is no such question
     * @throws QuestionConflictException if there are more messages than seen, or the question's state does not allow it
     * @throws InvalidMessageException if a text is missing or too long, or it is an answer
     */
    Question add(String id, int expectedVersion, NewMessage message, String by);

    /**
     * Writes a version of the draft of an answer.
     *
     * @param id the question
     * @param expectedDraft the version the writer has seen, 0 if none: {@link #draftVersion}
     * @param content what it says
     * @param by who writes
     * @return the draft
     * @throws UnknownQuestionException if there is no such question
     * @throws QuestionConflictException if another has written or released meanwhile, or the question cannot be answered
     * @throws InvalidMessageException if a text is missing or too long, or a file is not stored
     */
    AnswerDraft draft(String id, int expectedDraft, DraftContent content, String by);

    /**
     * The newest version of the draft.
     *
     * @param id the question
     * @return the draft, or empty if nobody has written one since the last answer
     */
    Optional<AnswerDraft> draftOf(String id);

    /**
     * By what the next version of a draft names the one it follows.
     *
     * @param id the question
     * @return 0 before the first one; also counts what was released
     */
    int draftVersion(String id);

    /**
     * Every version of every draft, oldest first, also of answers that are released.
     *
     * @param id the question
     * @return the drafts
     */
    List<AnswerDraft> drafts(String id);

    /**
     * Releases the draft: from then on the auditors see it. The ledger keeps who released it and who wrote it; the latter
     * never goes outside.
     *
     * @param id the question
     * @param expectedVersion how many messages the releaser has seen
     * @param expectedDraft the version of the draft the releaser has read
     * @param by who releases it
     * @return the question, answered
     * @throws UnknownQuestionException if there is no such question
     * @throws QuestionConflictException if there is no draft or a newer one, there are more messages than seen, or the
     *     question cannot be answered
     */
    Question release(String id, int expectedVersion, int expectedDraft, String by);

    /**
     * Notes something for the staff alone.
     *
     * @param id the question
     * @param text the note, 1 to 20,000 characters
     * @param by who notes it
     * @throws UnknownQuestionException if there is no such question
     * @throws InvalidMessageException if the text is missing or too long
     */
    void note(String id, String text, String by);

    /**
     * The staff's notes.
     *
     * @param id the question
     * @return the notes, oldest first
     */
    List<InternalNote> notes(String id);

    /**
     * Says who is to answer.
     *
     * @param id the question
     * @param assignee the member of the staff, 1 to 200 characters
     * @param by who assigns it
     * @throws UnknownQuestionException if there is no such question
     * @throws InvalidMessageException if the name is missing or too long
     */
    void assign(String id, String assignee, String by);

    /**
     * Who is to answer each question: who it was assigned to, or else whom its category goes to.
     *
     * @param questions the questions
     * @return the assignments by the question's id; questions that nobody is to answer are missing
     */
    Map<String, Assignment> assignments(List<Question> questions);

    /**
     * Makes a file of a released answer evidence: a new version of a record holds it from then on.
     *
     * @param id the question
     * @param message the number of the answer
     * @param attachment the file's name
     * @param recordId the record
     * @param reason why the record is changed
     * @param by who does it
     * @return the record's new version
     * @throws UnknownQuestionException if there is no such question, answer, file or record
     * @throws InvalidMessageException if the record holds a file of that name already or cannot be saved with it, or the
     *     reason is missing
     * @throws QuestionConflictException if the record is changed at the same moment
     */
    int keepAsEvidence(String id, int message, String attachment, String recordId, String reason, Person by);

    /**
     * What the desk works with.
     *
     * @param ledger holds what was released
     * @param database the ledger's database, which holds drafts, notes and assignments
     * @param scoped tells what is superseded
     * @param records saves what becomes evidence
     * @param attachments holds the files
     */
    record Sources(Ledger ledger, Database database, ScopedRecords scoped, Records records, Attachments attachments) {}

    /**
     * Opens the desk.
     *
     * @param sources what it works with
     * @param assignees whom questions of a category go to unless someone else is named; may lack categories
     * @param clock gives times and the day it is
     * @return the desk
     */
    static AnswerDesk open(Sources sources, Map<QuestionCategory, String> assignees, Clock clock) {
        return new LedgerAnswerDesk(sources, assignees, clock);
    }
}
