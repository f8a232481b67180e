package io.remoteaudit.endpoint;

import io.remoteaudit.access.AccessTrail;
import io.remoteaudit.access.ExposedPersons;
import io.remoteaudit.check.IndexSelfCheck;
import io.remoteaudit.check.SelfCheck;
import io.remoteaudit.consent.Consents;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.PageSessions;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.export.Exports;
import io.remoteaudit.feed.FeedDesk;
import io.remoteaudit.finding.Certificates;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.preparation.Preparation;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.Notices;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.sampling.Samples;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.store.Database;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.trace.Lots;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * What the endpoint and the desk serve.
 *
 * @param organization who the maker is
 * @param ledger entries, checkpoints and proofs
 * @param anchors time-stamps of the ledger
 * @param records reading that takes a scope
 * @param attachments the files of records
 * @param search searching that takes a scope
 * @param lots tracing that takes a scope
 * @param attachmentTexts the text of attachments
 * @param engagements who may see what
 * @param invitations how auditors get tokens
 * @param passkeys how auditors come in without one
 * @param pageSessions who is in the pages
 * @param identities how auditors are known besides
 * @param questions what auditors ask
 * @param answers where the maker answers
 * @param notices tells the maker what happens to questions
 * @param findings what audits found
 * @param samples what auditors draw
 * @param certificates what was decided on certificates
 * @param preparation what is prepared before an audit
 * @param consents what may be downloaded where the terms ask each time
 * @param exports signed exports
 * @param accessTrail who saw what
 * @param exposedPersons who was shown to auditors abroad
 * @param database keeps the answers to requests that may be repeated
 * @param clock gives the time
 * @param limits how much is taken from one caller
 * @param lateEntryAfter how long after its event a record's entry is marked as late
 * @param selfCheck recomputes the ledger
 * @param indexCheck compares the search index with the ledger
 * @param feeds what is taken in from the maker's own systems
 */
public record AuditServices(
        Organization organization,
        Ledger ledger,
        Anchors anchors,
        ScopedRecords records,
        Attachments attachments,
        SearchIndex search,
        Lots lots,
        AttachmentTexts attachmentTexts,
        Engagements engagements,
        Invitations invitations,
        Passkeys passkeys,
        PageSessions pageSessions,
        Identities identities,
        Questions questions,
        AnswerDesk answers,
        Notices notices,
        Findings findings,
        Samples samples,
        Certificates certificates,
        Preparation preparation,
        Consents consents,
        Exports exports,
        AccessTrail accessTrail,
        ExposedPersons exposedPersons,
        Database database,
        Clock clock,
        Limits limits,
        Duration lateEntryAfter,
        SelfCheck selfCheck,
        IndexSelfCheck indexCheck,
        FeedDesk feeds) {

    /** Checks that nothing is missing. */
    public AuditServices {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(anchors, "anchors");
        Objects.requireNonNull(records, "records");
        Objects.requireNonNull(attachments, "attachments");
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(lots, "lots");
        Objects.requireNonNull(attachmentTexts, "attachmentTexts");
        Objects.requireNonNull(engagements, "engagements");
        Objects.requireNonNull(invitations, "invitations");
        Objects.requireNonNull(passkeys, "passkeys");
        Objects.requireNonNull(pageSessions, "pageSessions");
        Objects.requireNonNull(identities, "identities");
        Objects.requireNonNull(questions, "questions");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(notices, "notices");
        Objects.requireNonNull(findings, "findings");
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(preparation, "preparation");
        Objects.requireNonNull(consents, "consents");
        Objects.requireNonNull(exports, "exports");
        Objects.requireNonNull(accessTrail, "accessTrail");
        Objects.requireNonNull(exposedPersons, "exposedPersons");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(lateEntryAfter, "lateEntryAfter");
        Objects.requireNonNull(selfCheck, "selfCheck");
        Objects.requireNonNull(indexCheck, "indexCheck");
        Objects.requireNonNull(feeds, "feeds");
    }
}
