package io.remoteaudit.engagement;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the maker sees it: without its secrets.
 *
 * @param id names the invitation
 * @param engagement the engagement it is for
 * @param auditorId the auditor it is for
 * @param invitedBy who invited
 * @param invitedAt when
 * @param expiresAt until when it can be redeemed
 * @param tokenExpiresAt when the token ends that it is redeemed for
 * @param wrongCodes how many wrong codes were given with it
 * @param state what has become of it
 * @param withdrawal how it was taken back; null if it was not
 */
public record Invitation(
        String id,
        String engagement,
        String auditorId,
        String invitedBy,
        Instant invitedAt,
        Instant expiresAt,
        Instant tokenExpiresAt,
        int wrongCodes,
        State state,
        @Nullable Withdrawal withdrawal) {

    /** What can become of an invitation. */
    public enum State {
        /** It can be redeemed. */
        OPEN("open"),
        /** It was redeemed, which it can be once. */
        REDEEMED("redeemed"),
        /** Its time is over. */
        EXPIRED("expired"),
        /** Too many wrong codes were given with it. */
        VOID("void"),
        /** The maker took it back. */
        WITHDRAWN("withdrawn");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name used in JSON.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return wireName;
        }
    }

    /** Checks that nothing is missing. */
    public Invitation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(invitedBy, "invitedBy");
        Objects.requireNonNull(invitedAt, "invitedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(tokenExpiresAt, "tokenExpiresAt");
        Objects.requireNonNull(state, "state");
    }
}
