package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Right;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract.
 *
 * @param action its name in the access trail
 * @param admitted whether the engagement must be active
 * @param right what the engagement must allow; null if nothing in particular
 * @param parameters the query parameters it knows
 * @param body whether it takes a JSON body
 * @param change whether it changes something, so that repeating it must not do it again
 * @param followsUp whether it is open also after the access window, while findings are followed up
 * @param metered whether what it gives counts towards the daily limits of the terms
 * @param use whether asking for it shows that somebody is at the page
 * @param handler does it
 */
record Operation(
        String action,
        boolean admitted,
        @Nullable Right right,
        Set<String> parameters,
        boolean body,
        boolean change,
        boolean followsUp,
        boolean metered,
        boolean use,
        Handler handler) {

    Operation {
        parameters = Set.copyOf(parameters);
    }

    /** Whatever shows evidence is metered; of exports only what {@link #counted} says, and talk never is. */
    Operation(
            String action,
            boolean admitted,
            @Nullable Right right,
            Set<String> parameters,
            boolean body,
            boolean change,
            Handler handler) {
        this(
                action,
                admitted,
                right,
                parameters,
                body,
                change,
                false,
                right != null && showsEvidence(right),
                true,
                handler);
    }

    private static boolean showsEvidence(Right right) {
        return switch (right) {
            case SEARCH, TRACE, SAMPLE, DOWNLOAD -> true;
            case ASK, FIND, EXPORT -> false;
        };
    }

    /** The same, but metered. */
    Operation counted() {
        return new Operation(action, admitted, right, parameters, body, change, followsUp, true, use, handler);
    }

    /** The same, but open also while findings are followed up. */
    Operation followingUp() {
        return new Operation(action, admitted, right, parameters, body, change, true, metered, use, handler);
    }

    /** The same, but nothing that shows that somebody is at the page: what stays open by itself. */
    Operation lasting() {
        return new Operation(action, admitted, right, parameters, body, change, followsUp, metered, false, handler);
    }

    /** Does an operation for an admitted caller. */
    @FunctionalInterface
    interface Handler {
        Reply answer(Visit visit);
    }

    /** A read that needs an active engagement. */
    static Operation read(String action, @Nullable Right right, Set<String> parameters, Handler handler) {
        return new Operation(action, true, right, parameters, false, false, handler);
    }

    /** A read that needs an active engagement and asks by a JSON body. */
    static Operation query(String action, @Nullable Right right, Handler handler) {
        return new Operation(action, true, right, Set.of(), true, false, handler);
    }

    /** A change that needs an active engagement. */
    static Operation change(String action, @Nullable Right right, Handler handler) {
        return new Operation(action, true, right, Set.of(), true, true, handler);
    }
}
