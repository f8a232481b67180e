package io.remoteaudit.engagement;

import java.util.List;

/**
 * What a device answered that made a passkey. Bytes are in base64url, as browsers give them.
 *
 * @param ceremony the ceremony it was made in
 * @param name what the auditor calls it
 * @param clientData what the browser says it asked the device
 * @param attestation the public key, and what the device says about itself
 * @param transports how the browser reaches the device
 */
public record NewPasskey(String ceremony, String name, String clientData, String attestation, List<String> transports) {

    /** Copies the list. */
    public NewPasskey {
        transports = List.copyOf(transports);
    }
}
