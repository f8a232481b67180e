package io.remoteaudit.engagement;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import io.remoteaudit.engagement.PasskeyRefusedException.Reason;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what devices answer, as WebAuthn says, with a library. Uses only what the library offers in its lines for Jackson 2
 * and for Jackson 3 alike, since a host may bring the other one. Safe for use by several threads.
 */
final class PasskeyVerifier {

    /** What devices may sign with, the best first. */
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            algorithm(COSEAlgorithmIdentifier.ES256),
            algorithm(COSEAlgorithmIdentifier.EdDSA),
            algorithm(COSEAlgorithmIdentifier.RS256));

    private static final int SHORTEST_CREDENTIAL_ID = 16;

    private final RelyingParty relyingParty;
    private final ObjectConverter converter = new ObjectConverter();
    private final AttestedCredentialDataConverter keys = new AttestedCredentialDataConverter(converter);

    /** Believes whatever devices say about their make: nobody here could use it, and it would tell who uses which. */
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    PasskeyVerifier(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
    }

    /** The key of a passkey that was just made. */
    PasskeyKey made(NewPasskey made, String challenge) {
        try {
            RegistrationData data =
                    manager.parse(new RegistrationRequest(bytes(made.attestation()), bytes(made.clientData())));
            CollectedClientData client = present(data.getCollectedClientData());
            manager.verify(data, new RegistrationParameters(server(client, challenge), ALGORITHMS, true, true));
            AuthenticatorData<?> authenticator =
                    present(data.getAttestationObject()).getAuthenticatorData();
            AttestedCredentialData attested = present(authenticator.getAttestedCredentialData());
            if (attested.getCredentialId().length < SHORTEST_CREDENTIAL_ID) {
                throw new PasskeyRefusedException(Reason.ANSWER);
            }
            byte[] key = keys.convert(
                    new AttestedCredentialData(AAGUID.ZERO, attested.getCredentialId(), attested.getCOSEKey()));
            return new PasskeyKey(
                    text(attested.getCredentialId()),
                    text(key),
                    authenticator.isFlagBE(),
                    authenticator.getSignCount());
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** How far a device has counted that holds a passkey. */
    long signed(PasskeyAssertion assertion, PasskeyKey key, String challenge) {
        try {
            AuthenticationData data = manager.parse(new AuthenticationRequest(
                    bytes(assertion.credentialId()),
                    bytes(assertion.userHandle()),
                    bytes(assertion.authenticatorData()),
                    bytes(assertion.clientData()),
                    bytes(assertion.signature())));
            CollectedClientData client = present(data.getCollectedClientData());
            manager.verify(
                    data,
                    new AuthenticationParameters(
                            server(client, challenge), record(key), List.of(bytes(key.credentialId())), true, true));
            return present(data.getAuthenticatorData()).getSignCount();
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** What the answer must be for. Its page is one of ours if we say so, and none of the library's business. */
    private ServerProperty server(CollectedClientData client, String challenge) {
        Origin page = client.getOrigin();
        // The library looks at frames of others when somebody comes in, but not when a passkey is made.
        boolean framed = Boolean.TRUE.equals(client.getCrossOrigin());
        if (framed || page == null || !relyingParty.accepts(page.toString())) {
            throw new PasskeyRefusedException(Reason.ANSWER);
        }
        return new ServerProperty(Set.of(page), relyingParty.id(), new DefaultChallenge(bytes(challenge)));
    }

    private CredentialRecord record(PasskeyKey key) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                key.backupEligible(),
                false,
                key.signCount(),
                keys.convert(bytes(key.publicKey())),
                null,
                null,
                null,
                null);
    }

    /** What the library leaves empty where a device's answer lacks it. */
    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new PasskeyRefusedException(Reason.ANSWER);
        }
        return part;
    }

    /**
     * Whatever the library stumbles over is no device's answer. It means to throw exceptions of its own only, but those of
     * the parser behind it come through where a host brings the line for Jackson 3.
     */
    private static PasskeyRefusedException refused(RuntimeException cause) {
        if (cause instanceof PasskeyRefusedException known) {
            return known;
        }
        boolean counter = cause instanceof MaliciousCounterValueException;
        PasskeyRefusedException refused = new PasskeyRefusedException(counter ? Reason.COUNTER : Reason.ANSWER);
        refused.initCause(cause);
        return refused;
    }

    private static PublicKeyCredentialParameters algorithm(COSEAlgorithmIdentifier algorithm) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
