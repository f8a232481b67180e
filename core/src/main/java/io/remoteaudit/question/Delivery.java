package io.remoteaudit.question;

import java.time.Instant;

/**
 * A notice that has not arrived.
 *
 * @param notice the notice
 * @param target the webhook's name, or {@link #LISTENERS}
 * @param createdAt since when it is to be delivered
 * @param attempts how often that was tried
 * @param failure why the last attempt failed; empty before the first
 */
public record Delivery(Notice notice, String target, Instant createdAt, int attempts, String failure) {

    /** The target that stands for the host's listeners; no webhook can be named so. */
    public static final String LISTENERS = "(listeners)";
}
