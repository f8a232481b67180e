package io.remoteaudit.preparation;

import io.remoteaudit.standard.ClauseReference;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One item of an audit plan's agenda.
 *
 * @param site where, a physical or virtual site, 1 to 200 characters
 * @param process what is audited, 1 to 500 characters
 * @param clause the requirement it is audited against; null if the item is about no particular one, as a meeting
 * @param auditor who audits, 1 to 200 characters
 * @param from when it begins
 * @param to when it ends, after it begins
 */
public record AgendaItem(
        String site, String process, @Nullable ClauseReference clause, String auditor, Instant from, Instant to) {

    /** Checks that nothing is missing. */
    public AgendaItem {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(auditor, "auditor");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
