package io.remoteaudit.engagement;

import java.util.Objects;

/**
 * An invitation that was just made. This is the only time its secrets can be seen: the module keeps their digests only.
 *
 * @param invitation the invitation
 * @param secret what the link holds
 * @param code what is told another way than the link, so that whoever reads one of them cannot get in; 8 characters that
 *     cannot be taken for each other
 */
public record IssuedInvitation(Invitation invitation, String secret, String code) {

    /** Checks that nothing is missing. */
    public IssuedInvitation {
        Objects.requireNonNull(invitation, "invitation");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(code, "code");
    }

    /** Leaves the secrets out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "IssuedInvitation[" + invitation + "]";
    }
}
