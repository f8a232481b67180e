package io.remoteaudit.engagement;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pages as passkeys know them: a passkey made for one host is of no use at any other, so nobody can be led to a page
 * that looks like the maker's.
 *
 * @param id the host name, to which passkeys are bound for ever
 * @param origin scheme, host and port of the pages; empty if any port of this machine will do
 */
public record RelyingParty(String id, Optional<String> origin) {

    private static final String LOCALHOST = "localhost";
    private static final Pattern ON_THIS_MACHINE = Pattern.compile("https?://localhost(:[0-9]{1,5})?");

    /** Checks that the id is a host name. */
    public RelyingParty {
        Objects.requireNonNull(origin, "origin");
        if (!id.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,10}") || id.matches("[0-9.]+")) {
            throw new IllegalArgumentException("Passkeys are bound to a host name, which '" + id + "' is not");
        }
    }

    /**
     * The pages at their address.
     *
     * @param origin for example {@code https://qms.example.com}; {@code http} with the host {@code localhost} only
     * @return the relying party, whose id is the host of the address
     * @throws IllegalArgumentException if it is no such address, or has a path
     */
    public static RelyingParty at(String origin) {
        URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        String scheme = uri.getScheme();
        String host = uri.getHost();
        boolean secure = "https".equals(scheme) || ("http".equals(scheme) && LOCALHOST.equals(host));
        boolean bare = uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath() == null || uri.getRawPath().matches("/?"));
        if (host == null || !secure || !bare) {
            throw new IllegalArgumentException("The pages' origin is https, a host name and no path, for example"
                    + " https://qms.example.com, not '" + origin + "'");
        }
        boolean usual = uri.getPort() < 0 || uri.getPort() == ("https".equals(scheme) ? 443 : 80);
        return new RelyingParty(host, Optional.of(scheme + "://" + host + (usual ? "" : ":" + uri.getPort())));
    }

    /**
     * The pages on this machine, for trials.
     *
     * @return a relying party whose pages are at {@code localhost}, whatever the port
     */
    public static RelyingParty onThisMachine() {
        return new RelyingParty(LOCALHOST, Optional.empty());
    }

    /** Whether a page of this origin is one of ours. */
    boolean accepts(String page) {
        return origin.isPresent()
                ? origin.get().equals(page)
                : ON_THIS_MACHINE.matcher(page).matches();
    }
}
