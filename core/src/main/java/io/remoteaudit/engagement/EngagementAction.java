package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What a party may do to an engagement, and in which states; the table of {@code ENGAGEMENTS.md} in code. */
enum EngagementAction {
    AMEND(States.OPEN, States.MAKER, false),
    ACCEPT(States.OPEN, States.EITHER, false),
    ISSUE_TOKEN(States.LETTING_IN, States.MAKER, true),
    SUSPEND(States.RUNNING, States.EITHER, true),
    RESUME(EnumSet.of(EngagementState.SUSPENDED), States.EITHER, true) {
        @Override
        boolean open(Engagement engagement, Instant now, Party party) {
            // What the maker halted, the body may not set going again.
            Suspension suspension = engagement.suspension();
            return super.open(engagement, now, party)
                    && suspension != null
                    && (party == Party.MAKER || suspension.party() == Party.BODY);
        }
    },
    AGREE_TO_END(States.AGREED, States.EITHER, false),
    NOTE_OUTAGE(States.AGREED_OR_ENDED, States.EITHER, true),
    ARCHIVE(EnumSet.of(EngagementState.ENDED, EngagementState.REVOKED), States.MAKER, true),
    REVOKE(States.NOT_REVOKED, States.MAKER, true);

    private final Set<EngagementState> states;
    private final Set<Party> parties;
    private final boolean afterAccess;

    /** What makes no sense after the access is over is not open either while an engagement is halted beyond that. */
    EngagementAction(Set<EngagementState> states, Set<Party> parties, boolean afterAccess) {
        this.states = states;
        this.parties = parties;
        this.afterAccess = afterAccess;
    }

    /** Whether a party may do this now. */
    boolean open(Engagement engagement, Instant now, Party party) {
        return states.contains(engagement.state(now))
                && parties.contains(party)
                && (afterAccess || !engagement.over(now));
    }

    /** Fails if a party may not do this now. */
    void require(Engagement engagement, Instant now, Party party) {
        if (!open(engagement, now, party)) {
            EngagementState state = engagement.state(now);
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
            case FOLLOW_UP, ENDED, ARCHIVED, REVOKED -> "; propose a new engagement if the audit goes on";
            case SUSPENDED -> "; whoever suspended it, or the maker, resumes it first";
            case PROPOSED, CONFIRMED_BY_MAKER, CONFIRMED_BY_BODY -> "; both parties accept the terms first";
            case SCHEDULED, ACTIVE -> "";
        };
    }

    /** Sets of states and of parties that several actions share. */
    private static final class States {
        static final Set<Party> MAKER = Set.of(Party.MAKER);
        static final Set<Party> EITHER = Set.of(Party.MAKER, Party.BODY);
        static final Set<EngagementState> RUNNING =
                EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE, EngagementState.FOLLOW_UP);
        static final Set<EngagementState> AGREED =
                EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE, EngagementState.SUSPENDED);
        static final Set<EngagementState> OPEN = with(
                AGREED,
                EngagementState.PROPOSED,
                EngagementState.CONFIRMED_BY_MAKER,
                EngagementState.CONFIRMED_BY_BODY);
        static final Set<EngagementState> LETTING_IN = with(OPEN, EngagementState.FOLLOW_UP);
        static final Set<EngagementState> AGREED_OR_ENDED =
                with(AGREED, EngagementState.FOLLOW_UP, EngagementState.ENDED);
        static final Set<EngagementState> NOT_REVOKED =
                EnumSet.complementOf(EnumSet.of(EngagementState.REVOKED, EngagementState.ARCHIVED));

        private States() {}

        private static Set<EngagementState> with(Set<EngagementState> some, EngagementState... more) {
            Set<EngagementState> all = EnumSet.copyOf(some);
            all.addAll(Set.of(more));
            return all;
        }
    }
}
