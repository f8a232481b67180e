package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.NewPasskey;
import io.remoteaudit.engagement.PasskeyAssertion;
import io.remoteaudit.engagement.PasskeyCeremony;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.engagement.RelyingParty;
import io.remoteaudit.ledger.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What browsers are asked in the JSON of WebAuthn, and what they answer. Stateless. */
final class PasskeyJson {

    private static final int LONGEST_NAME = 100;

    /** Far more than a device signs; a public key of RSA is the largest part. */
    private static final int LONGEST_PART = 16_000;

    private static final int LONGEST_ID = 1_400;
    private static final int LONGEST_CEREMONY = 100;
    private static final int MOST_TRANSPORTS = 10;

    /** The ways browsers know today; any other is of no use to a browser later. */
    private static final Set<String> TRANSPORTS = Set.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal");

    /** ES256, EdDSA and RS256, the best first. */
    private static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

    private PasskeyJson() {}

    /** What a device is asked that is to make a passkey. */
    static ObjectNode creationOptions(
            PasskeyCeremony ceremony, RelyingParty relyingParty, String maker, Caller caller) {
        ObjectNode json = Json.object().put("ceremony", ceremony.id());
        ObjectNode options = json.putObject("publicKey");
        options.putObject("rp").put("id", relyingParty.id()).put("name", maker);
        options.putObject("user")
                .put("id", ceremony.userHandle())
                .put(
                        "name",
                        caller.auditor().name() + " · " + caller.engagement().id())
                .put("displayName", caller.auditor().name());
        options.put("challenge", ceremony.challenge());
        ArrayNode algorithms = options.putArray("pubKeyCredParams");
        ALGORITHMS.forEach(
                algorithm -> algorithms.addObject().put("type", "public-key").put("alg", algorithm));
        options.put("timeout", Passkeys.CEREMONY.toMillis());
        ArrayNode known = options.putArray("excludeCredentials");
        for (PasskeyCeremony.Known one : ceremony.known()) {
            ObjectNode excluded = known.addObject().put("type", "public-key").put("id", one.credentialId());
            one.transports().forEach(excluded.putArray("transports")::add);
        }
        options.putObject("authenticatorSelection")
                .put("residentKey", "required")
                .put("requireResidentKey", true)
                .put("userVerification", "required");
        options.put("attestation", "none");
        return json;
    }

    /** What a device is asked that is to say who comes in. */
    static ObjectNode requestOptions(PasskeyCeremony ceremony, RelyingParty relyingParty) {
        ObjectNode json = Json.object().put("ceremony", ceremony.id());
        json.putObject("publicKey")
                .put("challenge", ceremony.challenge())
                .put("rpId", relyingParty.id())
                .put("timeout", Passkeys.CEREMONY.toMillis())
                .put("userVerification", "required");
        return json;
    }

    static NewPasskey made(JsonBody body) {
        String ceremony = body.requiredText("ceremony", LONGEST_CEREMONY);
        String name = name(body);
        String clientData = bytes(body, "clientDataJSON", LONGEST_PART);
        String attestation = bytes(body, "attestationObject", LONGEST_PART);
        List<String> transports = body.has("transports") ? body.texts("transports", MOST_TRANSPORTS, 50) : List.of();
        body.end();
        return new NewPasskey(
                ceremony,
                name,
                clientData,
                attestation,
                transports.stream().filter(TRANSPORTS::contains).distinct().toList());
    }

    static String name(JsonBody body) {
        return body.requiredText("name", LONGEST_NAME).strip();
    }

    static PasskeyAssertion assertion(JsonBody body) {
        PasskeyAssertion assertion = new PasskeyAssertion(
                body.requiredText("ceremony", LONGEST_CEREMONY),
                bytes(body, "credentialId", LONGEST_ID),
                bytes(body, "clientDataJSON", LONGEST_PART),
                bytes(body, "authenticatorData", LONGEST_PART),
                bytes(body, "signature", LONGEST_PART),
                bytes(body, "userHandle", 100));
        body.end();
        return assertion;
    }

    private static String bytes(JsonBody body, String name, int longest) {
        Optional<String> text = Optional.of(body.requiredText(name, longest)).filter(given -> !given.isEmpty());
        if (text.isPresent() && !text.get().matches("[A-Za-z0-9_-]+")) {
            body.fault(name, "base64url");
        }
        return text.orElse("");
    }
}
