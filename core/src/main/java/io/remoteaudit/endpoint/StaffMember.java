package io.remoteaudit.endpoint;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Who is at the desk, as the host's own login says.
 *
 * @param name the name or staff number; it stands in the ledger beside what this person does
 * @param roles what this person may do
 */
public record StaffMember(String name, Set<StaffRole> roles) {

    /** Checks that nothing is missing and copies the roles. */
    public StaffMember {
        Objects.requireNonNull(name, "name");
        roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
        if (name.isBlank()) {
            throw new IllegalArgumentException("A staff member needs a name");
        }
    }

    /**
     * Someone who may do everything at the desk.
     *
     * @param name the name or staff number
     * @return the staff member
     */
    public static StaffMember withAllRoles(String name) {
        return new StaffMember(name, EnumSet.allOf(StaffRole.class));
    }
}
