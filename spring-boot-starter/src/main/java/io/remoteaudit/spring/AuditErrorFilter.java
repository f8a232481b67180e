package io.remoteaudit.spring;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.Headers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers error dispatches of the auditor's paths with a problem document. Without it a request that a firewall or the
 * container refuses would go on to the host's error page, which the host's login guards: the auditor's system would be
 * told to log in where it should be told that the request was wrong.
 */
final class AuditErrorFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getDispatcherType() == DispatcherType.ERROR && fromAuditor(http) && !response.isCommitted()) {
            AnswerWriter.write(answer(http), http, (HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean fromAuditor(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && Area.of(Area.below(request.getContextPath(), path))
                        .filter(area -> !area.insideLogin())
                        .isPresent();
    }

    private static Answer answer(HttpServletRequest request) {
        Headers headers = AuditServlet.headers(request);
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        return status == ProblemType.NOT_FOUND.status()
                ? OwnProblems.answer(ProblemType.NOT_FOUND, headers)
                : OwnProblems.refused(status, headers);
    }
}
