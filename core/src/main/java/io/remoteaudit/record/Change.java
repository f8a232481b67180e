package io.remoteaudit.record;

import java.util.Objects;

/**
 * Why and by whom a record was changed; every version after the first carries one. When is the time the ledger took
 * the version. Follows NMPA 2025 No. 107, article 45 (更改应注明理由、人员、日期).
 *
 * @param reason why the earlier version was not right or not complete
 * @param changedBy who changed it
 */
public record Change(String reason, Person changedBy) {

    /** The reason given where a program sees that data changed and nobody says why. */
    public static final String SOURCE_CHANGED = "来源数据已变更 / source changed";

    /** Checks that both are given. */
    public Change {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(changedBy, "changedBy");
    }
}
