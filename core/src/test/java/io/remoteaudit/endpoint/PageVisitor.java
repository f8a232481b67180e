package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** An auditor's browser at the pages: it keeps their cookie, and sends what a browser sends by itself. */
final class PageVisitor {

    static final String SESSION = "/audit/v1/session";
    static final String ORIGIN = "http://localhost:8080";

    private final Maker maker;
    private String cookie = "";
    private String proof = "";

    PageVisitor(Maker maker) {
        this.maker = maker;
    }

    /** A browser whose person came in by pasting a token. */
    static PageVisitor with(Maker maker, String token) {
        PageVisitor visitor = new PageVisitor(maker);
        Maker.Result opened = visitor.open("{}", Maker.bearer(token));
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return visitor;
    }

    /** Comes in, and has the page learn the proof. */
    Maker.Result open(String body, Headers more) {
        Maker.Result opened = send("POST", SESSION, more, body);
        if (opened.status() == 201) {
            proof = opened.json().path("proof").asText();
        }
        return opened;
    }

    Maker.Result get(String path) {
        return send("GET", path, Headers.none(), "");
    }

    Maker.Result post(String path, String body) {
        return send("POST", path, proven(), body);
    }

    Maker.Result delete(String path) {
        return send("DELETE", path, proven(), "");
    }

    /** The page's own header. */
    Headers proven() {
        return Headers.none().with(PageGuard.PROOF, proof);
    }

    /** Sends what a browser adds by itself, and these, which may replace it. */
    Maker.Result send(String method, String path, Headers more, String body) {
        Headers headers = own(method);
        if (!body.isEmpty()) {
            headers = headers.with("Content-Type", "application/json");
        }
        return sendOnly(method, path, headers.and(more), body);
    }

    /** Sends these alone. */
    Maker.Result sendOnly(String method, String path, Headers headers, String body) {
        Maker.Result result = maker.send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
        result.answer().headers().first("Set-Cookie").ifPresent(this::keep);
        return result;
    }

    /** What a browser sends of its own accord from the pages. */
    Headers own(String method) {
        Headers headers = Headers.none().with("Host", "localhost:8080").with("Sec-Fetch-Site", "same-origin");
        if (!method.equals("GET") && !method.equals("HEAD")) {
            headers = headers.with("Origin", ORIGIN);
        }
        return cookie.isEmpty() ? headers : headers.with("Cookie", cookie);
    }

    String cookie() {
        return cookie;
    }

    String proof() {
        return proof;
    }

    private void keep(String set) {
        cookie = set.contains("Max-Age=0") ? "" : set.substring(0, set.indexOf(';'));
    }
}
