package io.remoteaudit.endpoint;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.engagement.RelyingParty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other pages from using the cookie of a page session: a browser sends it along whoever asks. A change needs the
 * pages' own origin and the session's proof; what the browser says of where a request comes from is believed where it says
 * it. {@code SameSite=Strict} would do against most of it, and one slip must not be enough. Safe for use by several threads.
 */
final class PageGuard {

    static final String PROOF = "Audit-Session-Proof";

    /** With this, a page says that nobody is at it: it asks by itself, which keeps no session alive. */
    static final String UNATTENDED = "Audit-Unattended";

    private static final Logger LOG = LoggerFactory.getLogger(PageGuard.class);

    private final RelyingParty pages;

    PageGuard(RelyingParty pages) {
        this.pages = pages;
    }

    /** Refuses what does not come from a page of ours, whatever it brings. */
    void requireOwnOrigin(Request request) {
        List<String> origins = request.headers().all("Origin");
        if (origins.size() != 1 || !ours(origins.get(0), request)) {
            throw foreign(request, "its origin is " + (origins.isEmpty() ? "not said" : String.join(", ", origins)));
        }
        requireSameSite(request, List.of("same-origin"));
    }

    /** Refuses what comes with the cookie and may be another page's. */
    void requireOwnPage(Request request) {
        if (request.method().matches("GET|HEAD")) {
            // A read changes nothing, but it is counted, and written to the trail; "none" is a person's own address
            // bar.
            requireSameSite(request, List.of("same-origin", "none"));
            return;
        }
        requireOwnOrigin(request);
        String secret = PageCookie.secret(request).orElse("");
        List<String> proofs = request.headers().all(PROOF);
        if (proofs.size() != 1 || !PageCookie.proves(secret, proofs.get(0))) {
            LOG.info(
                    "{}",
                    LogLine.of("refused-page")
                            .with("code", ProblemType.SESSION_PROOF_MISSING.code())
                            .with("from", request.remoteAddress())
                            .with("path", request.path()));
            throw Refusal.of(ProblemType.SESSION_PROOF_MISSING);
        }
    }

    /** Whether somebody is at the page that asks. */
    static boolean attended(Request request) {
        return request.headers().all(UNATTENDED).isEmpty();
    }

    /** Older browsers do not say it. */
    private static void requireSameSite(Request request, List<String> allowed) {
        Optional<String> site = request.headers().first("Sec-Fetch-Site");
        if (site.isPresent() && !allowed.contains(site.get())) {
            throw foreign(request, "the browser says it is " + site.get());
        }
    }

    private boolean ours(String origin, Request request) {
        return pages.origin()
                .map(origin::equals)
                .orElseGet(() -> request.headers()
                        .first("Host")
                        .map(host -> (request.secure() ? "https://" : "http://") + host.toLowerCase(Locale.ROOT))
                        .filter(origin::equals)
                        .isPresent());
    }

    private static Refusal foreign(Request request, String why) {
        LOG.info(
                "{}",
                LogLine.of("refused-page")
                        .with("code", ProblemType.FOREIGN_PAGE.code())
                        .with("from", request.remoteAddress())
                        .with("path", request.path())
                        .with("why", why));
        return Refusal.of(ProblemType.FOREIGN_PAGE);
    }
}
