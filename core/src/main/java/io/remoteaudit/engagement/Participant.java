package io.remoteaudit.engagement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person who takes part in an audit. Auditors who act here are named in the terms' list of auditors besides.
 *
 * @param party whose person it is
 * @param name the name
 * @param role what the person does in the audit, for example {@code lead auditor} or {@code management representative}
 * @param contact how to reach the person; null if not recorded
 */
public record Participant(
        Party party, String name, String role, @Nullable String contact) {

    /** Checks that nothing is missing. */
    public Participant {
        Objects.requireNonNull(party, "party");
        ConditionsJson.requireText("people/name", name);
        ConditionsJson.requireText("people/role", role);
        if (contact != null) {
            ConditionsJson.requireText("people/contact", contact);
        }
    }
}
