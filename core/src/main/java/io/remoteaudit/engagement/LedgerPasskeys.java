package io.remoteaudit.engagement;

import io.remoteaudit.engagement.PasskeyRefusedException.Reason;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.Lazily;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Passkeys as rows, since their counters change with every use, and their course as ledger entries. */
final class LedgerPasskeys implements Passkeys {

    private static final String NOBODY = "-";

    private final Ledger ledger;
    private final Database database;
    private final Engagements engagements;
    private final Clock clock;
    private final RelyingParty relyingParty;
    private final Ceremonies ceremonies;

    /** Its library is large, and many hosts have no passkeys. */
    private final Lazily<PasskeyVerifier> verifier;

    private final TokenIssue tokens;
    private final PasskeyCourse course;

    LedgerPasskeys(Ledger ledger, Database database, Engagements engagements, Clock clock, RelyingParty relyingParty) {
        this.ledger = ledger;
        this.database = database;
        this.engagements = engagements;
        this.clock = clock;
        this.relyingParty = relyingParty;
        this.ceremonies = new Ceremonies(database, clock);
        this.tokens = new TokenIssue(ledger, clock);
        this.verifier = Lazily.of(() -> new PasskeyVerifier(relyingParty));
        this.course = new PasskeyCourse(ledger, database);
    }

    @Override
    public RelyingParty relyingParty() {
        return relyingParty;
    }

    @Override
    public PasskeyCeremony beginRegistration(Caller caller) {
        requireOpen(caller.engagement());
        requireUnbound(caller);
        List<PasskeyRows.Row> own = ownIfRoom(caller);
        Ceremonies.Begun begun = ceremonies.begin(caller.credentialId(), userHandle(own));
        return new PasskeyCeremony(
                begun.id(),
                begun.challenge(),
                begun.userHandle(),
                own.stream()
                        .map(row -> new PasskeyCeremony.Known(
                                row.key().credentialId(), row.passkey().transports()))
                        .toList());
    }

    @Override
    public Passkey register(Caller caller, NewPasskey made) {
        requireOpen(caller.engagement());
        requireUnbound(caller);
        ownIfRoom(caller);
        Ceremonies.Begun begun = ceremonies
                .end(made.ceremony(), caller.credentialId())
                .orElseThrow(() -> new PasskeyRefusedException(Reason.CEREMONY));
        PasskeyKey key = verifier.get().made(made, begun.challenge());
        if (row(key.digest()).isPresent()) {
            throw new PasskeyRefusedException(Reason.REGISTERED);
        }
        Passkey passkey = new Passkey(
                UUID.randomUUID().toString(),
                caller.engagement().id(),
                caller.auditor().id(),
                made.name(),
                made.transports(),
                now(),
                null,
                null,
                null);
        PasskeyRows.Row row = new PasskeyRows.Row(passkey, key, Objects.requireNonNull(begun.userHandle()));
        database.durably("register a passkey", connection -> {
            PasskeyRows.insert(connection, row);
            return course.append(
                    connection,
                    passkey,
                    "registered",
                    Map.of(
                            "auditor",
                            Json.text(passkey.auditorId()),
                            "name",
                            Json.text(passkey.name()),
                            "key",
                            Json.text(key.digest().hex()),
                            PasskeyCourse.WITH,
                            Json.text(caller.credentialId())));
        });
        database.afterCommit(ledger::wake);
        return passkey;
    }

    @Override
    public PasskeyCeremony beginSignIn() {
        Ceremonies.Begun begun = ceremonies.begin(NOBODY, null);
        return new PasskeyCeremony(begun.id(), begun.challenge(), null, List.of());
    }

    @Override
    public Optional<Passkey> find(String credentialId) {
        return found(credentialId).map(PasskeyRows.Row::passkey);
    }

    @Override
    public IssuedToken signIn(PasskeyAssertion assertion) {
        String challenge = ceremonies
                .end(assertion.ceremony(), NOBODY)
                .map(Ceremonies.Begun::challenge)
                .orElseThrow(() -> new PasskeyRefusedException(Reason.CEREMONY));
        PasskeyRows.Row row = found(assertion.credentialId())
                .filter(candidate -> candidate.passkey().removedAt() == null)
                .orElseThrow(() -> new PasskeyRefusedException(Reason.UNKNOWN));
        if (!row.userHandle().equals(assertion.userHandle())) {
            throw new PasskeyRefusedException(Reason.ANSWER);
        }
        long signCount = verifier.get().signed(assertion, row.key(), challenge);
        Passkey passkey = row.passkey();
        requireStanding(passkey);
        Engagement engagement = engagements
                .find(passkey.engagement())
                .filter(found -> found.state(clock.instant()).shown())
                .filter(found -> found.auditor(passkey.auditorId()).isPresent())
                .orElseThrow(() -> new PasskeyRefusedException(Reason.UNKNOWN));
        requireOpen(engagement);
        Instant now = now();
        Instant latest = now.plus(SESSION);
        Instant end = engagement.followUpEnd().isBefore(latest) ? engagement.followUpEnd() : latest;
        IssuedToken issued = database.durably("sign in with a passkey", connection -> {
            if (!PasskeyRows.used(connection, passkey.id(), signCount, now)) {
                throw new PasskeyRefusedException(Reason.COUNTER);
            }
            return tokens.issue(connection, passkey, end, passkey.auditorId());
        });
        database.afterCommit(ledger::wake);
        return issued;
    }

