package io.remoteaudit.access;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something an auditor is about to do.
 *
 * @param engagement the engagement acted in
 * @param auditorId who acts
 * @param credentialId the token used; its id, never the secret
 * @param action what is done, one lower-case word or two, for example {@code search} or {@code read-record}
 * @param target what it is done to, for example a record's id or a query; secrets of ours in it are blotted out, half
 *     surrogate pairs replaced, and it is cut to 1,000 characters
 * @param remoteAddress where the request came from
 * @param ledgerSize the ledger size it is answered at
 * @param session the page session the auditor came by, by its id; null for one who brought the token itself
 */
public record NewAttempt(
        String engagement,
        String auditorId,
        String credentialId,
        String action,
        String target,
        String remoteAddress,
        long ledgerSize,
        @Nullable String session) {

    /** How much of a target is kept. */
    public static final int LONGEST_TARGET = 1_000;

    /** A secret someone put where none belongs, also with its underscore percent-encoded. */
    private static final Pattern SECRET = Pattern.compile("(r[ais])(?:_|%5[Ff])[0-9A-Za-z]{49}");

    private static final Pattern HALF_PAIR = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

    /** Checks that nothing is missing, and makes of the target what the trail may and can keep. */
    public NewAttempt {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        target =
                cut(HALF_PAIR.matcher(SECRET.matcher(target).replaceAll("$1_…")).replaceAll("\uFFFD"));
    }

    /**
     * What an auditor is about to do who brought the token itself.
     *
     * @param engagement the engagement acted in
     * @param auditorId who acts
     * @param credentialId the token used, by its id
     * @param action what is done
     * @param target what it is done to
     * @param remoteAddress where the request came from
     * @param ledgerSize the ledger size it is answered at
     */
    public NewAttempt(
            String engagement,
            String auditorId,
            String credentialId,
            String action,
            String target,
            String remoteAddress,
            long ledgerSize) {
        this(engagement, auditorId, credentialId, action, target, remoteAddress, ledgerSize, null);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TARGET) {
            return text;
        }
        int end = LONGEST_TARGET - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
