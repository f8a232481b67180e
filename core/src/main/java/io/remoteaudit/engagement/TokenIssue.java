package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens and bonds: who may have one, how long, and its rows and ledger entry. Safe for use by several threads.
 */
final class TokenIssue {

    private static final Duration LONGEST_TOKEN = Duration.ofDays(90);

    private final Ledger ledger;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenIssue(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Fails unless an auditor of an engagement may be given a token that ends then. */
    void require(Engagement engagement, String auditorId, Instant expiresAt) {
        Instant now = clock.instant();
        EngagementAction.ISSUE_TOKEN.require(engagement, now, Party.MAKER);
        if (engagement.auditor(auditorId).isEmpty()) {
            throw new UnknownEngagementException(
                    "Engagement '" + engagement.id() + "' names no auditor '" + auditorId + "'");
        }
        if (!expiresAt.isAfter(now)
                || expiresAt.isAfter(now.plus(LONGEST_TOKEN))
                || expiresAt.isAfter(engagement.followUpEnd())) {
            throw new IllegalArgumentException("A token ends after now, within " + LONGEST_TOKEN.toDays()
                    + " days and no later than its engagement ("
                    + engagement.followUpEnd() + "), not at "
                    + expiresAt);
        }
    }

    IssuedToken issue(
            Connection connection,
            String engagement,
            String auditorId,
            Instant expiresAt,
            String by,
            @Nullable Hash holder)
            throws SQLException {
        return issue(connection, engagement, auditorId, expiresAt, by, Token.ACCESS.random(random), holder);
    }

    IssuedToken issue(
            Connection connection, String engagement, String auditorId, Instant expiresAt, String by, String token)
            throws SQLException {
        return issue(connection, engagement, auditorId, expiresAt, by, token, null);
    }

    /** One that a passkey gives, and that ends with it. */
    IssuedToken issue(Connection connection, Passkey passkey, Instant expiresAt, String by) throws SQLException {
        String token = Token.ACCESS.random(random);
        Credential credential = credential(passkey.engagement(), passkey.auditorId(), expiresAt, by, null, null);
        Credentials.insert(connection, credential, Token.ACCESS.digest(token).orElseThrow());
        PasskeyRows.insertSession(connection, credential.id(), passkey.id());
        append(connection, credential, "issued", Map.of("passkey", Json.text(passkey.id())));
        return new IssuedToken(credential.id(), token, credential.expiresAt());
    }

    private IssuedToken issue(
            Connection connection,
            String engagement,
            String auditorId,
            Instant expiresAt,
            String by,
            String token,
            @Nullable Hash holder)
            throws SQLException {
        Hash digest = Token.ACCESS.digest(token).orElseThrow();
        Credential credential = credential(engagement, auditorId, expiresAt, by, null, holder);
        Credentials.insert(connection, credential, digest);
        if (holder == null) {
            append(connection, credential, "issued", Map.of());
        } else {
            Bonds.insertHolder(connection, credential, holder);
            append(connection, credential, "issued", Bonds.fields(new Identity.OfCertificate(holder)));
        }
        return new IssuedToken(credential.id(), token, credential.expiresAt());
    }

    /** Binds an identity, unless it is bound to somebody of that engagement already. */
    Credential bind(
            Connection connection, String engagement, String auditorId, Identity identity, Instant expiresAt, String by)
            throws SQLException {
        Credential bond = credential(engagement, auditorId, expiresAt, by, identity, null);
        List<Credential> before = Credentials.byIdentity(connection, identity).stream()
                .filter(credential -> credential.engagement().equals(engagement))
                .toList();
        for (Credential other : before) {
            if (other.valid(bond.issuedAt())) {
                throw new EngagementConflictException("This identity is bound to auditor '" + other.auditorId()
                        + "' of engagement '" + engagement + "' already; revoke that first");
            }
        }
        Credentials.insert(connection, bond, Bonds.noToken(bond.id()));
        Bonds.insert(connection, bond, identity, before.size());
        append(connection, bond, "bound", Bonds.fields(identity));
        return bond;
    }

    private Credential credential(
            String engagement,
            String auditorId,
            Instant expiresAt,
            String by,
            @Nullable Identity identity,
            @Nullable Hash holder) {
        return new Credential(
                UUID.randomUUID().toString(),
                engagement,
                auditorId,
                by,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                expiresAt.truncatedTo(ChronoUnit.MILLIS),
                null,
                identity,
                holder);
    }

    private void append(Connection connection, Credential credential, String event, Map<String, JsonNode> more)
            throws SQLException {
        TreeMap<String, JsonNode> fields = new TreeMap<>(more);
        fields.put("event", Json.text(event));
        fields.put("auditor", Json.text(credential.auditorId()));
        fields.put("by", Json.text(credential.issuedBy()));
        fields.put("expiresAt", Json.text(credential.expiresAt().toString()));
        ledger.append(
                new NewEntry(EntryKind.CREDENTIAL, credential.id(), 1, credential.engagement(), fields), connection);
    }
}
