package io.remoteaudit.engagement;

import io.remoteaudit.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one engagement while requests are under way in it. Refreshed at once by changes on this node and at
 * short intervals from the ledger for those of others, so that asking costs nothing.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Engagements.class);

    private final Clock clock;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private volatile Engagement engagement;
    private volatile Set<String> revokedCredentials;
    private volatile Set<String> liveSessions = Set.of();

    private final AtomicLong tickets = new AtomicLong();
    private long applied;
    private long appliedSessions;

    Gate(Engagement engagement, Set<String> revokedCredentials, Clock clock) {
        this.engagement = engagement;
        this.revokedCredentials = Set.copyOf(revokedCredentials);
        this.clock = clock;
    }

    /**
     * Reads anew. What was begun to be read earlier never replaces what was begun to be read later, so a slow look from
     * before a revocation cannot undo it.
     */
    void refresh(
            Supplier<Engagement> present,
            Supplier<Set<String>> revoked,
            Supplier<Set<String>> sessions,
            boolean bySession) {
        long ticket = tickets.incrementAndGet();
        // Where nobody is in by the pages, as with programs alone, their sessions are not asked for.
        boolean asked = bySession || !liveSessions.isEmpty();
        apply(ticket, present.get(), Set.copyOf(revoked.get()));
        if (asked) {
            apply(ticket, Set.copyOf(sessions.get()));
        }
        sweep();
    }

    private synchronized void apply(long ticket, Engagement present, Set<String> revoked) {
        if (ticket > applied) {
            applied = ticket;
            engagement = present;
            revokedCredentials = revoked;
        }
    }

    private synchronized void apply(long ticket, Set<String> sessions) {
        if (ticket > appliedSessions) {
            appliedSessions = ticket;
            liveSessions = sessions;
        }
    }

    /** Calls back those whose leave has ended, by a change or by time. */
    void sweep() {
        for (Watch watch : watches) {
            if (!watch.leave.active()) {
                watch.end();
            }
        }
    }

    /** Lets a caller in within the access window, and where findings are followed up, if that is what the caller comes for. */
    Admission admit(Caller caller, Credential credential, boolean toFollowUp) {
        boolean followUp = toFollowUp && engagement.state(clock.instant()) == EngagementState.FOLLOW_UP;
        Leave leave = new Leave(caller, credential, followUp);
        leave.requireActive();
        return leave;
    }

    private final class Leave implements Admission {

        private final Caller caller;
        private final Credential credential;
        private final boolean followUp;

        Leave(Caller caller, Credential credential, boolean followUp) {
            this.caller = caller;
            this.credential = credential;
            this.followUp = followUp;
        }

        @Override
        public Engagement engagement() {
            return caller.engagement();
        }

        @Override
        public Auditor auditor() {
            return caller.auditor();
        }

        @Override
        public String credentialId() {
            return caller.credentialId();
        }

        @Override
        public boolean active() {
            Engagement now = engagement;
            return now.state(clock.instant()) == holdsIn()
                    && !haltedMeanwhile(now)
                    && now.digest().equals(caller.engagement().digest())
                    && clock.instant().isBefore(credential.expiresAt())
                    && clock.instant().isBefore(caller.until())
                    && !revokedCredentials.contains(credential.id())
                    && (caller.session() == null
                            || liveSessions.contains(caller.session().id()));
        }

        @Override
        public boolean followUp() {
            return followUp;
        }

        /** What was begun within the access window ends with it. */
        private EngagementState holdsIn() {
            return followUp ? EngagementState.FOLLOW_UP : EngagementState.ACTIVE;
        }

        /** Also a halt so short that no look fell into it has stopped what was under way. */
        private boolean haltedMeanwhile(Engagement now) {
            return now.course().suspensions().size()
                    != caller.engagement().course().suspensions().size();
        }

        @Override
        public void requireActive() {
            if (!active()) {
                Engagement now = engagement;
                EngagementState state = now.state(clock.instant());
                throw new NotAdmittedException(now.id(), state == holdsIn() ? whyNotThen(now) : state);
            }
        }

        private EngagementState whyNotThen(Engagement now) {
            return haltedMeanwhile(now) ? EngagementState.SUSPENDED : EngagementState.ACTIVE;
        }

        @Override
        public Ledger.Registration onEnd(Runnable action) {
            Watch watch = new Watch(this, action);
            watches.add(watch);
            if (!active()) {
                watch.end();
            }
            return () -> watches.remove(watch);
        }
    }

    /** Calls back once. */
    private final class Watch {
        private final Leave leave;
        private final Runnable action;
        private final AtomicBoolean ended = new AtomicBoolean();

        Watch(Leave leave, Runnable action) {
            this.leave = leave;
            this.action = action;
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                watches.remove(this);
                try {
                    action.run();
                } catch (RuntimeException e) {
                    // One that fails to stop must not keep the others, nor the watcher, from stopping.
                    LOG.warn("What ran in engagement '{}' failed while it was stopped", engagement.id(), e);
                }
            }
        }
    }
}
