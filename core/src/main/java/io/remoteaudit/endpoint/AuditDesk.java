package io.remoteaudit.endpoint;

import java.util.List;

/**
 * The maker's own desk: what quality staff does around audits. JSON below {@code /audit-desk/api}, behind the host's
 * login; it is no part of the standard and changes with this library. Safe for use by several threads.
 *
 * <p>Habits as those of the audit endpoint: problem documents, {@code items}, {@code total} and {@code nextCursor},
 * {@code Accept-Language}. Every request other than GET and HEAD needs {@code X-Requested-With: remote-audit-desk} and must
 * come from the same origin. Schemas named here are those of {@code openapi.yaml}.
 *
 * <table>
 * <caption>Resources below {@code /audit-desk/api}</caption>
 * <thead><tr><th>request</th><th>role</th><th>JSON</th></tr></thead>
 * <tbody>
 * <tr><td>{@code GET session}</td><td>any</td>
 *   <td>{@code {name, roles: [view|answer|release|manage], organization: {id, name}, pendingQuestions,
 *   overdueQuestions, waitingFindings, waitingConsents, sources}}, those that wait for the maker, and how many sources
 *   there are</td></tr>
 * <tr><td>{@code GET engagements}</td><td>view</td>
 *   <td>{@code {items: [DeskEngagement], total, nextCursor: null}}, newest first. DeskEngagement is
 *   {@code Engagement} without {@code auditor} and with {@code revocation: {by, at, reason}} when revoked,
 *   {@code archival: {by, at}} when archived and
 *   {@code credentials: [Credential]}, {@code invitations: [Invitation]}, {@code passkeys: [Passkey]}, {@code knownBy:
 *   {issuers: [text], certificates}}</td></tr>
 * <tr><td>{@code GET engagements/{e}}</td><td>view</td><td>{@code DeskEngagement}</td></tr>
 * <tr><td>{@code POST engagements} {@code {id, terms: Terms}}</td><td>manage</td>
 *   <td>proposes: 201 {@code DeskEngagement}</td></tr>
 * <tr><td>{@code PUT engagements/{e}/terms} {@code {digest, terms: Terms}}</td><td>manage</td>
 *   <td>amends the terms of that digest, which voids both acceptances: {@code DeskEngagement}; 409 if they have
 *   changed</td></tr>
 * <tr><td>{@code POST engagements/{e}/suspension} {@code {reason}}, {@code …/resumption} {@code {}}, {@code …/ending}
 *   {@code {reason}}, {@code …/archival} {@code {}}, {@code …/outages} {@code {from, to, description}}</td><td>manage</td>
 *   <td>{@code DeskEngagement}; 409 where {@code ENGAGEMENTS.md} does not allow it</td></tr>
 * <tr><td>{@code POST engagements/{e}/acceptance} {@code {digest}}</td><td>manage</td>
 *   <td>accepts for the maker: {@code DeskEngagement}; 409 if the terms have changed or lack something, 403 for a
 *   foreign authority</td></tr>
 * <tr><td>{@code GET engagements/{e}/ict-statement}</td><td>view</td><td>{@code IctStatement}</td></tr>
 * <tr><td>{@code POST engagements/{e}/revocation} {@code {reason}}</td><td>manage</td>
 *   <td>{@code DeskEngagement}; acts at once on everything that is under way</td></tr>
 * <tr><td>{@code POST engagements/{e}/credentials} {@code {auditorId, expiresAt, certificate}}</td><td>manage</td>
 *   <td>201 {@code {id, token, expiresAt}}; the token is shown this once. With {@code certificate}, a SHA-256 thumbprint, only
 *   the holder of that client certificate can use it</td></tr>
 * <tr><td>{@code POST engagements/{e}/credentials/{c}/revocation} {@code {reason}}</td><td>manage</td>
 *   <td>{@code DeskEngagement}. Credential is {@code {id, kind: token|identity, auditorId, issuedAt, issuedBy, expiresAt,
 *   state: active|expired|revoked}}, with {@code issuer} and {@code subject} of a person, or with {@code certificate}</td></tr>
 * <tr><td>{@code POST engagements/{e}/bonds} {@code {auditorId, expiresAt, issuer, subject}} or {@code {auditorId, expiresAt,
 *   certificate}}</td><td>manage</td>
 *   <td>binds a person of a configured identity provider, or the SHA-256 thumbprint of a client certificate, to the auditor:
 *   201 {@code DeskEngagement}, where it is a Credential; 409 if it is bound in this engagement already</td></tr>
 * <tr><td>{@code POST engagements/{e}/invitations} {@code {auditorId, expiresAt}}</td><td>manage</td>
 *   <td>invites the auditor to get a token that ends then: 201 {@code {id, invitation, code, expiresAt}}. The invitation
 *   goes into a link, the code another way; both are shown this once</td></tr>
 * <tr><td>{@code POST engagements/{e}/invitations/{i}/withdrawal} {@code {}}</td><td>manage</td>
 *   <td>{@code DeskEngagement}. Invitation is {@code {id, auditorId, invitedAt, invitedBy, expiresAt, wrongCodes, state:
 *   open|redeemed|expired|void|withdrawn}}</td></tr>
 * <tr><td>{@code POST engagements/{e}/passkeys/{p}/removal} {@code {reason}}</td><td>manage</td>
 *   <td>{@code DeskEngagement}; ends at once what the passkey let in. Passkey is {@code {id, auditorId, name, registeredAt,
 *   lastUsedAt, state: active|removed, removedAt, removedBy}}, without what has not happened</td></tr>
 * <tr><td>{@code GET organization}</td><td>view</td>
 *   <td>{@code OrganizationProfile} with {@code versions: [{version, by, at, profile}]}, newest first; {@code ETag} is its
 *   version, 0 for the one the configuration gives</td></tr>
 * <tr><td>{@code PUT organization}, {@code If-Match}</td><td>manage</td>
 *   <td>keeps {@code {legalName, creditCode, head, phone, addresses, sites, responsible, certificates}} as a new version: the
 *   same; 412 if it has changed</td></tr>
 * <tr><td>{@code GET engagements/{e}/plan}, {@code …/preparation}</td><td>view</td>
 *   <td>{@code AuditPlan}, {@code PreparationList}; {@code ETag} is the version</td></tr>
 * <tr><td>{@code PUT engagements/{e}/plan}, {@code …/preparation}, {@code If-Match}</td><td>manage</td>
 *   <td>{@code {items, note}} changes what the body proposed: {@code AuditPlan}, {@code PreparationList}; 409 before it
 *   has, or unless the engagement is scheduled or active</td></tr>
 * <tr><td>{@code POST engagements/{e}/plan/confirmation}, {@code …/preparation/confirmation} {@code {note}},
 *   {@code If-Match}</td><td>manage</td>
 *   <td>confirms what the body wrote: the same; 409 if the maker wrote the newest version</td></tr>
 * <tr><td>{@code POST engagements/{e}/preparation/items/{item}} {@code {ready, note, records: [{recordId, version}]}},
 *   {@code If-Match}</td><td>release</td>
 *   <td>says how far an item is: {@code PreparationList}</td></tr>
 * <tr><td>{@code GET questions?state=pending|all&assignee=}</td><td>view</td>
 *   <td>questions that wait for an answer, overdue ones first, then by due day, priority and how long they wait; or all,
 *   newest message first: {@code {items: [DeskQuestion], total, nextCursor: null}}</td></tr>
 * <tr><td>{@code GET questions/{q}}</td><td>view</td>
 *   <td>{@code DeskQuestion}: {@code Question}, its {@code actions} those of the maker, with {@code engagement}, {@code
 *   overdue}, {@code assignment: {assignee, by, at}} if anyone is to answer, {@code draft: Draft | null}, and, of one
 *   question alone, {@code drafts: [Draft]} of all answers, {@code draftVersion}, {@code notes: [{number, text, by, at}]} and
 *   {@code records: [Record]}, the pinned versions unmasked; {@code ETag} is the question's version. Draft is {@code
 *   {version, text, language, translation, attachments: [Attachment], by, at}}</td></tr>
 * <tr><td>{@code PUT questions/{q}/draft} {@code {draftVersion, text, language, translation, attachments}}</td>
 *   <td>answer</td>
 *   <td>keeps a version of the draft: {@code DeskQuestion}; 412 if there is another version than the one named</td></tr>
 * <tr><td>{@code POST questions/{q}/files?name=}, any content up to 25 MiB</td><td>answer</td>
 *   <td>stores a file that a draft can name: 201 {@code Attachment}</td></tr>
 * <tr><td>{@code POST questions/{q}/notes} {@code {text}}</td><td>answer</td>
 *   <td>notes something for the staff alone: {@code DeskQuestion}</td></tr>
 * <tr><td>{@code POST questions/{q}/assignment} {@code {assignee}}</td><td>answer</td>
 *   <td>says who is to answer: {@code DeskQuestion}</td></tr>
 * <tr><td>{@code POST questions/{q}/release} {@code {draftVersion}}, {@code If-Match}</td><td>release</td>
 *   <td>hands the draft out as the answer: {@code DeskQuestion}; 412 if the question or the draft has changed</td></tr>
 * <tr><td>{@code POST questions/{q}/messages} {@code {kind: decline|translation, text, language, about}}, {@code
 *   If-Match}</td><td>release</td>
 *   <td>says why there is no answer, or translates message {@code about}: {@code DeskQuestion}</td></tr>
 * <tr><td>{@code POST questions/{q}/evidence} {@code {message, attachment, recordId, reason}}</td><td>release</td>
 *   <td>keeps a file of an answer as one of a record, in a new version of it: {@code DeskQuestion}</td></tr>
 * <tr><td>{@code GET notices}</td><td>view</td>
 *   <td>notices that were given up: {@code {items: [{id, type, questionId, target, createdAt, attempts, failure}], total,
 *   nextCursor: null}}, oldest first</td></tr>
 * <tr><td>{@code POST notices/{n}/replay} {@code {target}}</td><td>manage</td>
 *   <td>sends one again: the same JSON, without it</td></tr>
 * <tr><td>{@code GET findings}</td><td>view</td>
 *   <td>findings of all engagements, overdue ones first: {@code {items: [DeskFinding], total, nextCursor: null}}.
 *   DeskFinding is {@code Finding} with {@code engagement} and {@code overdue}, its {@code actions} those the maker can
 *   take</td></tr>
 * <tr><td>{@code GET engagements/{e}/samples}</td><td>view</td>
 *   <td>all samples of the engagement, drawn or not, as {@code listSamples} of the contract gives them.
 *   </td></tr>
 * <tr><td>{@code GET samples/{s}}</td><td>view</td>
 *   <td>a draw sheet, as {@code getSample} of the contract gives it, with its {@code engagement}.
 *   </td></tr>
 * <tr><td>{@code GET findings/{f}}</td><td>view</td>
 *   <td>{@code DeskFinding}; {@code ETag} is the finding's version</td></tr>
 * <tr><td>{@code GET findings/{f}/evidence?record=}</td><td>view</td>
 *   <td>the newest version of a record that the finding's auditors may see: {@code {recordId, version, title}}; 404 for
 *   any other</td></tr>
 * <tr><td>{@code POST findings/{f}/steps}, {@code If-Match}</td><td>release</td>
 *   <td>{@code {action: respond, correction, cause, correctiveAction, dueDate, language, evidence}} or {@code {action:
 *   dispute|report, text, language, evidence}}: {@code DeskFinding}; 412 if the finding has changed, 409 if its state does
 *   not allow it</td></tr>
 * <tr><td>{@code GET certificates}</td><td>view</td>
 *   <td>what was decided on certificates, newest first: {@code {items: [CertificateReport with engagement], total,
 *   nextCursor: null}}</td></tr>
 * <tr><td>{@code GET access?engagement=&limit=&cursor=}</td><td>view</td>
 *   <td>{@code AccessPage}, oldest first; of all engagements if none is named</td></tr>
 * <tr><td>{@code GET exposures}</td><td>view</td>
 *   <td>{@code {items: [{year, persons, engagements}], total, nextCursor: null}}: how many different persons records named
 *   that were shown to auditors abroad, newest year first</td></tr>
 * <tr><td>{@code GET ledger}</td><td>view</td>
 *   <td>{@code {origin, key, size, root, checkpointAt, checkpoint, indexedSize}}</td></tr>
 * <tr><td>{@code GET ledger/timestamps}</td><td>view</td>
 *   <td>{@code {authorities: [name], newest: Stamp, items: [Stamp], total}}, at most 50, largest ledger size first;
 *   {@code newest} is the given one of the largest size, and missing without one. Stamp is {@code {ledgerSize, authority,
 *   state: given|pending, since, failure}}; {@code failure} says why the last attempt failed</td></tr>
 * <tr><td>{@code GET ledger/keys}</td><td>view</td>
 *   <td>{@code {items: [{key, fromSize}], total}}, oldest first</td></tr>
 * <tr><td>{@code POST ledger/keys} {@code {reason}}</td><td>manage</td>
 *   <td>changes the ledger's key: 201 {@code {oldKey, newKey, at, reason}}; it takes effect when it is sequenced.
 *   Auditors read the reason</td></tr>
 * <tr><td>{@code GET ledger/check}</td><td>view</td>
 *   <td>{@code {reached, failed, last: {startedAt, tookMilliseconds, ledgerSize, checkpoints, defect: {row, message}}}};
 *   {@code reached}, a leaf index, while the ledger is recomputed, {@code failed} if the last time that could not be done,
 *   {@code defect} if a row is not as it was written</td></tr>
 * <tr><td>{@code POST ledger/check}</td><td>manage</td>
 *   <td>recomputes the ledger in the background: 202 and the same JSON; nothing more if that is under way</td></tr>
 * <tr><td>{@code GET index}</td><td>view</td>
 *   <td>{@code {indexedSize, ledgerSize, building: {beside, builtSize, since, perSecond, remainingSeconds}, trouble: {code,
 *   message}, check: {reached, failed, last: IndexCheck}}}; without {@code building} and {@code trouble} when there is
 *   neither. While {@code beside} is true another index answers. {@code check} has {@code reached}, a leaf index, while the
 *   index is compared with the ledger, {@code failed} if the last time that could not be done, and {@code last} once it was.
 *   IndexCheck is {@code {startedAt, tookMilliseconds, indexedSize, versions, total, differences: [{record, version,
 *   message}]}}, where a difference that is about no record lacks the first two</td></tr>
 * <tr><td>{@code POST index/rebuild}</td><td>manage</td>
 *   <td>builds the search index anew from the ledger: 202 and the same JSON; nothing more if it is being built
 *   already</td></tr>
 * <tr><td>{@code POST index/check}</td><td>manage</td>
 *   <td>compares the search index with the ledger in the background: 202 and the same JSON; nothing more if that is under
 *   way</td></tr>
 * <tr><td>{@code GET attachment-texts}</td><td>view</td>
 *   <td>records that cannot be found by all of their attachments: {@code {reasons: [{reason, message, records}], items: [{id,
 *   version, attachments: [AttachmentText]}], total}}, the 50 newest; counts are of records</td></tr>
 * <tr><td>{@code GET sources}</td><td>view</td>
 *   <td>what is taken in from the maker's own systems: {@code {items: [Source], total, nextCursor: null}}. Source is {@code
 *   {name, kind: table|files, readable, largestUpload, refused, missing, last, asked, progress: {startedAt, read, total,
 *   perSecond, remainingSeconds}, note}}: {@code readable} if it can be read when asked, {@code last} the newest report without
 *   its rows, {@code progress} while it is read on this node, {@code note: {zh, en}} why the last run asked for here was not
 *   done; without what there is not</td></tr>
 * <tr><td>{@code GET sources/{s}}</td><td>view</td><td>{@code Source}</td></tr>
 * <tr><td>{@code GET sources/{s}/reports}, {@code …/reports/{number}}</td><td>view</td>
 *   <td>the newest reports without their rows, newest first: {@code {items: [Report], total, nextCursor: null}}; one with all,
 *   and {@code texts: {zh, en}}. Report is what {@code RunReport.toJson()} gives</td></tr>
 * <tr><td>{@code GET sources/{s}/refused?after=&limit=}</td><td>view</td>
 *   <td>rows that could not become records: {@code {items: [{key, row, refusedAt, triedAt, reason: {zh, en}, dismissal: {at, by,
 *   reason}}], total, nextCursor}}; {@code total} is of those nobody dismissed, {@code nextCursor} the next page's {@code
 *   after}</td></tr>
 * <tr><td>{@code GET sources/{s}/missing?after=&limit=}</td><td>view</td>
 *   <td>rows that were deleted after they had become records: {@code {items: [{key, row, record, noticedAt}], total,
 *   nextCursor}}</td></tr>
 * <tr><td>{@code POST sources/{s}/runs}</td><td>manage</td>
 *   <td>has it read in the background: 202 {@code Source}; 409 if it is being read</td></tr>
 * <tr><td>{@code POST sources/{s}/rehearsals} {@code {records}}, 1 to 1,000</td><td>manage</td>
 *   <td>does all a table's run does but saving: a Report with {@code examples} and {@code texts}, or with {@code failure: {zh,
 *   en}} where it cannot be read</td></tr>
 * <tr><td>{@code POST sources/{s}/dismissals} {@code {key, reason}}</td><td>manage</td>
 *   <td>says that a refused row is no record: {@code Source}; 404 if it is not refused, or was dismissed</td></tr>
 * <tr><td>{@code POST sources/{s}/rewind}</td><td>manage</td>
 *   <td>has a table read from its beginning by the next run: {@code Source}</td></tr>
 * <tr><td>{@code POST sources/{s}/files?name=}, any content up to {@code largestUpload}</td><td>manage</td>
 *   <td>hands over a file, which is tried in the background: 201 {@code File}, {@code {id, name, size, by, at, state:
 *   rehearsing|rehearsed|taking|taken|failed}}; 409 if five wait. It is held for an hour, by the node that got it</td></tr>
 * <tr><td>{@code GET sources/{s}/files}, {@code …/files/{f}}</td><td>view</td>
 *   <td>{@code {items: [File], total, nextCursor: null}}, in the order they came; one with {@code report}, once it was tried or
 *   taken in</td></tr>
 * <tr><td>{@code POST sources/{s}/files/{f}/intake}</td><td>manage</td>
 *   <td>takes the file in, in the background: 202 {@code File}; 409 unless it was tried to its end, or while the source is being
 *   read</td></tr>
 * <tr><td>{@code POST sources/{s}/files/{f}/removal}</td><td>manage</td>
 *   <td>forgets the file: the list of the others</td></tr>
 * </tbody>
 * </table>
 */
public interface AuditDesk {

    /** Below this path every request belongs to the desk. */
    String PATH = "/audit-desk/api";

    /**
     * Answers a request. Never throws because of what the request holds.
     *
     * @param request a request to anything below {@link #PATH}
     * @param staff who the host says it is from
     * @return the answer
     */
    Answer handle(Request request, StaffMember staff);

    /**
     * What a request is for, for a binding that tells a host's monitoring.
     *
     * @param method its HTTP method
     * @param path its path, as it was sent, without the query
     * @return the operation
     */
    ServedOperation operation(String method, String path);

    /**
     * Opens the desk.
     *
     * @param services what it serves
     * @param observers hear of each request
     * @return the desk
     */
    static AuditDesk over(AuditServices services, List<RequestObserver> observers) {
        return new StaffDesk(services, observers);
    }
}
