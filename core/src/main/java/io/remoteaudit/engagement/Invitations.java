package io.remoteaudit.engagement;

import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an auditor gets a token without anybody sending one: a link, and a code that goes another way. Both together are
 * redeemed once, for a token. Making, redeeming, withdrawing and each wrong code are entries of the ledger. Safe for use
 * by several threads.
 */
public interface Invitations {

    /** How long an invitation can be redeemed. */
    Duration VALID_FOR = Duration.ofDays(3);

    /** How long who redeemed an invitation under a key of its own gets the same token again. */
    Duration ANSWERED_AGAIN_FOR = Duration.ofMinutes(10);

    /** How many characters such a key has at least. */
    int SHORTEST_KEY = 32;

    /** The wrong code that makes an invitation void. */
    int MOST_WRONG_CODES = 5;

    /**
     * Invites an auditor.
     *
     * @param engagementId the engagement, which need not be accepted yet
     * @param auditorId an auditor of its terms
     * @param tokenExpiresAt when the token ends that the invitation is redeemed for; at most 90 days from now, and no
     *     later than the engagement
     * @param by who invites
     * @return the invitation, whose secrets cannot be seen again
     * @throws UnknownEngagementException if there is no such engagement or auditor
     * @throws EngagementConflictException if the engagement has ended or was revoked
     * @throws IllegalArgumentException if the token would live too long or not at all
     */
    IssuedInvitation invite(String engagementId, String auditorId, Instant tokenExpiresAt, String by);

    /**
     * Takes an invitation back. Nothing changes if it was redeemed or withdrawn before.
     *
     * @param id the invitation
     * @param reason why, 1 to 1,000 characters
     * @param by who withdraws it
     * @throws UnknownEngagementException if there is no such invitation
     * @throws IllegalArgumentException if no reason is given, or a longer one
     */
    void withdraw(String id, String reason, String by);

    /**
     * The invitations of an engagement.
     *
     * @param engagementId the engagement
     * @return all that were made, oldest first
     */
    List<Invitation> of(String engagementId);

    /**
     * Finds the invitation of a link, whatever has become of it; what is sent with it proves nothing yet.
     *
     * @param secret what the link holds
     * @return the invitation, or empty if there is none
     */
    Optional<Invitation> find(String secret);

    /**
     * Redeems an invitation.
     *
     * @param secret what the link holds
     * @param code the code; its case, spaces and hyphens do not matter
     * @return a token, or empty if the invitation is unknown, used, expired, withdrawn or void, if its auditor may not
     *     get in any more, or if the code is wrong; which, is not said
     */
    Optional<IssuedToken> redeem(String secret, String code);

    /**
     * Redeems an invitation, also once more where the answer was lost. The token is derived from all that is given here
     * and a salt, so whoever brings the same gets the same token, which is kept by nobody, and who lacks a part gets none.
     *
     * @param secret what the link holds
     * @param code the code; its case, spaces and hyphens do not matter
     * @param key a secret of the redeemer's own, at least {@link #SHORTEST_KEY} characters
     * @return the token, the same for {@link #ANSWERED_AGAIN_FOR}; otherwise as without a key
     * @throws IllegalArgumentException if the key is too short
     */
    Optional<IssuedToken> redeem(String secret, String code, String key);

    /**
     * Redeems an invitation for no token, but for the bond of an identity that another vouches for. By the same identity and
     * code it can be done again, with the same outcome.
     *
     * @param secret what the link holds
     * @param code the code; its case, spaces and hyphens do not matter
     * @param identity who somebody proved to be
     * @return the bond, or empty as a token would not be given
     * @throws EngagementConflictException if the identity is bound in that engagement already; the invitation stays open
     */
    Optional<Credential> bind(String secret, String code, Identity identity);

    /**
     * Invitations kept in a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which holds the digests of secrets
     * @param engagements whose auditors are invited
     * @param clock tells what has expired
     * @return the invitations
     */
    static Invitations open(Ledger ledger, Database database, Engagements engagements, Clock clock) {
        return new LedgerInvitations(ledger, database, engagements, clock);
    }
}
