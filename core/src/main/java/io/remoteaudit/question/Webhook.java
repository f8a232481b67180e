package io.remoteaudit.question;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address of the maker's that notices are sent to, signed as Standard Webhooks says. It comes from configuration alone;
 * nobody who uses the endpoint or the desk can name one.
 *
 * @param name what the maker calls it: 1 to 40 letters, digits, - or .
 * @param address where it answers; https, or also http where local addresses are allowed
 * @param secrets what its messages are signed with, each {@code whsec_} and 24 to 64 bytes in base64; several while one is
 *     changed for another
 * @param localAddresses whether it may be on this machine or in the maker's own network
 */
public record Webhook(String name, URI address, List<String> secrets, boolean localAddresses) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    /** Checks name, address and secrets. */
    public Webhook {
        secrets = List.copyOf(secrets);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A webhook's name is 1 to 40 letters, digits, - or ., not '" + name + "'");
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean allowed = scheme.equals("https") || (scheme.equals("http") && localAddresses);
        if (!allowed || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("The webhook '" + name
                    + "' needs an https address without a user, or http where local addresses are allowed");
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("The webhook '" + name + "' needs a secret to be signed with");
        }
        for (String secret : secrets) {
            key(name, secret);
        }
    }

    /** The key a secret stands for. */
    static byte[] key(String name, String secret) {
        byte[] key = {};
        if (secret.startsWith(PREFIX)) {
            try {
                key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("A secret of the webhook '" + name + "' is not base64", e);
            }
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException("A secret of the webhook '" + name + "' must be '" + PREFIX
                    + "' and the base64 of " + SHORTEST + " to " + LONGEST + " bytes");
        }
        return key;
    }

    /** Says nothing of the secrets, which would else be found in logs. */
    @Override
    public String toString() {
        return "Webhook[" + name + ", " + address + "]";
    }
}
