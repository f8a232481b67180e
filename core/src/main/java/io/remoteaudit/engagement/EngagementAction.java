package io.remoteaudit.engagement;

import java.util.EnumSet;
import java.util.Set;

/** What a party may do to an engagement, and in which states; the table of {@code ENGAGEMENTS.md} in code. */
enum EngagementAction {
    AMEND(States.OPEN, Set.of(Party.MAKER)),
    ACCEPT(States.OPEN, Set.of(Party.MAKER, Party.BODY)),
    ISSUE_TOKEN(States.OPEN, Set.of(Party.MAKER)),
    SUSPEND(EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE), Set.of(Party.MAKER, Party.BODY)),
    RESUME(EnumSet.of(EngagementState.SUSPENDED), Set.of(Party.MAKER, Party.BODY)) {
        @Override
        boolean open(Engagement engagement, EngagementState state, Party party) {
            // What the maker halted, the body may not set going again.
            Suspension suspension = engagement.suspension();
            return super.open(engagement, state, party)
                    && suspension != null
                    && (party == Party.MAKER || suspension.party() == Party.BODY);
        }
    },
    AGREE_TO_END(States.AGREED, Set.of(Party.MAKER, Party.BODY)),
    NOTE_OUTAGE(States.AGREED_OR_ENDED, Set.of(Party.MAKER, Party.BODY)),
    ARCHIVE(EnumSet.of(EngagementState.ENDED, EngagementState.REVOKED), Set.of(Party.MAKER)),
    REVOKE(States.NOT_REVOKED, Set.of(Party.MAKER));

    private final Set<EngagementState> states;
    private final Set<Party> parties;

    EngagementAction(Set<EngagementState> states, Set<Party> parties) {
        this.states = states;
        this.parties = parties;
    }

    /** Whether a party may do this now. */
    boolean open(Engagement engagement, EngagementState state, Party party) {
        return states.contains(state) && parties.contains(party);
    }

    /** Fails if a party may not do this now. */
    void require(Engagement engagement, EngagementState state, Party party) {
        if (!open(engagement, state, party)) {
            throw new EngagementConflictException("Engagement '" + engagement.id() + "' is " + state.wireName()
                    + "; the " + party.wireName() + " cannot " + words() + " now" + advice(state));
        }
    }

    private String words() {
        return switch (this) {
            case AMEND -> "amend its terms";
            case ACCEPT -> "accept its terms";
            case ISSUE_TOKEN -> "issue a token for it";
            case SUSPEND -> "suspend it";
            case RESUME -> "resume it";
            case AGREE_TO_END -> "end it by agreement";
            case NOTE_OUTAGE -> "note an outage in it";
            case ARCHIVE -> "archive it";
            case REVOKE -> "revoke it";
        };
    }

    private static String advice(EngagementState state) {
        return switch (state) {
            case ENDED, ARCHIVED, REVOKED -> "; propose a new engagement if the audit goes on";
            case SUSPENDED -> "; whoever suspended it, or the maker, resumes it first";
            case PROPOSED, CONFIRMED_BY_MAKER, CONFIRMED_BY_BODY -> "; both parties accept the terms first";
            case SCHEDULED, ACTIVE -> "";
        };
    }

    /** Sets of states that several actions share. */
    private static final class States {
        static final Set<EngagementState> AGREED =
                EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE, EngagementState.SUSPENDED);
        static final Set<EngagementState> OPEN = EnumSet.of(
                EngagementState.PROPOSED,
                EngagementState.CONFIRMED_BY_MAKER,
                EngagementState.CONFIRMED_BY_BODY,
                EngagementState.SCHEDULED,
                EngagementState.ACTIVE,
                EngagementState.SUSPENDED);
        static final Set<EngagementState> AGREED_OR_ENDED = EnumSet.of(
                EngagementState.SCHEDULED, EngagementState.ACTIVE, EngagementState.SUSPENDED, EngagementState.ENDED);
        static final Set<EngagementState> NOT_REVOKED =
                EnumSet.complementOf(EnumSet.of(EngagementState.REVOKED, EngagementState.ARCHIVED));

        private States() {}
    }
}
