package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.PageVisitor.ORIGIN;
import static io.remoteaudit.endpoint.PageVisitor.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.MovedClock;
import io.remoteaudit.engagement.RelyingParty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other pages, whose requests a browser sends with the cookie of ours, and whoever has stolen the cookie alone. */
class PageGuardTest {

    private static final String FOREIGN = "RA-0736";
    private static final String UNPROVEN = "RA-0737";
    private static final String QUESTION = "{\"title\":\"BFE\",\"text\":\"why?\"}";

    @TempDir
    private Path directory;

    private Maker maker;
    private PageVisitor visitor;

    @BeforeEach
    void open() {
        maker = new Maker(directory, EnrolmentTest.patient(10_000), new MovedClock());
        visitor = PageVisitor.with(maker, maker.tokenA);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void cookieAloneChangesNothing() {
        assertThat(code(visitor.own("POST"))).isEqualTo(UNPROVEN);
        assertThat(code(visitor.own("POST").with(PageGuard.PROOF, "0".repeat(64))))
                .isEqualTo(UNPROVEN);
        assertThat(code(visitor.own("POST").with(PageGuard.PROOF, ""))).isEqualTo(UNPROVEN);
        PageVisitor other = PageVisitor.with(maker, maker.tokenA);
        assertThat(code(visitor.own("POST").and(other.proven())))
                .as("the proof of another session")
                .isEqualTo(UNPROVEN);
        Headers twice = visitor.own("POST").and(visitor.proven()).plus(PageGuard.PROOF, visitor.proof());
        assertThat(code(twice)).isEqualTo(UNPROVEN);
        assertThat(questions()).isZero();
        assertThat(visitor.post(at(A, "/questions"), QUESTION).status()).isEqualTo(201);
    }

    @Test
    void everyChangingMethodNeedsTheProof() {
        for (String path : List.of("/exports/none", "/passkeys/none")) {
            assertThat(visitor.send("DELETE", at(A, path), Headers.none(), "").code())
                    .isEqualTo(UNPROVEN);
        }
        assertThat(visitor.send("PUT", at(A, "/passkeys/none"), Headers.none(), "{\"name\":\"x\"}")
                        .code())
                .isEqualTo(UNPROVEN);
        assertThat(visitor.send("DELETE", SESSION, Headers.none(), "").code()).isEqualTo(UNPROVEN);
        assertThat(visitor.get(at(A, "")).status()).isEqualTo(200);
    }

    @Test
    void changeFromAnotherOriginIsRefusedAlsoWithTheProof() {
        Headers own = visitor.own("POST").and(visitor.proven());
        for (String origin : List.of(
                "https://evil.example",
                "http://localhost:8081",
                "https://localhost:8080",
                "http://localhost:8080.evil.example",
                "http://127.0.0.1:8080",
                "null",
                "")) {
            assertThat(code(own.with("Origin", origin))).as(origin).isEqualTo(FOREIGN);
        }
        assertThat(code(own.without("Origin"))).isEqualTo(FOREIGN);
        assertThat(code(own.plus("Origin", ORIGIN))).as("two origins").isEqualTo(FOREIGN);
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(code(own.with("Sec-Fetch-Site", site))).as(site).isEqualTo(FOREIGN);
        }
        assertThat(code(own.without("Sec-Fetch-Site"))).as("an older browser").isEqualTo("201");
    }

    @Test
    void readThatAnotherSiteAsksForIsNeitherAnsweredNorCounted() {
        for (String site : List.of("cross-site", "same-site")) {
            Headers headers = visitor.own("GET").with("Sec-Fetch-Site", site);
            assertThat(visitor.sendOnly("GET", at(A, "/records?q=BFE"), headers, "")
                            .code())
                    .isEqualTo(FOREIGN);
            assertThat(visitor.sendOnly("GET", SESSION, headers, "").code()).isEqualTo(FOREIGN);
        }
        Headers typed = visitor.own("GET").with("Sec-Fetch-Site", "none");
        assertThat(visitor.sendOnly("GET", at(A, ""), typed, "").status()).isEqualTo(200);
    }

    @Test
    void nobodyIsSignedInFromAnotherPage() {
        PageVisitor victim = new PageVisitor(maker);
        Headers foreign = Maker.bearer(maker.tokenA).with("Origin", "https://evil.example");
        Maker.Result refused = victim.open("{}", foreign);
        assertThat(refused.code()).isEqualTo(FOREIGN);
        assertThat(refused.text()).contains("remote-audit.endpoint.page-origin");
        assertThat(victim.cookie()).isEmpty();
        String invitation = "{\"invitation\":\"ri_x\",\"code\":\"ABCD2345\"}";
        assertThat(victim.open(invitation, Headers.none().with("Origin", "null"))
                        .code())
                .isEqualTo(FOREIGN);
    }

    @Test
    void tokenNeedsNeitherOriginNorProof() {
        Headers program = Maker.bearer(maker.tokenA)
                .with("Content-Type", "application/json")
                .with("Cookie", visitor.cookie());
        assertThat(visitor.sendOnly("POST", at(A, "/questions"), program, QUESTION)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void configuredOriginIsTheOnlyOneWhateverTheRequestWasSentTo(@TempDir Path another) {
        RelyingParty pages = RelyingParty.at("https://qms.example.com");
        try (Maker configured = new Maker(
                another, EnrolmentTest.patient(10_000), new MovedClock(), builder -> builder.relyingParty(pages))) {
            PageVisitor auditor = new PageVisitor(configured);
            Headers token = Maker.bearer(configured.tokenA);
            assertThat(auditor.open("{}", token).code()).isEqualTo(FOREIGN);
            Headers proxied = Headers.none().with("Host", "qms.example.com").with("Origin", "https://qms.example.com");
            assertThat(auditor.open("{}", token.and(proxied)).status()).isEqualTo(201);
            // The proxy on this machine speaks HTTPS and does not say so.
            assertThat(auditor.cookie()).startsWith("__Host-remote-audit=rs_");
            Headers change = auditor.proven().and(proxied);
            assertThat(auditor.send("POST", at(A, "/questions"), change, QUESTION)
                            .status())
                    .isEqualTo(201);
        }
    }

    /** The code of what asking with these header fields is refused for, or the status of its success. */
    private String code(Headers headers) {
        Maker.Result result = visitor.sendOnly(
                "POST", at(A, "/questions"), headers.with("Content-Type", "application/json"), QUESTION);
        return result.status() < 300 ? String.valueOf(result.status()) : result.code();
    }

    private int questions() {
        return visitor.get(at(A, "/questions")).json().path("total").asInt();
    }
}
