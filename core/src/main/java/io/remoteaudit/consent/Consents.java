package io.remoteaudit.consent;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for consent, decides on it, and holds downloads to it, in engagements whose terms say {@code ask-each-time}. Safe
 * for use by several threads.
 */
public interface Consents {

    /** The longest time that consent is granted for. */
    Duration LONGEST = Duration.ofDays(30);

    /**
     * Whether an engagement's terms ask for consent to each download.
     *
     * @param engagement the engagement
     * @return true if nothing may be downloaded without
     */
    boolean neededFor(Engagement engagement);

    /**
     * Asks for consent. Who has asked for the same thing before and still waits, or holds a grant, gets that.
     *
     * @param admission who asks, in which engagement
     * @param item what for; the caller has made sure that the auditor may see it
     * @param bytes how large it is; 0 for a capture
     * @param reason why it is wanted, 1 to 2,000 characters
     * @return the request
     * @throws InvalidConsentException if the reason is missing or too long
     * @throws ConsentConflictException if the terms do not say {@code ask-each-time} for such things, or too many requests
     *     of the engagement wait
     */
    Consent ask(Admission admission, ConsentItem item, long bytes, String reason);

    /**
     * One request of the caller's own engagement.
     *
     * @param admission who reads
     * @param id the request
     * @return the request, or empty if there is none in the engagement
     */
    Optional<Consent> find(Admission admission, String id);

    /**
     * The requests of the caller's engagement.
     *
     * @param admission who reads
     * @return the requests, newest first
     */
    List<Consent> list(Admission admission);

    /**
     * Takes a part of a file with the consent there is for it. Of several who take a file with a grant that is for once,
     * one gets it; what it did not send can be taken later.
     *
     * @param admission who takes it
     * @param item what it is or belongs to
     * @param sha256 the file's digest
     * @param size the file's size
     * @param length how many bytes are to be sent
     * @return holds the download to the consent
     * @throws ConsentRequiredException if there is no consent that holds
     */
    ConsentedDownload take(Admission admission, ConsentItem item, Hash sha256, long size, long length);

    /**
     * The requests of all engagements, those that wait first, then the newest first; the maker's view.
     *
     * @return the requests
     */
    List<Consent> all();

    /**
     * One request; the maker's view.
     *
     * @param id the request
     * @return the request, or empty if there is none
     */
    Optional<Consent> inside(String id);

    /**
     * Grants what was asked.
     *
     * @param id the request
     * @param until until when something may be begun with it, at most {@link #LONGEST} from now
     * @param once whether each file may be taken once only
     * @param by who grants it
     * @return the request, granted
     * @throws UnknownConsentException if there is no such request
     * @throws InvalidConsentException if the time is over or too long
     * @throws ConsentConflictException if it was decided before
     */
    Consent grant(String id, Instant until, boolean once, String by);

    /**
     * Refuses what was asked.
     *
     * @param id the request
     * @param reason why, 1 to 2,000 characters
     * @param by who refuses it
     * @return the request, refused
     * @throws UnknownConsentException if there is no such request
     * @throws InvalidConsentException if the reason is missing or too long
     * @throws ConsentConflictException if it was decided before
     */
    Consent refuse(String id, String reason, String by);

    /**
     * Takes a grant back; a download under way with it stops.
     *
     * @param id the request
     * @param reason why, 1 to 2,000 characters
     * @param by who takes it back
     * @return the request, revoked
     * @throws UnknownConsentException if there is no such request
     * @throws InvalidConsentException if the reason is missing or too long
     * @throws ConsentConflictException if it is not granted
     */
    Consent revoke(String id, String reason, String by);

    /**
     * Consents kept in a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which counts what was taken
     * @param engagements whose engagements there are
     * @param clock tells what is over
     * @return the consents
     */
    static Consents open(Ledger ledger, Database database, Engagements engagements, Clock clock) {
        return new LedgerConsents(ledger, new ConsentUses(database), engagements, clock);
    }
}
