package io.remoteaudit.preparation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person of the maker who answers for something.
 *
 * @param name the name, 1 to 200 characters
 * @param role what for, for example {@code 管理者代表}, 1 to 200 characters
 * @param contact how to reach the person, at most 200 characters; null if not recorded
 */
public record ResponsiblePerson(
        String name, String role, @Nullable String contact) {

    /** Checks that nothing is missing. */
    public ResponsiblePerson {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
    }
}
