package io.remoteaudit.finding;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.sampling.Samples;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Raises findings and leads them to their end. What takes an {@link Admission} is for auditors and sees one engagement
 * only; the rest is the maker's. Safe for use by several threads.
 */
public interface Findings {

    /**
     * Raises a finding.
     *
     * @param admission who raises it, in which engagement
     * @param statement what was found; gives no reason
     * @return the finding, raised
     * @throws InvalidFindingException if a text is missing or too long, the edition is unknown, or the evidence is not
     *     there to be seen in the engagement
     */
    Finding raise(Admission admission, FindingStatement statement);

    /**
     * Takes a step of the body's.
     *
     * @param admission who takes it
     * @param id the finding
     * @param expectedVersion how many steps that person has seen
     * @param action what is done
     * @param content what is said, of the class {@link FindingAction#content()} gives
     * @return the finding after it
     * @throws UnknownFindingException if there is none of that id in the engagement
     * @throws FindingConflictException if there are more steps than seen, or {@link FindingRules} do not let the body do
     *     this now
     * @throws InvalidFindingException as {@link #raise}
     */
    Finding step(Admission admission, String id, int expectedVersion, FindingAction action, StepContent content);

    /**
     * One finding as an auditor sees it.
     *
     * @param admission who reads
     * @param id the finding
     * @param ledgerSize steps with a leaf index below it are shown
     * @return the finding, or empty if there is none in the engagement
     */
    Optional<Finding> find(Admission admission, String id, long ledgerSize);

    /**
     * The engagement's findings, in the order they were raised.
     *
     * @param admission who reads
     * @param filter which are wanted
     * @param from the place of the first one wanted among those the filter accepts, from 0 on
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize steps with a leaf index below it are shown
     * @return a page
     */
    FindingPage list(Admission admission, FindingFilter filter, int from, int limit, long ledgerSize);

    /**
     * Steps of the engagement's findings, in the order they came into the ledger.
     *
     * @param admission who follows them
     * @param fromLeaf the first leaf index wanted
     * @param limit how many at most, from 1 to 200
     * @return the steps
     */
    List<FindingEvent> events(Admission admission, long fromLeaf, int limit);

    /**
     * The findings of all engagements; the maker's view. Those the maker is late with come first, then those that wait
     * for the maker by the day they are due, then those that wait for the body, then the rest; the older one first.
     *
     * @return the findings
     */
    List<Finding> all();

    /**
     * One finding with every step; the maker's view.
     *
     * @param id the finding
     * @return the finding, or empty if there is none
     */
    Optional<Finding> inside(String id);

    /**
     * Takes a step of the maker's.
     *
     * @param id the finding
     * @param expectedVersion how many steps that person has seen
     * @param action what is done
     * @param content what is said, of the class {@link FindingAction#content()} gives
     * @param by who takes it
     * @return the finding after it
     * @throws UnknownFindingException if there is no such finding
     * @throws FindingConflictException if there are more steps than seen, or {@link FindingRules} do not let the maker do
     *     this now
     * @throws InvalidFindingException if a text is missing or too long, or the evidence is not there to be seen in the
     *     engagement
     */
    Finding stepInside(String id, int expectedVersion, FindingAction action, StepContent content, String by);

    /**
     * Whether the maker may name a piece of evidence: what it names, the engagement's auditors see.
     *
     * @param engagement the engagement
     * @param piece what is to be named
     * @return false for what is outside its scope and for what does not exist
     */
    boolean shows(Engagement engagement, Evidence piece);

    /**
     * Whether an auditor may name a piece of evidence.
     *
     * @param admission who would name it
     * @param piece what is to be named
     * @return false for what is outside the scope, for what does not exist, and once the access is over for records that
     *     neither a finding nor a question names yet
     */
    boolean shows(Admission admission, Evidence piece);

    /**
     * The records a leave shows: all in scope within the access window, and once that is over only the versions that the
     * engagement's findings and questions name.
     *
     * @param admission who reads
     * @return the records, to be read with the admission's scope for this one request
     */
    ScopedRecords records(Admission admission);

    /**
     * Whether a finding may be against an edition.
     *
     * @param engagement the engagement
     * @param edition the edition's id, for example {@code ISO 9001:2015}
     * @return true for editions of the catalogue and for the engagement's criteria
     */
    boolean knowsEdition(Engagement engagement, String edition);

    /**
     * Findings kept in a ledger.
     *
     * @param ledger the ledger
     * @param engagements tells what an engagement's scope is
     * @param records tells whether a record version is in scope
     * @param questions tells whether a question is the engagement's
     * @param samples tells whether a sample is the engagement's
     * @param catalogue the editions a finding may be against besides the engagement's criteria
     * @param clock tells which day it is, in its zone
     * @return the findings
     */
    static Findings open(
            Ledger ledger,
            Engagements engagements,
            ScopedRecords records,
            Questions questions,
            Samples samples,
            Catalogue catalogue,
            Clock clock) {
        return new LedgerFindings(
                ledger, engagements, new EvidenceInScope(ledger, records, questions, samples), catalogue, clock);
    }
}