    @Override
    public boolean signOut(Caller caller) {
        boolean session = database.reading(
                        "look up a passkey's token",
                        connection -> PasskeyRows.passkeyOf(connection, caller.credentialId()))
                .isPresent();
        if (session) {
            engagements.revokeToken(
                    caller.credentialId(), "signed out", caller.auditor().id());
        }
        return session;
    }

    @Override
    public List<Passkey> of(String engagementId) {
        return rows(engagementId).stream().map(PasskeyRows.Row::passkey).toList();
    }

    @Override
    public Passkey rename(String id, String name, String by) {
        database.durably("rename a passkey", connection -> {
            Passkey passkey = require(connection, id);
            if (!PasskeyRows.rename(connection, id, name)) {
                throw unknown(id);
            }
            return course.append(connection, passkey, "renamed", Map.of("name", Json.text(name), "by", Json.text(by)));
        });
        database.afterCommit(ledger::wake);
        return database.reading("look up a passkey", connection -> require(connection, id));
    }

    @Override
    public void remove(String id, String reason, String by) {
        database.durably("remove a passkey", connection -> {
            Passkey passkey = require(connection, id);
            course.remove(connection, passkey, reason, by, now());
            return passkey;
        });
        database.afterCommit(ledger::wake);
    }

    /** An engagement that is halted or over lets nobody in anew, who may still be in with a token. */
    private void requireOpen(Engagement engagement) {
        EngagementState state = engagement.state(clock.instant());
        boolean open = switch (state) {
            case PROPOSED, CONFIRMED_BY_MAKER, CONFIRMED_BY_BODY, SCHEDULED, ACTIVE, FOLLOW_UP -> true;
            case SUSPENDED, ENDED, ARCHIVED, REVOKED -> false;
        };
        if (!open) {
            throw new NotAdmittedException(engagement.id(), state);
        }
    }

    /** Who is known by a certificate, or by a token that needs one, must not get in later without it. */
    private void requireUnbound(Caller caller) {
        if (course.root(caller.credentialId()).filter(LedgerPasskeys::unbound).isEmpty()) {
            throw new CertificateBoundException(caller.engagement().id());
        }
    }

    private static boolean unbound(Credential credential) {
        return credential.holder() == null && !(credential.identity() instanceof Identity.OfCertificate);
    }

    /** A passkey ends with what it was registered with, also one that was registered at the moment of the revocation. */
    private void requireStanding(Passkey passkey) {
        if (course.rootOf(passkey)
                .filter(root -> root.revokedAt() == null && unbound(root))
                .isEmpty()) {
            throw new PasskeyRefusedException(Reason.UNKNOWN);
        }
    }

    /** The passkeys an auditor has now; fails if there is no room for another. */
    private List<PasskeyRows.Row> ownIfRoom(Caller caller) {
        List<PasskeyRows.Row> own = rows(caller.engagement().id()).stream()
                .filter(row -> row.passkey().auditorId().equals(caller.auditor().id()))
                .filter(row -> row.passkey().removedAt() == null)
                .toList();
        if (own.size() >= MOST_PASSKEYS) {
            throw new EngagementConflictException(
                    "You have " + MOST_PASSKEYS + " passkeys already; remove one that you do not use");
        }
        return own;
    }

    /** One for all passkeys of an auditor, so that a device shows them as one person's. */
    private String userHandle(List<PasskeyRows.Row> own) {
        return own.stream().map(PasskeyRows.Row::userHandle).findFirst().orElseGet(ceremonies::random);
    }

    private List<PasskeyRows.Row> rows(String engagementId) {
        return database.reading(
                "read an engagement's passkeys", connection -> PasskeyRows.byEngagement(connection, engagementId));
    }

    private Optional<PasskeyRows.Row> found(String credentialId) {
        try {
            return row(Hash.sha256(Base64.getUrlDecoder().decode(credentialId)));
        } catch (IllegalArgumentException e) {
            // Not in base64url, so no device's name for anything.
            return Optional.empty();
        }
    }

    private Optional<PasskeyRows.Row> row(Hash digest) {
        return database.reading("look up a passkey", connection -> PasskeyRows.byCredential(connection, digest));
    }

    private static Passkey require(Connection connection, String id) throws SQLException {
        return PasskeyRows.byId(connection, id).map(PasskeyRows.Row::passkey).orElseThrow(() -> unknown(id));
    }

    private static UnknownEngagementException unknown(String id) {
        return new UnknownEngagementException("There is no passkey '" + id + "'");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
