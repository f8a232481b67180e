package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the auditor's pages. A session stands for one credential, is good for the browser that holds its secret, and
 * ends with the credential, by itself, or when the auditor leaves. Kept in the database, so that every node knows it. Safe
 * for use by several threads.
 */
public interface PageSessions {

    /** After how long without use a session ends. */
    Duration IDLE = Duration.ofMinutes(15);

    /** After how long a session ends however much it is used. */
    Duration LONGEST = Duration.ofHours(8);

    /**
     * How often at most a use is noted, since not every request shall write. So a session ends at the latest {@link #IDLE}
     * after its last use, and at most this long before.
     */
    Duration NOTED_EVERY = Duration.ofMinutes(1);

    /**
     * Lets an auditor into the pages.
     *
     * @param credentialId what the auditor has proved to have
     * @return the session, which ends no later than the credential
     * @throws UnknownEngagementException if there is no such credential, or it has ended
     */
    OpenedPageSession open(String credentialId);

    /**
     * The session of a secret.
     *
     * @param secret what a cookie holds
     * @return the session, also one that ended by time not long ago; empty if it is unknown, was left, or ended long ago
     */
    Optional<PageSession> find(String secret);

    /**
     * Tells whom a session stands for.
     *
     * @param session the session
     * @param certificate SHA-256 over the DER bytes of the sender's client certificate; null if there was none
     * @return the caller; empty if the session, its credential or its engagement has ended for good, or the credential needs
     *     another certificate
     */
    Optional<Caller> authenticate(PageSession session, @Nullable Hash certificate);

    /**
     * Notes that somebody uses a session, unless that was noted a short time ago.
     *
     * @param session the session
     * @return the session as it is now
     */
    PageSession use(PageSession session);

    /**
     * Ends a session. Ending it again changes nothing.
     *
     * @param id the session
     */
    void end(String id);

    /**
     * Sessions kept in a database.
     *
     * @param database the ledger's database, which holds the digests of secrets
     * @param engagements who is an auditor
     * @param clock gives the time
     * @return the sessions
     */
    static PageSessions open(Database database, Engagements engagements, Clock clock) {
        return new StoredPageSessions(database, engagements, clock);
    }
}
