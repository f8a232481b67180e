package io.remoteaudit.endpoint;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the secret of a page session travels. The cookie has the prefix {@code __Host-}, with which a browser takes it by HTTPS
 * and from this host alone, and gives it to no other. Where a browser speaks plain HTTP to its own machine, some refuse such
 * a cookie, so there it has another name, which nobody takes for it anywhere else. Stateless.
 */
final class PageCookie {

    static final String NAME = "__Host-remote-audit";
    static final String NAME_ON_THIS_MACHINE = "remote-audit";

    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

    private PageCookie() {}

    /** The secrets a request brings in its cookie: one, or none; more than one where somebody else has set one too. */
    static List<String> secrets(Request request) {
        return values(request, name(request));
    }

    /** The one secret of a request; empty if it brings none, or several. */
    static Optional<String> secret(Request request) {
        List<String> secrets = secrets(request);
        return secrets.size() == 1 ? Optional.of(secrets.get(0)) : Optional.empty();
    }

    /** The header that has a browser keep a secret until it is closed. */
    static String keep(Request request, String secret) {
        String name = name(request);
        return name + "=" + secret + ATTRIBUTES + (name.equals(NAME) ? "; Secure" : "");
    }

    /** The header that has a browser forget what it kept. */
    static String forget(Request request) {
        return keep(request, "") + "; Max-Age=0";
    }

    /** What a page must send back with every change: it says nothing of the secret, and nobody else can make it. */
    static String proof(String secret) {
        return Hash.sha256(("proof of the page session " + secret).getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    /** Whether something is the proof of a secret; takes as long whatever it is. */
    static boolean proves(String secret, String given) {
        return MessageDigest.isEqual(
                proof(secret).getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * By the name a browser knows this host by, not by the address a request came from: a proxy on this machine that speaks
     * HTTPS to browsers, and does not say so, must not have them keep a cookie that is less.
     */
    private static String name(Request request) {
        boolean onThisMachine = request.headers()
                .first("Host")
                .filter(host -> THIS_MACHINE.matcher(host).matches())
                .isPresent();
        return onThisMachine && !request.secure() ? NAME_ON_THIS_MACHINE : NAME;
    }

    private static List<String> values(Request request, String name) {
        List<String> values = new ArrayList<>();
        for (String header : request.headers().all("Cookie")) {
            for (String cookie : header.split(";", -1)) {
                int mark = cookie.indexOf('=');
                if (mark > 0 && cookie.substring(0, mark).strip().equals(name)) {
                    values.add(cookie.substring(mark + 1).strip());
                }
            }
        }
        return values;
    }
}
