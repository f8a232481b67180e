package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Page sessions as rows, none of which is worth a ledger entry: coming in and leaving are in the access trail. */
final class StoredPageSessions implements PageSessions {

    /** How long an ended session is still told from one that never was. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;
    private final Engagements engagements;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StoredPageSessions(Database database, Engagements engagements, Clock clock) {
        this.database = database;
        this.engagements = engagements;
        this.clock = clock;
    }

    @Override
    public OpenedPageSession open(String credentialId) {
        Instant now = now();
        Credential credential = credential(credentialId)
                .filter(found -> found.valid(now))
                .orElseThrow(() -> new UnknownEngagementException("There is no token '" + credentialId + "' now"));
        Instant latest = now.plus(LONGEST);
        PageSession session = new PageSession(
                UUID.randomUUID().toString(),
                credentialId,
                credential.engagement(),
                now,
                now,
                credential.expiresAt().isBefore(latest) ? credential.expiresAt() : latest);
        String secret = Token.SESSION.random(random);
        Hash digest = Token.SESSION.digest(secret).orElseThrow();
        database.durably("open a page session", connection -> {
            PageSessionRows.purge(connection, now.minus(IDLE).minus(REMEMBERED));
            PageSessionRows.insert(connection, session, digest);
            return session;
        });
        return new OpenedPageSession(session, secret);
    }

    @Override
    public Optional<PageSession> find(String secret) {
        return Token.SESSION
                .digest(secret)
                .flatMap(digest -> database.reading(
                        "look up a page session", connection -> PageSessionRows.byDigest(connection, digest)));
    }

    @Override
    public Optional<Caller> authenticate(PageSession session, @Nullable Hash certificate) {
        Instant now = clock.instant();
        if (!session.live(now)) {
            return Optional.empty();
        }
        return credential(session.credentialId())
                .filter(credential -> credential.valid(now) && credential.heldBy(certificate))
                .flatMap(credential -> engagements
                        .find(credential.engagement())
                        .filter(engagement -> engagement.state(now).shown())
                        .flatMap(engagement -> engagement
                                .auditor(credential.auditorId())
                                .map(auditor ->
                                        new Caller(credential.id(), engagement, auditor, session.endsAt(), session))));
    }

    @Override
    public PageSession use(PageSession session) {
        Instant now = now();
        if (now.isBefore(session.usedAt().plus(NOTED_EVERY))) {
            return session;
        }
        database.execute(
                "note the use of a page session", connection -> PageSessionRows.used(connection, session.id(), now));
        return new PageSession(
                session.id(), session.credentialId(), session.engagement(), session.openedAt(), now, session.endsAt());
    }

    @Override
    public void end(String id) {
        database.durably("end a page session", connection -> {
            PageSessionRows.delete(connection, id);
            return id;
        });
    }

    private Optional<Credential> credential(String id) {
        return database.reading("look up a token", connection -> Credentials.byId(connection, id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
