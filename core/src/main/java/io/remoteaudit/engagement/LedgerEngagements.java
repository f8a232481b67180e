package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engagements as ledger entries, read anew for every question, and gates for what is under way. */
final class LedgerEngagements implements Engagements {

    private static final Logger LOG = LoggerFactory.getLogger(Engagements.class);

    private static final String ID = "[A-Za-z0-9._-]{1,100}";
    private static final long WATCH_MILLISECONDS = 250;
    private static final int LONGEST_REASON = 1_000;

    /** Each request replays its engagement, so what anyone may add to one is bounded. */
    private static final int MOST_OUTAGES = 100;

    private final Ledger ledger;
    private final Database database;
    private final Clock clock;
    private final AcceptancePolicy policy;
    private final TokenIssue tokens;
    private final PasskeyCourse passkeys;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watcher;
    private final ScheduledFuture<?> watching;

    LedgerEngagements(Ledger ledger, Database database, Clock clock, AcceptancePolicy policy) {
        this.policy = policy;
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
        this.tokens = new TokenIssue(ledger, clock);
        this.passkeys = new PasskeyCourse(ledger, database);
        this.watcher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "remote-audit-engagements");
            thread.setDaemon(true);
            return thread;
        });
        this.watching = watcher.scheduleWithFixedDelay(
                this::watch, WATCH_MILLISECONDS, WATCH_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Engagement propose(String id, EngagementTerms terms, String by) {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "An engagement's id is 1 to 100 letters, digits or . _ -, not '" + id + "'");
        }
        return append(
                EngagementEvents.proposed(id, terms.withDefaults(), by),
                "Engagement '" + id + "' exists already; amend it");
    }

    @Override
    public Engagement amend(String id, EngagementTerms terms, String by) {
        Engagement before = require(id, EngagementAction.AMEND, Party.MAKER);
        return append(EngagementEvents.amended(before, terms.withDefaults(), by), changedMeanwhile(id));
    }

    @Override
    public Engagement accept(String id, Party party, Hash digest, String by) {
        Engagement before = require(id, EngagementAction.ACCEPT, party);
        if (!before.digest().equals(digest)) {
            throw new EngagementConflictException(
                    "The terms of engagement '" + id + "' have changed: the present digest is " + before.digest()
                            + ", not " + digest + "; read them again and accept those");
        }
        if (before.accepted(party)) {
            return before;
        }
        requireAcceptable(before);
        return append(EngagementEvents.accepted(before, party, by), changedMeanwhile(id));
    }

    private void requireAcceptable(Engagement engagement) {
        AuditorProfile profile = engagement.terms().auditorProfile();
        if (profile != null && profile.kind() == AuditorKind.FOREIGN_REGULATOR) {
            throw new ForeignRegulatorException(engagement.id());
        }
        List<TermsGap> gaps = gaps(engagement.terms());
        if (!gaps.isEmpty()) {
            throw new IncompleteTermsException(engagement.id(), gaps);
        }
    }

    @Override
    public List<TermsGap> gaps(EngagementTerms terms) {
        return policy.gaps(terms);
    }

    @Override
    public Engagement suspend(String id, Party party, String reason, String by) {
        requireReason(reason);
        Engagement before = require(id, EngagementAction.SUSPEND, party);
        return append(EngagementEvents.suspended(before, party, reason, by), changedMeanwhile(id));
    }

    @Override
    public Engagement resume(String id, Party party, String by) {
        Engagement before = require(id, EngagementAction.RESUME, party);
        return append(EngagementEvents.resumed(before, party, by), changedMeanwhile(id));
    }

    @Override
    public Engagement agreeToEnd(String id, Party party, String reason, String by) {
        requireReason(reason);
        Engagement before = require(id, EngagementAction.AGREE_TO_END, party);
        boolean agreed = party == Party.MAKER
                ? before.course().makerEnding() != null
                : before.course().bodyEnding() != null;
        return agreed ? before : append(EngagementEvents.endingAgreed(before, party, reason, by), changedMeanwhile(id));
    }

    @Override
    public Engagement archive(String id, String by) {
        Engagement before = require(id, EngagementAction.ARCHIVE, Party.MAKER);
        return append(EngagementEvents.archived(before, by), changedMeanwhile(id));
    }

    @Override
    public Engagement noteOutage(String id, Party party, Instant from, Instant to, String description, String by) {
        requireReason(description);
        Instant now = clock.instant();
        if (to.isAfter(now)) {
            throw new IllegalArgumentException("An outage is noted when it is over, not before " + to);
        }
        Engagement before = require(id, EngagementAction.NOTE_OUTAGE, party);
        if (before.course().outages().size() >= MOST_OUTAGES) {
            throw new EngagementConflictException("Engagement '" + id + "' holds " + MOST_OUTAGES
                    + " notes of outages already; keep further ones in the audit report");
        }
        Outage outage = new Outage(party, by, now, from, to, description);
        return append(EngagementEvents.outageNoted(before, outage), changedMeanwhile(id));
    }

    @Override
    public Engagement revoke(String id, String reason, String by) {
        requireReason(reason);
        Engagement before = require(id, EngagementAction.REVOKE, Party.MAKER);
        return append(EngagementEvents.revoked(before, reason, by), changedMeanwhile(id));
    }

    @Override
    public Optional<Engagement> find(String id) {
        List<Entry> entries = ledger.versions(EntryKind.ENGAGEMENT, id);
        return entries.isEmpty() ? Optional.empty() : Optional.of(EngagementEvents.replay(entries));
    }

    @Override
    public List<Engagement> all() {
        return ledger.subjects(EntryKind.ENGAGEMENT).stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public IssuedToken issueToken(
            String engagementId, String auditorId, Instant expiresAt, String by, @Nullable Hash holder) {
        tokens.require(require(engagementId), auditorId, expiresAt);
        IssuedToken issued = database.joining(
                "issue a token",
                connection -> tokens.issue(connection, engagementId, auditorId, expiresAt, by, holder));
        database.afterCommit(ledger::wake);
        return issued;
    }

    @Override
    public Credential bind(String engagementId, String auditorId, Identity identity, Instant expiresAt, String by) {
        tokens.require(require(engagementId), auditorId, expiresAt);
        Credential bond = database.joining(
                "bind an identity",
                connection -> tokens.bind(connection, engagementId, auditorId, identity, expiresAt, by));
        database.afterCommit(ledger::wake);
        return bond;
    }

    @Override
    public void revokeToken(String credentialId, String reason, String by) {
        requireReason(reason);
        List<Passkey> standing = database.reading(
                        "look up a token", connection -> Credentials.byId(connection, credentialId))
                .map(passkeys::standingOn)
                .orElse(List.of());
        String engagement = database.joining("revoke a token", connection -> {
            Credential credential = Credentials.byId(connection, credentialId)
                    .orElseThrow(() -> new UnknownEngagementException("There is no token '" + credentialId + "'"));
            for (Passkey passkey : standing) {
                passkeys.remove(connection, passkey, reason, by, clock.instant());
            }
            if (credential.revokedAt() == null) {
                Credentials.insertEnd(connection, credentialId, by, reason, clock.instant());
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                fields.put("event", Json.text("revoked"));
                fields.put("by", Json.text(by));
                fields.put("reason", Json.text(reason));
                ledger.append(
                        new NewEntry(EntryKind.CREDENTIAL, credentialId, 2, credential.engagement(), fields),
                        connection);
            }
            return credential.engagement();
        });
        database.afterCommit(() -> {
            ledger.wake();
            refresh(engagement);
        });
    }

    @Override
    public List<Credential> credentials(String engagementId) {
        return database.reading(
                "read an engagement's tokens", connection -> Credentials.byEngagement(connection, engagementId));
    }

    @Override
    public Optional<Caller> authenticate(String token, @Nullable Hash certificate) {
        Instant now = clock.instant();
        return Token.ACCESS
                .digest(token)
                .flatMap(digest ->
                        database.reading("look up a token", connection -> Credentials.byDigest(connection, digest)))
                .filter(credential -> credential.valid(now) && credential.heldBy(certificate))
                .flatMap(credential -> caller(credential, Instant.MAX));
    }

    @Override
    public List<Caller> authenticate(Identity identity, Instant until) {
        Instant now = clock.instant();
        return database
                .reading("look up an identity", connection -> Credentials.byIdentity(connection, identity))
                .stream()
                .filter(bond -> bond.valid(now) && now.isBefore(until))
                .flatMap(bond -> caller(bond, until).stream())
                .toList();
    }

    /** Nobody, if the terms do not name the auditor any more. */
    private Optional<Caller> caller(Credential credential, Instant until) {
        return find(credential.engagement())
                .flatMap(engagement -> engagement
                        .auditor(credential.auditorId())
                        .map(auditor -> new Caller(credential.id(), engagement, auditor, until)));
    }

    @Override
    public Admission admit(Caller caller) {
        return admit(caller, false);
    }

    @Override
    public Admission admitToFollowUp(Caller caller) {
        return admit(caller, true);
    }

    private Admission admit(Caller caller, boolean toFollowUp) {
        String id = caller.engagement().id();
        Credential credential = database.reading(
                        "look up a token", connection -> Credentials.byId(connection, caller.credentialId()))
                .orElseThrow(() -> new NotAdmittedException(id, EngagementState.ACTIVE));
        Gate gate = gates.computeIfAbsent(id, key -> new Gate(require(key), revoked(key), clock));
        refresh(id, gate, caller.session() != null);
        return gate.admit(caller, credential, toFollowUp);
    }

    @Override
    public void close() {
        watching.cancel(false);
        watcher.shutdownNow();
    }

    private void watch() {
        for (Map.Entry<String, Gate> gate : gates.entrySet()) {
            try {
                refresh(gate.getKey(), gate.getValue(), false);
            } catch (RuntimeException e) {
                // What cannot be asked may have been revoked; time at least still counts.
                LOG.warn("Engagement '{}' could not be looked at: {}", gate.getKey(), e.getMessage());
                gate.getValue().sweep();
            }
        }
    }

    private void refresh(String id) {
        Gate gate = gates.get(id);
        if (gate != null) {
            refresh(id, gate, false);
        }
    }

    private void refresh(String id, Gate gate, boolean bySession) {
        gate.refresh(() -> require(id), () -> revoked(id), () -> liveSessions(id), bySession);
    }

    private Set<String> liveSessions(String engagementId) {
        return database.reading(
                "read an engagement's page sessions",
                connection -> PageSessionRows.live(connection, engagementId, clock.instant()));
    }

    private Set<String> revoked(String engagementId) {
        return database.reading(
                "read an engagement's ended tokens",
                connection -> Credentials.ended(connection, engagementId, clock.instant()));
    }

    private Engagement append(NewEntry entry, String conflict) {
        try {
            ledger.append(entry);
        } catch (EntryConflictException e) {
            EngagementConflictException failure = new EngagementConflictException(conflict);
            failure.initCause(e);
            throw failure;
        }
        database.afterCommit(() -> refresh(entry.subject()));
        return require(entry.subject());
    }

    private Engagement require(String id) {
        return find(id).orElseThrow(() -> new UnknownEngagementException("There is no engagement '" + id + "'"));
    }

    private Engagement require(String id, EngagementAction action, Party party) {
        Engagement engagement = require(id);
        action.require(engagement, clock.instant(), party);
        return engagement;
    }

    static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("Say why in 1 to " + LONGEST_REASON + " characters");
        }
    }

    private static String changedMeanwhile(String id) {
        return "Engagement '" + id + "' was changed in between; read it again and repeat";
    }
}
