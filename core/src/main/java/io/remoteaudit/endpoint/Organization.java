package io.remoteaudit.endpoint;

import java.util.Objects;

/**
 * The maker, as the endpoint names it to everyone.
 *
 * @param id an id that stays, for example the unified social credit code or a host name
 * @param name the legal name
 */
public record Organization(String id, String name) {

    /** Checks that both are given. */
    public Organization {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        if (id.isBlank() || id.length() > 200 || name.isBlank()) {
            throw new IllegalArgumentException("An organization has an id of at most 200 characters and a name");
        }
    }
}
