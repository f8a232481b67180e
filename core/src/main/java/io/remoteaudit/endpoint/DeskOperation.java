package io.remoteaudit.endpoint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the desk.
 *
 * @param role the role it needs; null if any will do
 * @param parameters the query parameters it knows
 * @param handler does it
 */
record DeskOperation(@Nullable StaffRole role, Set<String> parameters, Handler handler) {

    DeskOperation {
        parameters = Set.copyOf(parameters);
    }

    /** Does an operation for a member of the staff. */
    @FunctionalInterface
    interface Handler {
        Document answer(DeskCall call);
    }
}
