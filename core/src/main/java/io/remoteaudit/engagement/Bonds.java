package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that tie identities to credentials, and tokens to the certificates they need. Of one identity in one engagement
 * each row has a turn of its own, so of two who bind it at once one fails: it never stands for two auditors. Rows are only
 * inserted. Stateless.
 */
final class Bonds {

    private static final String PROVIDER = "provider";
    private static final String CERTIFICATE = "certificate";
    private static final String HOLDER = "holder";

    private static final String INSERT =
            "INSERT INTO remote_audit_bond (credential_id, identity_digest, engagement, turn,"
                    + " kind, issuer, subject) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private Bonds() {}

    static void insert(Connection connection, Credential bond, Identity identity, int turn) throws SQLException {
        try {
            if (identity instanceof Identity.AtProvider person) {
                insert(connection, bond, identity.digest(), turn, PROVIDER, person.issuer(), person.subject());
            } else if (identity instanceof Identity.OfCertificate certificate) {
                String thumbprint = certificate.thumbprint().hex();
                insert(connection, bond, identity.digest(), turn, CERTIFICATE, null, thumbprint);
            }
        } catch (SQLException e) {
            if (Database.isUniqueViolation(e)) {
                EngagementConflictException failure = new EngagementConflictException("This identity was bound in"
                        + " engagement '" + bond.engagement() + "' in between; read it again and repeat");
                failure.initCause(e);
                throw failure;
            }
            throw e;
        }
    }

    /** Ties a token to the certificate without which it lets nobody in. */
    static void insertHolder(Connection connection, Credential token, Hash holder) throws SQLException {
        insert(connection, token, noToken(token.id()), 0, HOLDER, null, holder.hex());
    }

    private static void insert(
            Connection connection,
            Credential credential,
            Hash digest,
            int turn,
            String kind,
            @Nullable String issuer,
            String subject)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, credential.id());
            insert.setString(2, digest.hex());
            insert.setString(3, credential.engagement());
            insert.setLong(4, turn);
            insert.setString(5, kind);
            insert.setString(6, issuer);
            insert.setString(7, subject);
            insert.executeUpdate();
        }
    }

    static @Nullable Hash holder(String kind, String subject) {
        return kind.equals(HOLDER) ? Hash.parseHex(subject) : null;
    }

    static @Nullable Identity identity(String kind, @Nullable String issuer, String subject) {
        return switch (kind) {
            case PROVIDER -> new Identity.AtProvider(Objects.requireNonNull(issuer, "issuer"), subject);
            case CERTIFICATE -> new Identity.OfCertificate(Hash.parseHex(subject));
            case HOLDER -> null;
            default -> throw new IllegalStateException("An identity is bound that a later release knows: " + kind);
        };
    }

    /** What the ledger says of an identity. */
    static Map<String, JsonNode> fields(Identity identity) {
        if (identity instanceof Identity.AtProvider person) {
            return Map.of("issuer", Json.text(person.issuer()), "subject", Json.text(person.subject()));
        }
        return Map.of(
                CERTIFICATE,
                Json.text(((Identity.OfCertificate) identity).thumbprint().hex()));
    }

    /** Stands where a token's digest would: it is of nothing that has a token's form, so no token can have it. */
    static Hash noToken(String bondId) {
        return Hash.sha256(("no token, but the bond " + bondId).getBytes(StandardCharsets.UTF_8));
    }
}
