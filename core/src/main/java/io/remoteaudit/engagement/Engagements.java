package io.remoteaudit.engagement;

import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proposes, accepts, halts, ends and revokes engagements and lets their auditors in. Every change is a ledger entry. Safe for use by
 * several threads.
 */
public interface Engagements extends AutoCloseable {

    /**
     * Proposes an engagement.
     *
     * @param id its id, letters, digits and {@code . _ -}, for example {@code ENG-2026-001}
     * @param terms its terms
     * @param by who proposes it
     * @return the engagement, accepted by nobody
     * @throws EngagementConflictException if there is one of that id
     */
    Engagement propose(String id, EngagementTerms terms, String by);

    /**
     * Changes the terms, which voids what either party accepted.
     *
     * @param id the engagement
     * @param terms the new terms
     * @param by who changes them
     * @return the engagement, accepted by nobody
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it has ended or was revoked, or another change came in between
     */
    Engagement amend(String id, EngagementTerms terms, String by);

    /**
     * Accepts the present terms for one party.
     *
     * @param id the engagement
     * @param party who accepts
     * @param digest the digest of the terms that were read
     * @param by the person who accepts for the party
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if the digest is not of the present terms, or the engagement has ended or was
     *     revoked
     * @throws IncompleteTermsException if the terms lack what the policy asks for
     * @throws ForeignRegulatorException if a foreign authority audits
     */
    Engagement accept(String id, Party party, Hash digest, String by);

    /**
     * Halts an engagement for one party; whatever is under way in it stops, as it does when it is revoked.
     *
     * @param id the engagement
     * @param party who halts it
     * @param reason why
     * @param by the person who halts it for the party
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it is neither scheduled nor active
     */
    Engagement suspend(String id, Party party, String reason, String by);

    /**
     * Lets a halted engagement go on: the maker may always, the body if it was the one that halted it.
     *
     * @param id the engagement
     * @param party who resumes it
     * @param by the person who resumes it for the party
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it is not suspended, or the maker suspended it and the body resumes
     */
    Engagement resume(String id, Party party, String by);

    /**
     * Agrees for one party to end the engagement before its time. With the second agreement it ends; an amendment voids
     * them both. Agreeing again changes nothing.
     *
     * @param id the engagement
     * @param party who agrees
     * @param reason why
     * @param by the person who agrees for the party
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it is not accepted by both, or has ended
     */
    Engagement agreeToEnd(String id, Party party, String reason, String by);

    /**
     * Puts an ended or revoked engagement away: from now on it is read inside only.
     *
     * @param id the engagement
     * @param by who archives it
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it has not ended
     */
    Engagement archive(String id, String by);

    /**
     * Notes that the means of the remote audit did not work for a time.
     *
     * @param id the engagement
     * @param party who notes it
     * @param from when it began
     * @param to when it was over; not after now
     * @param description what did not work, and what was done instead
     * @param by the person who notes it for the party
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it is not accepted by both, or holds as many notes as it may
     * @throws IllegalArgumentException if the times are not in order
     */
    Engagement noteOutage(String id, Party party, Instant from, Instant to, String description, String by);

    /**
     * What the present terms of an engagement lack for being accepted.
     *
     * @param terms the terms
     * @return each thing once; empty if nothing is missing
     */
    List<TermsGap> gaps(EngagementTerms terms);

    /**
     * Revokes an engagement for good; whatever is under way in it stops.
     *
     * @param id the engagement
     * @param reason why
     * @param by who revokes it
     * @return the engagement
     * @throws UnknownEngagementException if there is none of that id
     * @throws EngagementConflictException if it was revoked before
     */
    Engagement revoke(String id, String reason, String by);

    /**
     * One engagement.
     *
     * @param id its id
     * @return the engagement as it stands, or empty if there is none
     */
    Optional<Engagement> find(String id);

    /**
     * All engagements.
     *
     * @return the engagements in the order of their ids
     */
    List<Engagement> all();

    /**
     * Issues a token for one auditor of one engagement.
     *
     * @param engagementId the engagement, which need not be accepted yet: until then the token only shows the terms
     * @param auditorId an auditor of its terms
     * @param expiresAt when the token ends; at most 90 days from now, and no later than {@link
     *     Engagement#followUpEnd() what is followed up in the engagement}
     * @param by who issues it
     * @return the token, which cannot be seen again
     * @throws UnknownEngagementException if there is no such engagement or auditor
     * @throws EngagementConflictException if the engagement has ended or was revoked
     * @throws IllegalArgumentException if the token would live too long or not at all
     */
    default IssuedToken issueToken(String engagementId, String auditorId, Instant expiresAt, String by) {
        return issueToken(engagementId, auditorId, expiresAt, by, null);
    }

