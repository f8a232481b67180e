package io.remoteaudit.finding;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * What certification bodies report about certificates, the outcome of their audits. What takes an {@link Admission} is
 * for auditors and sees one engagement only; the rest is the maker's. Safe for use by several threads.
 */
public interface Certificates {

    /**
     * Reports a decision.
     *
     * @param admission who reports it, in which engagement
     * @param decision what was decided
     * @return the report
     * @throws InvalidFindingException if a text is missing or too long, or the report to be replaced is not there
     */
    CertificateReport report(Admission admission, CertificateDecision decision);

    /**
     * One report as an auditor sees it.
     *
     * @param admission who reads
     * @param id the report
     * @param ledgerSize reports with a leaf index below it are shown
     * @return the report, or empty if there is none in the engagement
     */
    Optional<CertificateReport> find(Admission admission, String id, long ledgerSize);

    /**
     * The engagement's reports, in the order they were made.
     *
     * @param admission who reads
     * @param fromLeaf where to begin; 0 for the first
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize reports with a leaf index below it are shown
     * @return a page
     */
    CertificatePage list(Admission admission, long fromLeaf, int limit, long ledgerSize);

    /**
     * The reports of all engagements, the newest first; the maker's view.
     *
     * @return the reports
     */
    List<CertificateReport> all();

    /**
     * Reports kept in a ledger.
     *
     * @param ledger the ledger
     * @param engagements the engagements they are made in
     * @return the reports
     */
    static Certificates open(Ledger ledger, Engagements engagements) {
        return new LedgerCertificates(ledger, engagements);
    }
}
