package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Contract;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.LogKey;
import java.util.Optional;
import java.util.Set;

/** What is open to everyone: how to speak to the endpoint, and the keys its ledger is checked by. */
final class Discovery {

    private static final String CONTRACT_PATH = AuditEndpoint.PATH + "/openapi.yaml";

    private final AuditServices services;
    private final Document contract = Document.of("application/yaml", Contract.openapi(), 0);

    Discovery(AuditServices services) {
        this.services = services;
    }

    /** The answer to a request for something open; empty for any other. */
    Optional<Answer> answer(Request request) {
        Document document;
        if (request.path().equals(AuditEndpoint.WELL_KNOWN_PATH)) {
            document = Document.json(description(), 0);
        } else if (request.path().equals(CONTRACT_PATH)) {
            document = contract;
        } else {
            return Optional.empty();
        }
        if (!request.method().matches("GET|HEAD")) {
            throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD");
        }
        QueryParameters.parse(request.query(), Set.of());
        return Optional.of(Answers.open(request, document));
    }

    /** Addresses are relative to this document, so that they hold behind every proxy and context path. */
    private ObjectNode description() {
        LogKey key = services.ledger().key();
        ObjectNode json = Json.object();
        json.putObject("organization")
                .put("id", services.organization().id())
                .put("name", services.organization().name());
        json.put("endpoint", "../audit/v1/");
        json.put("contract", "../audit/v1/openapi.yaml");
        json.putArray("apiVersions").add(Contract.VERSION);
        json.putArray("languages").add("zh-CN").add("en");
        authentication(json.putArray("authentication"));
        ObjectNode ledger = json.putObject("ledger");
        ledger.put("origin", key.name());
        ArrayNode keys = ledger.putArray("keys");
        services.ledger().signingKeys().forEach(signing -> keys.add(signing.vkey()));
        return json;
    }

    private void authentication(ArrayNode ways) {
        ways.addObject().put("scheme", "Bearer").put("tokenPattern", "^ra_[0-9A-Za-z]{49}$");
        for (IdentityProvider provider : services.identities().providers()) {
            ways.addObject()
                    .put("scheme", "Bearer")
                    .put("issuer", provider.issuer())
                    .put("audience", provider.audience());
        }
        if (services.identities().clientCertificates()) {
            ways.addObject().put("scheme", "mutual-tls");
        }
        ways.addObject()
                .put("scheme", "Passkey")
                .put("relyingParty", services.passkeys().relyingParty().id());
    }
}
