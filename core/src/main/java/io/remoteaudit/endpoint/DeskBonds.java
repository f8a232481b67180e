package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.ledger.Hash;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where staff binds identities that others vouch for to auditors; they are revoked as tokens are. */
final class DeskBonds {

    private static final int LONGEST_THUMBPRINT = 100;

    private final AuditServices services;
    private final Function<Engagement, ObjectNode> json;

    DeskBonds(AuditServices services, Function<Engagement, ObjectNode> json) {
        this.services = services;
        this.json = json;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("POST", "engagements/{engagement}/bonds", new DeskOperation(StaffRole.MANAGE, Set.of(), this::bind));
    }

    private Document bind(DeskCall call) {
        Engagement engagement = call.engagement(services.engagements());
        JsonBody body = call.body(services.limits());
        Optional<Identity> identity = identity(body);
        TokenOrder order = TokenOrder.read(body, services, engagement);
        services.engagements()
                .bind(
                        engagement.id(),
                        order.auditorId(),
                        identity.orElseThrow(),
                        order.expiresAt(),
                        call.staff().name());
        return Document.json(json.apply(engagement), 1).status(201).tagged(null);
    }

    /** Of a provider that is not configured, nobody could ever come. */
    private Optional<Identity> identity(JsonBody body) {
        if (body.has("certificate")) {
            if (!services.identities().clientCertificates()) {
                body.fault("certificate", "certificates-off");
            }
            return holder(body).map(Identity.OfCertificate::new);
        }
        String issuer = body.requiredText("issuer", Identity.LONGEST);
        String subject = body.requiredText("subject", Identity.LONGEST);
        boolean known = services.identities().providers().stream()
                .map(IdentityProvider::issuer)
                .anyMatch(issuer::equals);
        if (!issuer.isEmpty() && !known) {
            body.fault("issuer", "issuer");
        }
        try {
            return Optional.of(new Identity.AtProvider(issuer, subject));
        } catch (IllegalArgumentException e) {
            body.fault("subject", "text", "1", String.valueOf(Identity.LONGEST));
            return Optional.empty();
        }
    }

    /** The certificate that a body names, if it names one. */
    static Optional<Hash> holder(JsonBody body) {
        if (!body.has("certificate")) {
            return Optional.empty();
        }
        Optional<Hash> holder = thumbprint(body.requiredText("certificate", LONGEST_THUMBPRINT));
        if (holder.isEmpty()) {
            body.fault("certificate", "thumbprint");
        }
        return holder;
    }

    /** As tools print it: hexadecimal, with or without colons, or base64url as in {@code x5t#S256}. */
    private static Optional<Hash> thumbprint(String text) {
        String bare = text.strip().replace(":", "");
        try {
            byte[] bytes = bare.length() == 2 * Hash.LENGTH
                    ? HexFormat.of().parseHex(bare.toLowerCase(Locale.ROOT))
                    : Base64.getUrlDecoder().decode(bare);
            return Optional.of(Hash.of(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whose word can be taken, so that staff is offered nothing that could never come. */
    static void put(ObjectNode engagement, Identities identities) {
        ObjectNode known = engagement.putObject("knownBy");
        ArrayNode issuers = known.putArray("issuers");
        identities.providers().forEach(provider -> issuers.add(provider.issuer()));
        known.put("certificates", identities.clientCertificates());
    }

    /** What staff sees of a bound identity, or of the certificate a token needs. */
    static void put(ObjectNode item, Credential credential) {
        Identity identity = credential.identity();
        Hash holder = credential.holder();
        item.put("kind", identity == null ? "token" : "identity");
        if (holder != null) {
            item.put("certificate", holder.hex());
        } else if (identity instanceof Identity.AtProvider person) {
            item.put("issuer", person.issuer()).put("subject", person.subject());
        } else if (identity instanceof Identity.OfCertificate certificate) {
            item.put("certificate", certificate.thumbprint().hex());
        }
    }
}
