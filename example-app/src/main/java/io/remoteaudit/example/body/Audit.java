package io.remoteaudit.example.body;

import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.EngagementClient;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What every part of the audit works with.
 *
 * @param client the client of the maker's endpoint
 * @param engagement its client of the engagement
 * @param log what is printed
 * @param options what was asked for
 * @param line the line to the maker
 */
record Audit(AuditClient client, EngagementClient engagement, AuditLog log, Options options, Line line) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Language of what is written to the maker. */
    static final String CHINESE = "zh-CN";

    /** Waits until the maker has done something, as long as the options say. */
    <T> T await(String chinese, String english, Supplier<T> look, Predicate<T> done) {
        Duration until = log.elapsed().plus(options.patience());
        for (boolean said = false; ; said = true) {
            T seen = look.get();
            if (done.test(seen)) {
                return seen;
            }
            if (!said) {
                log.line("等待：" + chinese + "……", "waiting: " + english + " …");
            }
            if (log.elapsed().compareTo(until) > 0) {
                throw new UnexpectedException(
                        "等待超过 " + options.patience().toSeconds() + " 秒：" + chinese + "；请企业人员在审核台处理，或以"
                                + " --example.demonstration-staff=true 启动示例",
                        "Waited more than " + options.patience().toSeconds() + " s: " + english
                                + "; have the maker's people see to it at the desk, or start the example with"
                                + " --example.demonstration-staff=true");
            }
            pause();
        }
    }

    /** Ends the audit unless something is as it should be. */
    static void require(boolean holds, String chinese, String english) {
        if (!holds) {
            throw new UnexpectedException(chinese, english);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedException("审核被中断", "The audit was interrupted");
        }
    }
}
