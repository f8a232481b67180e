package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How auditors come into the pages once they have been in by another way: a device of theirs keeps a key for these pages
 * alone (WebAuthn), and signs with it after it has verified its user. Registering, renaming and removing a passkey, and
 * each token it gave, are entries of the ledger. Safe for use by several threads.
 */
public interface Passkeys {

    /** How long a device may take to answer. */
    Duration CEREMONY = Duration.ofMinutes(5);

    /** How long an auditor stays in who came in with a passkey. */
    Duration SESSION = Duration.ofHours(8);

    /** How many passkeys an auditor can have at a time. */
    int MOST_PASSKEYS = 20;

    /**
     * The pages passkeys are bound to.
     *
     * @return the relying party
     */
    RelyingParty relyingParty();

    /**
     * Begins to register a passkey.
     *
     * @param caller an auditor who is in by another way
     * @return what the device is to be asked
     * @throws NotAdmittedException if the engagement is halted or has ended
     * @throws EngagementConflictException if the auditor has {@value #MOST_PASSKEYS} passkeys
     * @throws CertificateBoundException if the auditor is in by a client certificate, which a passkey would do without
     */
    PasskeyCeremony beginRegistration(Caller caller);

    /**
     * Registers a passkey.
     *
     * @param caller the auditor who began, with the same token
     * @param made what the device answered
     * @return the passkey
     * @throws PasskeyRefusedException if it is not what a device answers, within its time, to what it was asked
     * @throws NotAdmittedException if the engagement is halted or has ended
     * @throws EngagementConflictException if the auditor has {@value #MOST_PASSKEYS} passkeys
     * @throws CertificateBoundException if the auditor is in by a client certificate, which a passkey would do without
     */
    Passkey register(Caller caller, NewPasskey made);

    /**
     * Begins to let somebody in.
     *
     * @return what the device is to be asked
     */
    PasskeyCeremony beginSignIn();

    /**
     * Whose passkey it is, without any proof that whoever asks has it.
     *
     * @param credentialId the device's name for it, in base64url
     * @return the passkey, also a removed one; empty if there is none
     */
    Optional<Passkey> find(String credentialId);

    /**
     * Lets an auditor in.
     *
     * @param assertion what the device answered
     * @return a token that ends after {@link #SESSION}, or with the engagement or the passkey
     * @throws PasskeyRefusedException if it lets nobody in
     * @throws NotAdmittedException if the device is right and the engagement is halted or has ended
     */
    IssuedToken signIn(PasskeyAssertion assertion);

    /**
     * Ends what a passkey began, before its time.
     *
     * @param caller the auditor
     * @return false if the caller's token was given another way, and stays
     */
    boolean signOut(Caller caller);

    /**
     * The passkeys of an engagement.
     *
     * @param engagementId the engagement
     * @return all that were registered, the removed ones too, oldest first
     */
    List<Passkey> of(String engagementId);

    /**
     * Calls a passkey by another name.
     *
     * @param id the passkey
     * @param name the name
     * @param by who renames it
     * @return the passkey
     * @throws UnknownEngagementException if there is no such passkey, or it was removed
     */
    Passkey rename(String id, String name, String by);

    /**
     * Removes a passkey; whatever is under way with the tokens it gave stops. Removing it again changes nothing.
     *
     * @param id the passkey
     * @param reason why
     * @param by who removes it
     * @throws UnknownEngagementException if there is no such passkey
     */
    void remove(String id, String reason, String by);

    /**
     * Passkeys whose course is kept in a ledger.
     *
     * @param ledger the ledger
     * @param database the ledger's database, which holds public keys
     * @param engagements who is an auditor
     * @param clock gives the time
     * @param relyingParty the pages
     * @return the passkeys
     */
    static Passkeys open(
            Ledger ledger, Database database, Engagements engagements, Clock clock, RelyingParty relyingParty) {
        return new LedgerPasskeys(ledger, database, engagements, clock, relyingParty);
    }
}
