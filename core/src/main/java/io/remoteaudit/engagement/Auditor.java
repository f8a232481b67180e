package io.remoteaudit.engagement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person of the certification body who may act in an engagement.
 *
 * @param id the id within the engagement, letters, digits and {@code . _ -}
 * @param name the name people see
 * @param email where to reach the person; null if not recorded
 */
public record Auditor(String id, String name, @Nullable String email) {

    /** Checks that id and name are given. */
    public Auditor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }
}
