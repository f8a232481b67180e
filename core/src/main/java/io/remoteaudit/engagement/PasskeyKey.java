package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Hash;
import java.util.Base64;

/**
 * What a device's answers are checked by.
 *
 * @param credentialId the device's name for the passkey, in base64url
 * @param publicKey its public key as WebAuthn's attested credential data, without the device's model, in base64url
 * @param backupEligible whether it may be copied by its keeper, which never changes
 * @param signCount how often the device has signed; 0 if it does not count
 */
record PasskeyKey(String credentialId, String publicKey, boolean backupEligible, long signCount) {

    /** By which a passkey is looked up, however long its name is. */
    Hash digest() {
        return Hash.sha256(Base64.getUrlDecoder().decode(credentialId));
    }
}
