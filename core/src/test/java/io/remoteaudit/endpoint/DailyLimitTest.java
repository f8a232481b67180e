package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.DailyLimits;
import io.remoteaudit.engagement.DailyLimits.Bounds;
import io.remoteaudit.engagement.DailyLimits.Measure;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What terms limit by the day is counted as it is given, and what would exceed it is not given at all. */
class DailyLimitTest {

    private static final String RECORD = "/records/" + PathSegment.of(Maker.RECORD_A);
    private static final String FILE = RECORD + "/attachments/" + PathSegment.of(Maker.FILE);

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory.resolve("maker"));
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void answersCountUntilTheLimitAndThenAreRefusedWhole() {
        String token = engage("E-1", limits(Map.of(Measure.ROWS, 3L), Map.of()));
        for (int i = 0; i < 3; i++) {
            assertThat(maker.get(token, at("E-1", RECORD)).status()).isEqualTo(200);
        }
        Maker.Result refused = maker.get(token, at("E-1", RECORD));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("RA-0729");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
        assertThat(refused.text()).doesNotContain("BFE");
        assertThat(refused.json().at("/errors/0/detail").asText())
                .isEqualTo("The engagement's limit is 3 rows a day; 3 are used, and this answer has 1.");
        Maker.Result chinese =
                maker.send("GET", at("E-1", RECORD), Maker.bearer(token).with("Accept-Language", "zh-CN"), new byte[0]);
        assertThat(chinese.json().at("/errors/0/detail").asText()).isEqualTo("本约定每日上限为 3 行；已用 3 行，本次回答有 1 行。");
        maker.settle();
        JsonNode trail = maker.get(token, at("E-1", "/access?limit=200")).json();
        assertThat(trail.findValues("served").stream()
                        .filter(served -> served.path("status").asInt() == 429))
                .hasSize(2)
                .allMatch(served -> served.path("rows").asLong() == 0
                        && served.path("bytes").asLong() == 0);
    }

    @Test
    void remainingAllowanceIsShownToTheAuditorAndAtTheDesk() {
        String token = engage("E-1", limits(Map.of(Measure.ROWS, 10L), Map.of(Measure.BYTES, 1_000_000L)));
        Maker.Result record = maker.get(token, at("E-1", RECORD));
        JsonNode mine = maker.get(token, at("E-1", "")).json().path("allowance");
        assertThat(mine.path("shares").get(0).toString())
                .isEqualTo("{\"measure\":\"rows\",\"limit\":10,\"used\":1,\"remaining\":9}");
        assertThat(mine.path("shares").get(1).path("auditorId").asText()).isEqualTo("aud-1");
        assertThat(mine.path("shares").get(1).path("used").asInt()).isEqualTo(record.bytes().length);
        assertThat(Instant.parse(mine.path("resetsAt").asText())).isAfter(Instant.now());
        JsonNode desk =
                maker.get(token, AuditDesk.PATH + "/engagements/E-1").json().path("allowance");
        assertThat(desk.path("shares"))
                .hasSize(3)
                .startsWith(mine.path("shares").get(0), mine.path("shares").get(1));
        assertThat(desk.at("/shares/2/auditorId").asText()).isEqualTo("aud-2");
        assertThat(desk.at("/shares/2/used").asInt()).isZero();
        assertThat(maker.get(maker.tokenA, at(Maker.A, "")).json().has("allowance"))
                .isFalse();
    }

    @Test
    void whatIsNotGivenAndTalkCountNothing() {
        String token = engage("E-1", limits(Map.of(Measure.ROWS, 1L), Map.of()));
        assertThat(maker.send("HEAD", at("E-1", RECORD), Maker.bearer(token), new byte[0])
                        .status())
                .isEqualTo(200);
        Maker.Result first = maker.get(token, at("E-1", RECORD));
        assertThat(first.status()).isEqualTo(200);
        Headers again = Maker.bearer(token).with("If-None-Match", first.header("ETag"));
        assertThat(maker.send("GET", at("E-1", RECORD), again, new byte[0]).status())
                .isEqualTo(304);
        assertThat(maker.get(token, at("E-1", "/records/absent")).status()).isEqualTo(404);
        assertThat(maker.post(token, at("E-1", "/questions"), "{\"title\":\"A\",\"text\":\"A\"}")
                        .status())
                .isEqualTo(201);
        assertThat(maker.get(token, at("E-1", "/questions")).status()).isEqualTo(200);
        assertThat(used(token, 0)).isEqualTo(1);
    }

    @Test
    void downloadIsRefusedBeforeItBeginsAndNeverCut() {
        String token = engage("E-1", limits(Map.of(Measure.BYTES, 400_000L), Map.of()));
        assertThat(maker.get(token, at("E-1", FILE)).bytes()).isEqualTo(Maker.CONTENT);
        assertThat(maker.get(token, at("E-1", FILE)).code()).isEqualTo("RA-0729");
        Headers range = Maker.bearer(token).with("Range", "bytes=0-49999");
        Maker.Result part = maker.send("GET", at("E-1", FILE), range, new byte[0]);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.bytes()).hasSize(50_000);
        assertThat(used(token, 0)).isEqualTo(350_000);
    }

    @Test
    void whatWasNotSentOfADownloadIsGivenBack() throws IOException {
        String token = engage("E-1", limits(Map.of(Measure.BYTES, 300_000L), Map.of()));
        Answer answer = maker.answer("GET", at("E-1", FILE), Maker.bearer(token));
        assertThat(used(token, 0)).isEqualTo(300_000);
        assertThatThrownBy(() -> ((Body.Streamed) answer.body()).writeTo(new Breaking(100_000)))
                .isInstanceOf(IOException.class);
        assertThat(used(token, 0)).isBetween(1L, 100_000L);
        long before = used(token, 0);
        maker.answer("GET", at("E-1", FILE + "?version=1"), Maker.bearer(token).with("Range", "bytes=0-9"))
                .body()
                .close();
        assertThat(used(token, 0)).isEqualTo(before);
    }

    @Test
    void exportsAreCountedWhenTheyAreAskedForUnlessThatIsRefused() {
        String token = engage("E-1", limits(Map.of(Measure.EXPORTS, 1L), Map.of()));
        assertThat(maker.post(token, at("E-1", "/exports"), "{\"query\":\"nosuchfield:1\"}")
                        .status())
                .isEqualTo(400);
        assertThat(used(token, 0)).isZero();
        assertThat(maker.post(token, at("E-1", "/exports"), "{}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(202);
        assertThat(maker.post(token, at("E-1", "/exports"), "{}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(202);
        assertThat(maker.post(token, at("E-1", "/exports"), "{}").code()).isEqualTo("RA-0729");
        assertThat(used(token, 0)).isEqualTo(1);
    }

    @Test
    void eachAuditorHasAShareOfTheirOwnBesideTheEngagements() {
        String first = engage("E-1", limits(Map.of(Measure.ROWS, 3L), Map.of(Measure.ROWS, 2L)));
        String second = maker.token("E-1", "aud-2");
        maker.get(first, at("E-1", RECORD));
        maker.get(first, at("E-1", RECORD));
        assertThat(maker.get(first, at("E-1", RECORD))
                        .json()
                        .at("/errors/0/detail")
                        .asText())
                .startsWith("Each auditor's limit is 2 rows");
        assertThat(maker.get(second, at("E-1", RECORD)).status()).isEqualTo(200);
        assertThat(maker.get(second, at("E-1", RECORD))
                        .json()
                        .at("/errors/0/detail")
                        .asText())
                .startsWith("The engagement's limit is 3 rows");
        assertThat(used(second, 0)).isEqualTo(3);
        assertThat(used(second, 1)).isEqualTo(1);
    }

    @Test
    void nodesCountTogetherAndExactlyAsManyAreServedAsTheLimitAllows() throws Exception {
        engage("E-1", limits(Map.of(Measure.ROWS, 50L), Map.of()));
        Engagement engagement = maker.remoteAudit().engagements().find("E-1").orElseThrow();
        Caller caller =
                new Caller("c", engagement, engagement.terms().auditors().get(0));
        try (HikariDataSource source = EmbeddedDatabase.open(directory.resolve("other.db"))) {
            Database database = Database.of(source, HostTransactions.none());
            new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
            List<DailyUse> nodes =
                    List.of(new DailyUse(database, Clock.systemUTC()), new DailyUse(database, Clock.systemUTC()));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Boolean>> takes = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                DailyUse node = nodes.get(i % 2);
                takes.add(threads.submit(() -> {
                    try {
                        node.take(caller, 1, 10);
                        return true;
                    } catch (Refusal refusal) {
                        return false;
                    }
                }));
            }
            int taken = 0;
            for (Future<Boolean> take : takes) {
                taken += take.get() ? 1 : 0;
            }
            threads.shutdownNow();
            assertThat(taken).isEqualTo(50);
            DailyUse restarted = new DailyUse(database, Clock.systemUTC());
            assertThatThrownBy(() -> restarted.take(caller, 1, 10)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void countBeginsAnewAtTheMakersMidnight() {
        engage("E-1", limits(Map.of(Measure.ROWS, 1L), Map.of()));
        Engagement engagement = maker.remoteAudit().engagements().find("E-1").orElseThrow();
        Caller caller =
                new Caller("c", engagement, engagement.terms().auditors().get(0));
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        try (HikariDataSource source = EmbeddedDatabase.open(directory.resolve("other.db"))) {
            Database database = Database.of(source, HostTransactions.none());
            new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
            DailyUse evening = new DailyUse(database, Clock.fixed(Instant.parse("2026-04-15T15:59:00Z"), zone));
            DailyUse morning = new DailyUse(database, Clock.fixed(Instant.parse("2026-04-15T16:00:00Z"), zone));
            evening.take(caller, 1, 1);
            assertThatThrownBy(() -> evening.take(caller, 1, 1))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.headers().first("Retry-After"))
                                    .contains("60"));
            assertThat(evening.allowance(engagement, List.of()).orElseThrow().resetsAt())
                    .isEqualTo("2026-04-15T16:00:00Z");
            morning.take(caller, 1, 1);
        }
    }

    @Test
    void limitsAreReadAsTheyWereWrittenAndNonsenseIsRefused() {
        EngagementTerms terms =
                maker.remoteAudit().engagements().find(Maker.A).orElseThrow().terms();
        EngagementTerms limited =
                terms.limitedTo(limits(Map.of(Measure.ROWS, 3L, Measure.BYTES, 4L), Map.of(Measure.EXPORTS, 5L)));
        assertThat(EngagementTerms.fromJson(limited.toJson())).isEqualTo(limited);
        assertThat(terms.toJson().has("dailyLimits")).isFalse();
        for (String wrong : List.of(
                "{}",
                "{\"auditor\":{\"rows\":0}}",
                "{\"auditor\":{\"rows\":\"5\"}}",
                "{\"auditor\":{\"rows\":9007199254740992}}",
                "{\"engagement\":{\"pages\":5}}")) {
            ObjectNode json = limited.toJson();
            json.set("dailyLimits", Json.parse(wrong));
            assertThatThrownBy(() -> EngagementTerms.fromJson(json))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private long used(String token, int share) {
        return maker.get(token, at("E-1", ""))
                .json()
                .at("/allowance/shares/" + share + "/used")
                .asLong();
    }

    private static DailyLimits limits(Map<Measure, Long> engagement, Map<Measure, Long> auditor) {
        return new DailyLimits(new Bounds(engagement), new Bounds(auditor));
    }

    private String engage(String id, DailyLimits limits) {
        return maker.engage(id, terms -> {
            ObjectNode json = terms.limitedTo(limits).toJson();
            Auditor second = new Auditor("aud-2", "Bob Auditor", null);
            json.withArray("auditors").addObject().put("id", second.id()).put("name", second.name());
            return EngagementTerms.fromJson(json);
        });
    }

    /** Takes so many bytes and then fails, as a connection does that breaks. */
    private static final class Breaking extends OutputStream {
        private int left;

        Breaking(int left) {
            this.left = left;
        }

        @Override
        public void write(int one) throws IOException {
            if (--left < 0) {
                throw new IOException("The connection broke");
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("The connection broke");
            }
        }
    }
}
