package io.remoteaudit.question;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who hears of questions, and when.
 *
 * @param listeners the host's own means
 * @param webhooks the addresses notices are sent to, each of a name of its own
 * @param remindBefore how long before the end of its due day a question that is open is reminded of, once; zero for only
 *     once it is overdue
 * @param backOff how long to wait after each attempt that failed; after as many and one more, a notice is given up
 */
public record NoticeSettings(
        List<NoticeListener> listeners, List<Webhook> webhooks, Duration remindBefore, List<Duration> backOff) {

    /** Copies the lists and checks the bounds. */
    public NoticeSettings {
        listeners = List.copyOf(listeners);
        webhooks = List.copyOf(webhooks);
        backOff = List.copyOf(backOff);
        if (remindBefore.isNegative()) {
            throw new IllegalArgumentException("remindBefore is not negative: " + remindBefore);
        }
        if (backOff.stream().anyMatch(wait -> wait.isNegative())) {
            throw new IllegalArgumentException("No waiting time is negative: " + backOff);
        }
        Set<String> names = new HashSet<>();
        for (Webhook webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new IllegalArgumentException(
                        "Two webhooks are named '" + webhook.name() + "'; give each a name of its own");
            }
        }
    }

    /**
     * Nobody hears; reminders two days before; attempts over about a day, as Standard Webhooks proposes.
     *
     * @return the settings
     */
    public static NoticeSettings standard() {
        return new NoticeSettings(
                List.of(),
                List.of(),
                Duration.ofDays(2),
                List.of(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(10)));
    }

    /**
     * With these listeners.
     *
     * @param others instead of those before
     * @return the settings
     */
    public NoticeSettings withListeners(List<NoticeListener> others) {
        return new NoticeSettings(others, webhooks, remindBefore, backOff);
    }

    /**
     * With these webhooks.
     *
     * @param others instead of those before
     * @return the settings
     */
    public NoticeSettings withWebhooks(List<Webhook> others) {
        return new NoticeSettings(listeners, others, remindBefore, backOff);
    }

    /**
     * With reminders at another time.
     *
     * @param before how long before the end of the due day
     * @return the settings
     */
    public NoticeSettings withRemindBefore(Duration before) {
        return new NoticeSettings(listeners, webhooks, before, backOff);
    }

    /**
     * With other waiting times between attempts.
     *
     * @param waits one for each further attempt
     * @return the settings
     */
    public NoticeSettings withBackOff(List<Duration> waits) {
        return new NoticeSettings(listeners, webhooks, remindBefore, waits);
    }
}
