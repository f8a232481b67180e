package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Invitation.State;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Invitations whose course is a row of ledger entries. Of several who redeem at once each must append the next entry
 * before it learns anything, so one of them gets the token and no code is tried without being counted.
 */
final class LedgerInvitations implements Invitations {

    private static final String EVENT = "event";
    private static final String INVITED = "invited";
    private static final String WRONG_CODE = "wrong-code";
    private static final String REDEEMED = "redeemed";
    private static final String WITHDRAWN = "withdrawn";
    private static final String SALT = "salt";
    private static final String BY = "by";
    private static final String REASON = "reason";

    private final Ledger ledger;
    private final Database database;
    private final Engagements engagements;
    private final Clock clock;
    private final TokenIssue tokens;
    private final SecureRandom random = new SecureRandom();

    LedgerInvitations(Ledger ledger, Database database, Engagements engagements, Clock clock) {
        this.ledger = ledger;
        this.database = database;
        this.engagements = engagements;
        this.clock = clock;
        this.tokens = new TokenIssue(ledger, clock);
    }

    /** What has become of an invitation, and how many entries say so. */
    private record Course(Invitation invitation, int entries) {

        int next() {
            return entries + 1;
        }
    }

    @Override
    public IssuedInvitation invite(String engagementId, String auditorId, Instant tokenExpiresAt, String by) {
        Engagement engagement = engagements
                .find(engagementId)
                .orElseThrow(() -> new UnknownEngagementException("There is no engagement '" + engagementId + "'"));
        tokens.require(engagement, auditorId, tokenExpiresAt);
        String secret = Token.INVITATION.random(random);
        String code = SecondCode.random(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant tokenEnd = tokenExpiresAt.truncatedTo(ChronoUnit.MILLIS);
        Instant latest = now.plus(VALID_FOR);
        InvitationRows.Row row = new InvitationRows.Row(
                UUID.randomUUID().toString(),
                Token.INVITATION.digest(secret).orElseThrow(),
                SecondCode.digest(secret, code),
                engagementId,
                auditorId,
                by,
                now,
                tokenEnd.isBefore(latest) ? tokenEnd : latest,
                tokenEnd);
        database.joining("make an invitation", connection -> {
            InvitationRows.insert(connection, row);
            return ledger.append(
                    entry(
                            row,
                            1,
                            INVITED,
                            Map.of(
                                    "auditor",
                                    Json.text(auditorId),
                                    BY,
                                    Json.text(by),
                                    "expiresAt",
                                    Json.text(row.expiresAt().toString()),
                                    "tokenExpiresAt",
                                    Json.text(tokenEnd.toString()))),
                    connection);
        });
        database.afterCommit(ledger::wake);
        return new IssuedInvitation(view(row, 0, State.OPEN, null), secret, code);
    }

    @Override
    public void withdraw(String id, String reason, String by) {
        LedgerEngagements.requireReason(reason);
        InvitationRows.Row row = database.reading(
                        "look up an invitation", connection -> InvitationRows.byId(connection, id))
                .orElseThrow(() -> new UnknownEngagementException("There is no invitation '" + id + "'"));
        for (Course course = course(row); ; course = course(row)) {
            State state = course.invitation().state();
            if (state == State.REDEEMED || state == State.WITHDRAWN) {
                return;
            }
            Map<String, JsonNode> why = Map.of(BY, Json.text(by), REASON, Json.text(reason));
            if (appended(entry(row, course.next(), WITHDRAWN, why))) {
                return;
            }
        }
    }

    @Override
    public List<Invitation> of(String engagementId) {
        return database
                .reading(
                        "read an engagement's invitations",
                        connection -> InvitationRows.byEngagement(connection, engagementId))
                .stream()
                .map(row -> course(row).invitation())
                .toList();
    }

    @Override
    public Optional<Invitation> find(String secret) {
        return row(secret).map(row -> course(row).invitation());
    }

    @Override
    public Optional<IssuedToken> redeem(String secret, String code) {
        // A key that nobody knows: the token cannot be had again.
        return redeem(secret, code, Token.ACCESS.random(random));
    }

    @Override
    public Optional<IssuedToken> redeem(String secret, String code, String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "The key of a redemption has at least " + SHORTEST_KEY + " characters, not " + key.length());
        }
        Redeemer redeemer = new Redeemer(secret, code, key);
        return row(secret)
                .flatMap(row -> redeemed(row, secret, code, version -> issued(row, version, redeemer))
                        .or(() -> issuedBefore(row, redeemer)));
    }

    @Override
    public Optional<Credential> bind(String secret, String code, Identity identity) {
        return row(secret)
                .flatMap(row -> redeemed(row, secret, code, version -> bound(row, version, identity))
                        .or(() -> SecondCode.matches(row.codeDigest(), secret, code)
                                ? boundBefore(row, identity)
                                : Optional.empty()));
    }

    /** What an invitation is redeemed for by its next entry; empty if the code is wrong or it cannot be redeemed any more. */
    private <T> Optional<T> redeemed(
            InvitationRows.Row row, String secret, String code, IntFunction<Optional<T>> redemption) {
        for (Course course = course(row); mayBeRedeemed(course.invitation()); course = course(row)) {
            if (!SecondCode.matches(row.codeDigest(), secret, code)) {
                if (appended(entry(row, course.next(), WRONG_CODE, Map.of()))) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<T> got = redemption.apply(course.next());
            if (got.isPresent()) {
                return got;
            }
        }
        return Optional.empty();
    }

    /** Who redeems: all it has must be the same for the same token. */
    private record Redeemer(String secret, String code, String key) {

        String token(Hash salt) {
            String all = salt.hex() + "\n" + secret + "\n" + SecondCode.typed(code) + "\n" + key;
            return Token.ACCESS.derived(Hash.sha256(all.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private boolean mayBeRedeemed(Invitation invitation) {
        return invitation.state() == State.OPEN && auditorMayGetIn(invitation);
    }

    private boolean auditorMayGetIn(Invitation invitation) {
        return engagements
                .find(invitation.engagement())
                .filter(engagement -> EngagementAction.ISSUE_TOKEN.open(engagement, clock.instant(), Party.MAKER))
                .flatMap(engagement -> engagement.auditor(invitation.auditorId()))
                .isPresent();
    }

    /** The token, unless somebody else was quicker to append the invitation's next entry. */
    private Optional<IssuedToken> issued(InvitationRows.Row row, int version, Redeemer redeemer) {
        byte[] bytes = new byte[Hash.LENGTH];
        random.nextBytes(bytes);
        Hash salt = Hash.of(bytes);
        try {
            IssuedToken token = database.durably("redeem an invitation", connection -> {
                IssuedToken made = tokens.issue(
                        connection,
                        row.engagement(),
                        row.auditor(),
                        tokenEnd(row),
                        row.invitedBy(),
                        redeemer.token(salt));
                ledger.append(
                        entry(
                                row,
                                version,
                                REDEEMED,
                                Map.of("credential", Json.text(made.credentialId()), SALT, Json.text(salt.hex()))),
                        connection);
                return made;
            });
            database.afterCommit(ledger::wake);
            return Optional.of(token);
        } catch (EntryConflictException e) {
            return Optional.empty();
        }
    }

    /** The bond, unless somebody else was quicker to append the invitation's next entry. */
    private Optional<Credential> bound(InvitationRows.Row row, int version, Identity identity) {
        try {
            Credential bond = database.durably("redeem an invitation", connection -> {
                Credential made = tokens.bind(
                        connection, row.engagement(), row.auditor(), identity, tokenEnd(row), row.invitedBy());
                ledger.append(entry(row, version, REDEEMED, Map.of("credential", Json.text(made.id()))), connection);
                return made;
            });
            database.afterCommit(ledger::wake);
            return Optional.of(bond);
        } catch (EntryConflictException e) {
            return Optional.empty();
        }
    }

    /** The bond an invitation was redeemed for, for who it binds. */
    private Optional<Credential> boundBefore(InvitationRows.Row row, Identity identity) {
        Instant now = clock.instant();
        return ledger.versions(EntryKind.INVITATION, row.id()).stream()
                .flatMap(entry -> entry.field("credential").stream())
                .findFirst()
                .flatMap(id ->
                        database.reading("look up a bond", connection -> Credentials.byId(connection, id.asText())))
                .filter(bond -> identity.equals(bond.identity()) && bond.valid(now));
    }

    /** The token of an invitation redeemed a short time ago, for who redeemed it then. */
    private Optional<IssuedToken> issuedBefore(InvitationRows.Row row, Redeemer redeemer) {
        Instant now = clock.instant();
        return ledger.versions(EntryKind.INVITATION, row.id()).stream()
                .filter(entry -> entry.field(EVENT).orElseThrow().asText().equals(REDEEMED))
                .filter(entry -> now.isBefore(entry.at().plus(ANSWERED_AGAIN_FOR)))
                .flatMap(entry -> entry.field(SALT).stream())
                .map(salt -> redeemer.token(Hash.parseHex(salt.asText())))
                .findFirst()
                .flatMap(token -> valid(token, now))
                .filter(token -> auditorMayGetIn(course(row).invitation()));
    }

    private Optional<IssuedToken> valid(String token, Instant now) {
        Hash digest = Token.ACCESS.digest(token).orElseThrow();
        return database.reading("look up a token", connection -> Credentials.byDigest(connection, digest))
                .filter(credential -> credential.valid(now))
                .map(credential -> new IssuedToken(credential.id(), token, credential.expiresAt()));
    }

    /** The engagement may have been shortened since. */
    private Instant tokenEnd(InvitationRows.Row row) {
        Instant end =
                engagements.find(row.engagement()).map(Engagement::followUpEnd).orElse(row.tokenExpiresAt());
        return end.isBefore(row.tokenExpiresAt()) ? end : row.tokenExpiresAt();
    }

    private boolean appended(NewEntry entry) {
        try {
            ledger.appendDurably(entry);
            return true;
        } catch (EntryConflictException e) {
            return false;
        }
    }

    private Optional<InvitationRows.Row> row(String secret) {
        return Token.INVITATION
                .digest(secret)
                .flatMap(digest -> database.reading(
                        "look up an invitation", connection -> InvitationRows.byDigest(connection, digest)));
    }

    private Course course(InvitationRows.Row row) {
        List<Entry> entries = ledger.versions(EntryKind.INVITATION, row.id());
        int wrong = 0;
        State state = clock.instant().isBefore(row.expiresAt()) ? State.OPEN : State.EXPIRED;
        for (Entry entry : entries) {
            String event = entry.field(EVENT).orElseThrow().asText();
            if (event.equals(WRONG_CODE)) {
                wrong++;
            } else if (event.equals(REDEEMED)) {
                return new Course(view(row, wrong, State.REDEEMED, null), entries.size());
            } else if (event.equals(WITHDRAWN)) {
                return new Course(view(row, wrong, State.WITHDRAWN, withdrawal(entry)), entries.size());
            }
        }
        return new Course(view(row, wrong, wrong < MOST_WRONG_CODES ? state : State.VOID, null), entries.size());
    }

    private static Withdrawal withdrawal(Entry entry) {
        return new Withdrawal(
                entry.field(REASON).map(JsonNode::asText).orElse(null),
                entry.field(BY).orElseThrow().asText(),
                entry.at());
    }

    private static Invitation view(
            InvitationRows.Row row, int wrongCodes, State state, @Nullable Withdrawal withdrawal) {
        return new Invitation(
                row.id(),
                row.engagement(),
                row.auditor(),
                row.invitedBy(),
                row.invitedAt(),
                row.expiresAt(),
                row.tokenExpiresAt(),
                wrongCodes,
                state,
                withdrawal);
    }

    private static NewEntry entry(InvitationRows.Row row, int version, String event, Map<String, JsonNode> more) {
        TreeMap<String, JsonNode> fields = new TreeMap<>(more);
        fields.put(EVENT, Json.text(event));
        return new NewEntry(EntryKind.INVITATION, row.id(), version, row.engagement(), fields);
    }
}
