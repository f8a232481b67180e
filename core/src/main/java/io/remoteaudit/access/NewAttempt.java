package io.remoteaudit.access;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something an auditor is about to do.
 *
 * @param engagement the engagement acted in
 * @param auditorId who acts
 * @param credentialId the token used; its id, never the secret
 * @param action what is done, one lower-case word or two, for example {@code search} or {@code read-record}
 * @param target what it is done to, for example a record's id or a query; access tokens in it are blotted out, half
 *     surrogate pairs replaced, and it is cut to 1,000 characters
 * @param remoteAddress where the request came from
 * @param ledgerSize the ledger size it is answered at
 */
public record NewAttempt(
        String engagement,
        String auditorId,
        String credentialId,
        String action,
        String target,
        String remoteAddress,
        long ledgerSize) {

    /** How much of a target is kept. */
    public static final int LONGEST_TARGET = 1_000;

    /** A token someone put where none belongs, also with its underscore percent-encoded. */
    private static final Pattern TOKEN = Pattern.compile("ra(?:_|%5[Ff])[0-9A-Za-z]{49}");

    private static final Pattern HALF_PAIR = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

    /** Checks that nothing is missing, and makes of the target what the trail may and can keep. */
    public NewAttempt {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        target = cut(HALF_PAIR.matcher(TOKEN.matcher(target).replaceAll("ra_…")).replaceAll("\uFFFD"));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TARGET) {
            return text;
        }
        int end = LONGEST_TARGET - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
