package io.remoteaudit.spring;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/**
 * Asks the host's login once at start for a page of the host's own. Before Spring Security 7 a rule for a path in words, such as
 * {@code requestMatchers("/x")}, fails on every request as soon as a second servlet stands beside a DispatcherServlet that
 * has a path of its own; the module's is one, and the host would learn of it from its users.
 */
final class HostPatterns implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(HostPatterns.class);

    /** Where Spring Security makes rules of paths, and finds that it cannot tell whose they are. */
    private static final String REGISTRY = "AbstractRequestMatcherRegistry";

    private final String servletPath;
    private final List<WebInvocationPrivilegeEvaluator> logins;

    HostPatterns(String servletPath, List<WebInvocationPrivilegeEvaluator> logins) {
        this.servletPath = servletPath;
        this.logins = List.copyOf(logins);
    }

    @Override
    public void afterSingletonsInstantiated() {
        String page = servletPath.endsWith("/") ? servletPath : servletPath + "/";
        if (page.equals("/")) {
            return;
        }
        for (WebInvocationPrivilegeEvaluator login : logins) {
            try {
                login.isAllowed("", page, "GET", null);
            } catch (IllegalArgumentException e) {
                if (fromRegistry(e)) {
                    throw undecided(e);
                }
                LOG.debug("A rule of the host's cannot be asked without a request", e);
            } catch (RuntimeException e) {
                LOG.debug("A rule of the host's cannot be asked without a request", e);
            }
        }
    }

    private static boolean fromRegistry(IllegalArgumentException failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(1)
                .anyMatch(frame -> frame.getClassName().endsWith("." + REGISTRY));
    }

    private MisconfiguredException undecided(IllegalArgumentException cause) {
        return new MisconfiguredException(
                "RA-0949",
                "The application's pages are below '" + servletPath
                        + "' (property 'spring.mvc.servlet.path'), and its login has"
                        + " rules for paths in words, such as requestMatchers(\"/x\"). Before version 7 Spring Security cannot tell"
                        + " which servlet such a path belongs to once there are two, and Remote Audit's is the second, so it"
                        + " would answer the application's own requests with 500.",
                "Declare a bean of type PathPatternRequestMatcher.Builder: PathPatternRequestMatcher.withDefaults().basePath(\""
                        + servletPath
                        + "\"); or set 'remote-audit.endpoint.enabled' and 'remote-audit.desk.enabled' to false.",
                cause);
    }
}
