package io.remoteaudit.question;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Asks, answers and closes questions. What takes an {@link Admission} is for auditors and sees one engagement only; the
 * rest is the maker's. Safe for use by several threads.
 */
public interface Questions {

    /**
     * Asks a question.
     *
     * @param admission who asks, in which engagement
     * @param question the question
     * @return the question, open
     * @throws InvalidMessageException if a text is missing or too long
     * @throws UnknownQuestionException if a pinned record version does not exist in scope
     */
    Question ask(Admission admission, NewQuestion question);

    /**
     * Asks further, in a question that was answered or is open.
     *
     * @param admission who asks
     * @param id the question
     * @param expectedVersion how many messages the asker has seen
     * @param text what is asked
     * @param language the language it is written in
     * @return the question, open again
     * @throws UnknownQuestionException if there is none of that id in the engagement
     * @throws QuestionConflictException if there are more messages than seen, or it is closed
     * @throws InvalidMessageException if the text is missing or too long
     */
    Question followUp(Admission admission, String id, int expectedVersion, String text, String language);

    /**
     * Closes a question.
     *
     * @param admission who closes it
     * @param id the question
     * @param expectedVersion how many messages the closer has seen
     * @param remark a last word; may be empty
     * @param language the language it is written in
     * @return the question, closed
     * @throws UnknownQuestionException if there is none of that id in the engagement
     * @throws QuestionConflictException if there are more messages than seen, or it is closed
     */
    Question close(Admission admission, String id, int expectedVersion, String remark, String language);

    /**
     * One question as an auditor sees it.
     *
     * @param admission who reads
     * @param id the question
     * @param ledgerSize messages with a leaf index below it are shown
     * @return the question, or empty if there is none in the engagement
     */
    Optional<Question> find(Admission admission, String id, long ledgerSize);

    /**
     * The engagement's questions, in the order they were asked.
     *
     * @param admission who reads
     * @param fromLeaf where to begin; 0 for the first
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize messages with a leaf index below it are shown
     * @return a page
     */
    QuestionPage list(Admission admission, long fromLeaf, int limit, long ledgerSize);

    /**
     * Messages of the engagement in leaf order; what an event stream sends.
     *
     * @param admission who reads
     * @param fromLeaf the first leaf index wanted
     * @param limit how many at most, from 1 to 1,000
     * @return the events
     */
    List<QuestionEvent> events(Admission admission, long fromLeaf, int limit);

    /**
     * The open questions of all engagements, the one that waits longest first; the maker's view.
     *
     * @return the questions
     */
    List<Question> pending();

    /**
     * One question with every message; the maker's view.
     *
     * @param id the question
     * @return the question, or empty if there is none
     */
    Optional<Question> inside(String id);

    /**
     * Writes or replaces the draft of an answer.
     *
     * @param id the question
     * @param text the text so far, 1 to 20,000 characters
     * @param language the language it is written in
     * @param by who writes
     * @return the draft
     * @throws UnknownQuestionException if there is no such question
     * @throws InvalidMessageException if the text is missing or too long
     */
    AnswerDraft draft(String id, String text, String language, String by);

    /**
     * The draft of an answer.
     *
     * @param id the question
     * @return the draft, or empty if nobody has written one
     */
    Optional<AnswerDraft> draftOf(String id);

    /**
     * Releases the draft: from then on the auditors see it.
     *
     * @param id the question
     * @param expectedVersion how many messages the releaser has seen
     * @param by who releases it
     * @return the question, answered
     * @throws UnknownQuestionException if there is no such question
     * @throws QuestionConflictException if there is no draft, there are more messages than seen, or it is closed
     */
    Question release(String id, int expectedVersion, String by);

    /**
     * Questions kept in a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which holds drafts
     * @param records tells whether a pinned record version is in scope
     * @param clock gives the times of drafts
     * @return the questions
     */
    static Questions open(Ledger ledger, Database database, ScopedRecords records, Clock clock) {
        return new LedgerQuestions(ledger, new Drafts(database), database, records, clock);
    }
}
