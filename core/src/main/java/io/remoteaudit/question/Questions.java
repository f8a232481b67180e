package io.remoteaudit.question;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.ClauseReference;
import java.util.List;
import java.util.Optional;

/**
 * Asks questions and carries them to their end, for auditors, each of whom sees one engagement only. What the maker does
 * is with the {@link AnswerDesk}. Safe for use by several threads.
 */
public interface Questions {

    /**
     * Asks a question.
     *
     * @param admission who asks, in which engagement
     * @param question the question
     * @return the question, open
     * @throws InvalidMessageException if a text is missing or too long, or a clause is of no edition that is known
     * @throws UnknownQuestionException if what it is pinned to does not exist in scope
     */
    Question ask(Admission admission, NewQuestion question);

    /**
     * Adds a message: asks further, accepts the answer, closes, takes back, or translates.
     *
     * @param admission who says it
     * @param id the question
     * @param expectedVersion how many messages the writer has seen
     * @param message what is said
     * @return the question with it
     * @throws UnknownQuestionException if there is none of that id in the engagement
     * @throws QuestionConflictException if there are more messages than seen, or the question's state does not allow it
     * @throws InvalidMessageException if a text is missing or too long
     */
    Question add(Admission admission, String id, int expectedVersion, NewMessage message);

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
     * Whether a question may be pinned to a place in a record.
     *
     * @param admission who would ask
     * @param pin the version, field or file
     * @return true if the scope shows it, unmasked
     */
    boolean shows(Admission admission, Pin pin);

    /**
     * Whether a question may be about a lot.
     *
     * @param admission who would ask
     * @param lot the lot
     * @return true if the scope admits lots of that name, be there records of it or not
     */
    boolean admitsLot(Admission admission, String lot);

    /**
     * Whether a question may be about a clause.
     *
     * @param admission who would ask
     * @param clause the clause
     * @return true if it is written as one and its edition is in the catalogue or among the engagement's criteria
     */
    boolean knowsClause(Admission admission, ClauseReference clause);

    /**
     * One question with every message; the maker's view.
     *
     * @param id the question
     * @return the question, or empty if there is none
     */
    Optional<Question> inside(String id);

    /**
     * Questions kept in a ledger.
     *
     * @param ledger the ledger
     * @param records tells what of a record is in scope
     * @param catalogue knows the editions of standards
     * @return the questions
     */
    static Questions open(Ledger ledger, ScopedRecords records, Catalogue catalogue) {
        return new LedgerQuestions(ledger, new PinnedInScope(records), catalogue);
    }
}
