package io.remoteaudit.engagement;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where an engagement stands. Only an active one lets an auditor see anything of the maker's, and one
 * that is followed up what findings and questions name. Which action leads from
 * where to where, {@link EngagementAction} says.
 */
public enum EngagementState {
    /** Accepted by nobody in its present terms. */
    PROPOSED("proposed"),
    /** Accepted by the maker; the body has not yet. */
    CONFIRMED_BY_MAKER("confirmed-by-maker"),
    /** Accepted by the body; the maker has not yet. */
    CONFIRMED_BY_BODY("confirmed-by-body"),
    /** Accepted by both; the access window has not begun. */
    SCHEDULED("scheduled"),
    /** Accepted by both and within the access window. */
    ACTIVE("active"),
    /** Accepted by both and halted by one of them, until it is resumed. */
    SUSPENDED("suspended"),
    /** As ended, but findings are still followed up: what they name is shown, and the steps to their closure are taken. */
    FOLLOW_UP("follow-up"),
    /** The access window is over, or both agreed to end before, and no findings are followed up any more. */
    ENDED("ended"),
    /** Put away: read inside only, and shown to nobody outside. */
    ARCHIVED("archived"),
    /** Revoked for good. */
    REVOKED("revoked");

    private final String wireName;

    EngagementState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a state by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the state, or empty for one of a later release
     */
    public static Optional<EngagementState> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(wireName))
                .findFirst();
    }

    /**
     * Whether those outside still see that the engagement exists.
     *
     * @return false once it is revoked or archived
     */
    public boolean shown() {
        return this != REVOKED && this != ARCHIVED;
    }
}
