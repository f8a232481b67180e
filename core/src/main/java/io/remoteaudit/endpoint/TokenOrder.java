package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Engagement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For whom staff wants a token or a bond, and until when.
 *
 * @param auditorId an auditor of the engagement
 * @param expiresAt within the time a token may live
 */
record TokenOrder(String auditorId, Instant expiresAt) {

    private static final Duration LONGEST_TOKEN = Duration.ofDays(90);

    /** Reads an order; refuses it if there is no such auditor, or no token may end then. */
    static TokenOrder read(DeskCall call, AuditServices services, Engagement engagement) {
        return read(call.body(services.limits()), services, engagement);
    }

    /** Reads an order out of a body of which the rest has been read. */
    static TokenOrder read(JsonBody body, AuditServices services, Engagement engagement) {
        String auditor = body.requiredText("auditorId", 100);
        Optional<Instant> expiresAt = body.requiredInstant("expiresAt");
        if (!auditor.isEmpty() && engagement.auditor(auditor).isEmpty()) {
            body.fault("auditorId", "auditor");
        }
        Instant now = services.clock().instant();
        expiresAt.ifPresent(end -> {
            if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_TOKEN)) || end.isAfter(engagement.followUpEnd())) {
                body.fault("expiresAt", "expiry", String.valueOf(LONGEST_TOKEN.toDays()));
            }
        });
        body.end();
        return new TokenOrder(auditor, expiresAt.orElseThrow());
    }
}
