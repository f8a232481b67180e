package io.remoteaudit.engagement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor's device is asked to sign, once and within five minutes.
 *
 * @param id names the ceremony; who does not know it cannot end it
 * @param challenge the random bytes to be signed, in base64url
 * @param userHandle names the auditor to the device without telling who it is, in base64url; null where the device is to
 *     say who comes in
 * @param known passkeys the auditor has, which a device need not make again
 */
public record PasskeyCeremony(
        String id, String challenge, @Nullable String userHandle, List<Known> known) {

    /** Checks that nothing is missing and copies the list. */
    public PasskeyCeremony {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(challenge, "challenge");
        known = List.copyOf(known);
    }

    /**
     * A passkey as devices know it.
     *
     * @param credentialId the device's name for it, in base64url
     * @param transports how a browser reaches the device
     */
    public record Known(String credentialId, List<String> transports) {

        /** Copies the list. */
        public Known {
            transports = List.copyOf(transports);
        }
    }

    /** Leaves the id out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "PasskeyCeremony[" + (userHandle == null ? "sign in" : "register") + "]";
    }
}
