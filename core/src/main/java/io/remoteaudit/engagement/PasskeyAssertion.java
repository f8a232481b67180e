package io.remoteaudit.engagement;

/**
 * What a device answered that holds a passkey. Bytes are in base64url, as browsers give them.
 *
 * @param ceremony the ceremony it was signed in
 * @param credentialId the device's name for the passkey
 * @param clientData what the browser says it asked the device
 * @param authenticatorData what the device says about itself and its user
 * @param signature over both
 * @param userHandle whom the device takes its user for
 */
public record PasskeyAssertion(
        String ceremony,
        String credentialId,
        String clientData,
        String authenticatorData,
        String signature,
        String userHandle) {}
