package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;

/** The engagement does not let its auditors see anything now, or the caller's token has ended. */
public final class NotAdmittedException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final EngagementState state;

    /**
     * Creates the failure.
     *
     * @param engagement the engagement's id
     * @param state where it stands; {@link EngagementState#ACTIVE} if it is the token that has ended
     */
    public NotAdmittedException(String engagement, EngagementState state) {
        super(
                "RA-0401",
                state == EngagementState.ACTIVE
                        ? "The token for engagement '" + engagement + "' has ended; ask the maker for another"
                        : "Engagement '" + engagement + "' is " + state.wireName() + " and gives no access now");
        this.state = state;
    }

    /**
     * Where the engagement stands.
     *
     * @return the state
     */
    public EngagementState state() {
        return state;
    }
}
