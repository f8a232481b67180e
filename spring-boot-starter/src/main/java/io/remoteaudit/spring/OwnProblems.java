package io.remoteaudit.spring;

import io.remoteaudit.api.Messages;
import io.remoteaudit.api.Problem;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.Body;
import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.ledger.Json;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;

/** Problems met before a request comes to the endpoint or the desk, told in the same form as theirs. */
final class OwnProblems {

    private static final String BUNDLE = "io.remoteaudit.spring.Messages";

    private OwnProblems() {}

    /** A problem of a kind the contract names. */
    static Answer answer(ProblemType type, Headers request, Object... arguments) {
        return answer(
                request,
                language -> new Problem(
                        type.urn(),
                        Messages.text(language, type.wireName() + ".title"),
                        type.status(),
                        type.code(),
                        Messages.text(language, type.wireName() + ".detail", arguments),
                        List.of(),
                        null));
    }

    /** Nobody is logged in at the desk. */
    static Answer loginRequired(Headers request) {
        return own("login-required", 401, "RA-0907", request);
    }

    /** The host or its container refused a request before it came to the module. */
    static Answer refused(int status, Headers request) {
        return own("refused", status, "RA-0908", request);
    }

    private static Answer own(String name, int status, String code, Headers request) {
        return answer(request, language -> {
            ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, OwnProblems.class.getClassLoader());
            String detail =
                    new MessageFormat(texts.getString(name + ".detail"), Locale.ROOT).format(new Object[] {status});
            return new Problem(
                    "urn:remote-audit:problem:" + name,
                    texts.getString(name + ".title"),
                    status,
                    code,
                    detail,
                    List.of(),
                    null);
        });
    }

    private static Answer answer(Headers request, Function<Locale, Problem> said) {
        Locale language = Messages.language(String.join(",", request.all("Accept-Language")));
        Problem problem = Problem.in(language, said);
        byte[] content = Json.write(problem.toJson()).getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.none()
                .with("Content-Type", Problem.MEDIA_TYPE)
                .with("Content-Length", String.valueOf(content.length))
                .with("Content-Language", language.toLanguageTag())
                .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store")
                .with("Vary", "Accept-Language");
        return new Answer(problem.status(), headers, new Body.Bytes(content));
    }
}
