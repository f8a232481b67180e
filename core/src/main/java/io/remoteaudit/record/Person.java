package io.remoteaudit.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Someone who did, checked or changed something, named as the quality system names them.
 *
 * @param name the name or staff number
 * @param role the role acted in, for example {@code 检验员}; null where the source has none
 */
public record Person(String name, @Nullable String role) {

    /** Checks that a name is given. */
    public Person {
        Objects.requireNonNull(name, "name");
    }
}