    /**
     * Issues a token that only the holder of a client certificate can use, so that it is worth nothing to whoever steals it.
     *
     * @param engagementId the engagement, which need not be accepted yet: until then the token only shows the terms
     * @param auditorId an auditor of its terms
     * @param expiresAt when the token ends; at most 90 days from now, and no later than {@link
     *     Engagement#followUpEnd() what is followed up in the engagement}
     * @param by who issues it
     * @param holder SHA-256 over the certificate's DER bytes; null for a token without one
     * @return the token, which cannot be seen again
     * @throws UnknownEngagementException if there is no such engagement or auditor
     * @throws EngagementConflictException if the engagement has ended or was revoked
     * @throws IllegalArgumentException if the token would live too long or not at all
     */
    IssuedToken issueToken(String engagementId, String auditorId, Instant expiresAt, String by, @Nullable Hash holder);

    /**
     * Binds an identity that another vouches for to one auditor of one engagement: from then on whoever proves to be it is
     * let in as that auditor, as by a token.
     *
     * @param engagementId the engagement, which need not be accepted yet
     * @param auditorId an auditor of its terms
     * @param identity the identity, bound to nobody of this engagement
     * @param expiresAt when the bond ends; at most 90 days from now, and no later than {@link
     *     Engagement#followUpEnd() what is followed up in the engagement}
     * @param by who binds it
     * @return the bond, which {@link #revokeToken} ends
     * @throws UnknownEngagementException if there is no such engagement or auditor
     * @throws EngagementConflictException if the engagement has ended or was revoked, or the identity is bound in it already
     * @throws IllegalArgumentException if the bond would last too long or not at all
     */
    Credential bind(String engagementId, String auditorId, Identity identity, Instant expiresAt, String by);

    /**
     * Revokes a token or a bond, and removes the passkeys that were registered with it; whatever is under way with any of
     * them stops. Revoking it again changes nothing.
     *
     * @param credentialId the token
     * @param reason why
     * @param by who revokes it
     * @throws UnknownEngagementException if there is no such token
     */
    void revokeToken(String credentialId, String reason, String by);

    /**
     * The tokens and bonds of an engagement.
     *
     * @param engagementId the engagement
     * @return all that were issued, oldest first; without those that passkeys gave
     */
    List<Credential> credentials(String engagementId);

    /**
     * Tells whom a token stands for.
     *
     * @param token what was sent
     * @return the caller, or empty if the token is malformed, unknown, expired or revoked, or needs a certificate; which, is
     *     not said
     */
    default Optional<Caller> authenticate(String token) {
        return authenticate(token, null);
    }

    /**
     * Tells whom a token stands for that came with a client certificate.
     *
     * @param token what was sent
     * @param certificate SHA-256 over the DER bytes of the sender's certificate; null if there was none
     * @return the caller, or empty if the token is malformed, unknown, expired or revoked, or needs another certificate;
     *     which, is not said
     */
    Optional<Caller> authenticate(String token, @Nullable Hash certificate);

    /**
     * Tells whom an identity stands for, in each engagement in which it is bound.
     *
     * @param identity who somebody proved to be
     * @param until when that proof ends by itself
     * @return the callers in the order of their engagements; empty if nobody bound it, or all bonds are expired or revoked
     */
    List<Caller> authenticate(Identity identity, Instant until);

    /**
     * Lets a caller in within the access window.
     *
     * @param caller from {@code authenticate}
     * @return the leave
     * @throws NotAdmittedException if the engagement gives no access now
     */
    Admission admit(Caller caller);

    /**
     * Lets a caller in within the access window, and afterwards for as long as findings are followed up.
     *
     * @param caller from {@code authenticate}
     * @return the leave, which tells what it is for
     * @throws NotAdmittedException if the engagement gives no access now, and no findings are followed up in it
     */
    Admission admitToFollowUp(Caller caller);

    /** Stops watching for ends. */
    @Override
    void close();

    /**
     * Engagements kept in a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which holds the digests of tokens
     * @param clock tells what has begun and ended
     * @return the engagements
     */
    static Engagements open(Ledger ledger, Database database, Clock clock) {
        return open(ledger, database, clock, AcceptancePolicy.standard());
    }

    /**
     * Engagements kept in a ledger, with a policy of the maker's own.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which holds the digests of tokens
     * @param clock tells what has begun and ended
     * @param policy what terms must say before they can be accepted
     * @return the engagements
     */
    static Engagements open(Ledger ledger, Database database, Clock clock, AcceptancePolicy policy) {
        return new LedgerEngagements(ledger, database, clock, policy);
    }
}
