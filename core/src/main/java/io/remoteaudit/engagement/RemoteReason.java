package io.remoteaudit.engagement;

import java.util.Objects;

/**
 * Why an audit is held remotely, and how much depends on it.
 *
 * @param text the reason
 * @param risk how grave it would be if the remote method missed something
 */
public record RemoteReason(String text, RiskGrade risk) {

    /** Checks that nothing is missing. */
    public RemoteReason {
        ConditionsJson.requireText("reason/text", text);
        Objects.requireNonNull(risk, "risk");
    }
}
