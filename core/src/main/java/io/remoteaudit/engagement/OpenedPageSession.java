package io.remoteaudit.engagement;

import java.util.Objects;

/**
 * A page session that was just opened. This is the only time its secret can be seen: the module keeps its digest only.
 *
 * @param session the session
 * @param secret what the browser's cookie holds
 */
public record OpenedPageSession(PageSession session, String secret) {

    /** Checks that nothing is missing. */
    public OpenedPageSession {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(secret, "secret");
    }

    /** Leaves the secret out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "OpenedPageSession[" + session.id() + "]";
    }
}
