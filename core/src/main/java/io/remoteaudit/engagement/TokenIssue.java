package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.TreeMap;
import java.util.UUID;

/** Makes tokens: who may have one, how long, and its row and ledger entry. Safe for use by several threads. */
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
        EngagementAction.ISSUE_TOKEN.require(engagement, engagement.state(now), Party.MAKER);
        if (engagement.auditor(auditorId).isEmpty()) {
            throw new UnknownEngagementException(
                    "Engagement '" + engagement.id() + "' names no auditor '" + auditorId + "'");
        }
        if (!expiresAt.isAfter(now)
                || expiresAt.isAfter(now.plus(LONGEST_TOKEN))
                || expiresAt.isAfter(engagement.terms().accessTo())) {
            throw new IllegalArgumentException("A token ends after now, within " + LONGEST_TOKEN.toDays()
                    + " days and no later than its engagement ("
                    + engagement.terms().accessTo() + "), not at "
                    + expiresAt);
        }
    }

    IssuedToken issue(Connection connection, String engagement, String auditorId, Instant expiresAt, String by)
            throws SQLException {
        return issue(connection, engagement, auditorId, expiresAt, by, Token.ACCESS.random(random));
    }

    IssuedToken issue(
            Connection connection, String engagement, String auditorId, Instant expiresAt, String by, String token)
            throws SQLException {
        Hash digest = Token.ACCESS.digest(token).orElseThrow();
        Credential credential = new Credential(
                UUID.randomUUID().toString(),
                engagement,
                auditorId,
                by,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                expiresAt.truncatedTo(ChronoUnit.MILLIS),
                null);
        Credentials.insert(connection, credential, digest);
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("event", Json.text("issued"));
        fields.put("auditor", Json.text(auditorId));
        fields.put("by", Json.text(by));
        fields.put("expiresAt", Json.text(credential.expiresAt().toString()));
        ledger.append(new NewEntry(EntryKind.CREDENTIAL, credential.id(), 1, engagement, fields), connection);
        return new IssuedToken(credential.id(), token, credential.expiresAt());
    }
}
