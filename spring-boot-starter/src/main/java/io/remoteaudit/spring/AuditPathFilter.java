package io.remoteaudit.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses a request that comes to the module's servlet by a path written another way, with dots or encoded letters,
 * before a filter of the host's sees it: Spring's own would fail on it, with a stack trace for each.
 */
final class AuditPathFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (Area.path(http).startsWith(http.getServletPath())) {
            chain.doFilter(request, response);
        } else {
            AnswerWriter.write(
                    OwnProblems.refused(HttpServletResponse.SC_BAD_REQUEST, AuditServlet.headers(http)),
                    http,
                    (HttpServletResponse) response);
        }
    }
}
