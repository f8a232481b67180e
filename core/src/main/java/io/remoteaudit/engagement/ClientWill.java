package io.remoteaudit.engagement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That the audited maker wants to be audited remotely (顾客的意愿).
 *
 * @param declaredBy who of the maker declared it, with the function the person holds
 * @param declaredAt when, to the second
 * @param text what was declared
 */
public record ClientWill(String declaredBy, Instant declaredAt, String text) {

    /** Checks that nothing is missing. */
    public ClientWill {
        ConditionsJson.requireText("will/declaredBy", declaredBy);
        ConditionsJson.requireText("will/text", text);
        declaredAt = declaredAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
