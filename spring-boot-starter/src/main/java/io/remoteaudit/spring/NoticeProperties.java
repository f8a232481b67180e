package io.remoteaudit.spring;

import io.remoteaudit.question.NoticeListener;
import io.remoteaudit.question.NoticeSettings;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads who answers questions and who hears of them from the host's properties. */
final class NoticeProperties {

    private NoticeProperties() {}

    static Map<QuestionCategory, String> assignees(RemoteAuditProperties.Questions given) {
        Map<QuestionCategory, String> assignees = new EnumMap<>(QuestionCategory.class);
        try {
            given.assignees().forEach((category, name) -> assignees.put(QuestionCategory.ofWireName(category), name));
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(
                    "RA-0917",
                    "The property 'remote-audit.questions.assignees' names no category of questions. " + e.getMessage()
                            + ".",
                    "Use documents, purchasing, production, inspection, equipment, personnel, traceability,"
                            + " corrective-action or other.",
                    e);
        }
        return assignees;
    }

    static NoticeSettings settings(RemoteAuditProperties.Questions given, List<NoticeListener> listeners) {
        try {
            List<Webhook> webhooks = new ArrayList<>();
            for (RemoteAuditProperties.Hook hook : given.webhooks()) {
                webhooks.add(new Webhook(
                        Objects.requireNonNullElse(hook.name(), ""),
                        URI.create(Objects.requireNonNullElse(hook.url(), "")),
                        hook.secrets(),
                        hook.localAddresses()));
            }
            return NoticeSettings.standard()
                    .withListeners(listeners)
                    .withWebhooks(webhooks)
                    .withRemindBefore(given.remindBefore());
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(
                    "RA-0918",
                    "The properties 'remote-audit.questions.*' cannot be used: " + e.getMessage() + ".",
                    "Correct them.",
                    e);
        }
    }
}
