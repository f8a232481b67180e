package io.remoteaudit.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser and the auditor's page in it do in a host: they come in by a token once, and go on by the cookie alone. */
final class AuditorPage {

    private static final Pattern COOKIE =
            Pattern.compile("((?:__Host-)?remote-audit=rs_[0-9A-Za-z]{49}); Path=/; HttpOnly; SameSite=Strict");
    private static final Pattern PROOF = Pattern.compile("\"proof\":\"([0-9a-f]{64})\"");
    private static final String QUESTION = "{\"title\":\"BFE\",\"text\":\"In the page?\",\"language\":\"en\","
            + "\"pins\":[{\"recordId\":\"IQC-1\",\"version\":1}]}";

    private AuditorPage() {}

    /** Comes in, reads, asks, and leaves, below a host's context path. */
    static void visit(Host host, String contextPath, String bearer) {
        visit(host, contextPath, bearer, "http://127.0.0.1:" + host.property("local.server.port"));
    }

    /** The same for a page whose browser knows the host by this origin. */
    static void visit(Host host, String contextPath, String bearer, String origin) {
        String endpoint = contextPath + "/audit/v1";
        HttpResponse<String> opened = host.post(
                endpoint + "/session",
                "{}",
                "Authorization",
                bearer,
                "Origin",
                origin,
                "Content-Type",
                "application/json");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        List<String> set = opened.headers().allValues("Set-Cookie");
        assertThat(set).hasSize(1);
        String cookie = only(COOKIE, set.get(0));
        String proof = only(PROOF, opened.body());

        String engagement = endpoint + "/engagements/ENG-1";
        assertThat(host.get(engagement + "/records", "Cookie", "JSESSIONID=none; " + cookie)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> unproven = ask(host, engagement, cookie, origin, "0".repeat(64));
        assertThat(unproven.statusCode()).isEqualTo(403);
        assertThat(unproven.body()).contains("RA-0737");
        HttpResponse<String> foreign = ask(host, engagement, cookie, "https://evil.example", proof);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("RA-0736");
        assertThat(ask(host, engagement, cookie, origin, proof).statusCode()).isEqualTo(201);

        HttpResponse<String> left =
                host.delete(endpoint + "/session", "Cookie", cookie, "Origin", origin, "Audit-Session-Proof", proof);
        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().firstValue("Set-Cookie").orElse("")).contains("remote-audit=;", "Max-Age=0");
        assertThat(host.get(engagement + "/records", "Cookie", cookie).body()).contains("RA-0735");
    }

    private static HttpResponse<String> ask(Host host, String engagement, String cookie, String origin, String proof) {
        return host.post(
                engagement + "/questions",
                QUESTION,
                "Cookie",
                cookie,
                "Origin",
                origin,
                "Audit-Session-Proof",
                proof,
                "Content-Type",
                "application/json");
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
