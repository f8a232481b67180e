package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.PathSegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of one engagement shows in another, and what is out of scope is as if it did not exist. */
class IsolationTest {

    private static final String RECORD_A = "/records/" + PathSegment.of(Maker.RECORD_A);
    private static final String RECORD_B = "/records/" + PathSegment.of(Maker.RECORD_B);
    private static final String ABSENT = "/records/" + PathSegment.of("IQC/2026/9");
    private static final String FILE = "/attachments/" + PathSegment.of(Maker.FILE);

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void recordOutOfScopeAnswersAsOneThatDoesNotExist() {
        for (String rest : List.of("", "?version=1", "/versions", "/proof", FILE, FILE + "?version=1")) {
            Maker.Result outside = maker.get(maker.tokenA, at(A, RECORD_B + rest));
            Maker.Result absent = maker.get(maker.tokenA, at(A, ABSENT + rest));
            assertSame(outside, absent, rest);
            assertThat(outside.status()).as(rest).isEqualTo(404);
        }
    }

    @Test
    void searchFindsAndCountsOnlyWhatIsInScope() {
        JsonNode found = maker.get(maker.tokenA, at(A, "/records?q=&facets=site,type&limit=200"))
                .json();
        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.findValuesAsText("id")).containsOnly(Maker.RECORD_A);
        assertThat(found.path("facets").path("site").findValuesAsText("value")).containsExactly("S1");
    }

    @Test
    void maskedFieldIsNowhereAndCannotBeAskedFor() {
        List<String> paths = new ArrayList<>(List.of("/records?q=BFE", "", RECORD_A, RECORD_A + "?version=1"));
        paths.addAll(List.of(RECORD_A + "/versions", RECORD_A + "/proof"));
        for (String path : paths) {
            Maker.Result result = maker.get(maker.tokenA, at(A, path));
            assertThat(result.status()).as(path).isEqualTo(200);
            assertThat(result.text()).as(path).doesNotContain(Maker.SECRET).doesNotContain("结果录入有误");
        }
        assertThat(maker.get(maker.tokenB, at(B, RECORD_B)).text()).contains(Maker.SECRET);
        String words = "/records?q=%E6%9D%8E%E5%A8%9C";
        assertThat(maker.get(maker.tokenA, at(A, words)).json().path("total").asInt())
                .isZero();
        assertThat(maker.get(maker.tokenB, at(B, words)).json().path("total").asInt())
                .isEqualTo(1);
        Maker.Result masked = maker.get(maker.tokenA, at(A, "/records?q=performedBy:x"));
        Maker.Result unknown = maker.get(maker.tokenA, at(A, "/records?q=performedXx:x"));
        assertThat(masked.status()).isEqualTo(400);
        assertThat(masked.text().replace("performedBy", "?"))
                .isEqualTo(unknown.text().replace("performedXx", "?"));
    }

    @Test
    void suggestionsShowNothingOutsideTheScopeAndNothingThatIsMasked() {
        String mine = maker.get(maker.tokenA, at(A, "/suggestions?q=IQC&limit=20"))
                .json()
                .path("items")
                .toString();
        assertThat(mine).contains(Maker.RECORD_A).doesNotContain(Maker.RECORD_B);
        for (String text : List.of("s2", "site:", "id:IQC%2F2026%2F2", "%E6%9D%8E", "performedBy:", "perf")) {
            assertThat(maker.get(maker.tokenA, at(A, "/suggestions?q=" + text)).text())
                    .as(text)
                    .doesNotContain(Maker.SECRET, Maker.RECORD_B, "S2", "performedBy");
        }
        assertThat(maker.get(maker.tokenB, at(B, "/suggestions?q=performedBy:%E6%9D%8E"))
                        .text())
                .contains(Maker.SECRET);
    }

    @Test
    void questionsAreSeenInTheirOwnEngagementOnly() {
        String id = maker.post(maker.tokenB, at(B, "/questions"), "{\"title\":\"B\",\"text\":\"B only\"}")
                .json()
                .path("id")
                .asText();
        assertThat(maker.get(maker.tokenB, at(B, "/questions/" + id)).status()).isEqualTo(200);
        assertSame(
                maker.get(maker.tokenA, at(A, "/questions/" + id)),
                maker.get(maker.tokenA, at(A, "/questions/Q-ENG-A-77")),
                "question");
        assertThat(maker.get(maker.tokenA, at(A, "/questions"))
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        Maker.Result pinned = maker.post(
                maker.tokenA,
                at(A, "/questions"),
                "{\"title\":\"A\",\"text\":\"A\",\"pins\":[{\"recordId\":\"" + Maker.RECORD_B + "\",\"version\":1}]}");
        assertThat(pinned.status()).isEqualTo(400);
        assertThat(pinned.json().path("errors").get(0).path("pointer").asText()).isEqualTo("/pins/0");
    }

    @Test
    void trailShowsTheOwnEngagementOnly() {
        maker.get(maker.tokenB, at(B, RECORD_B));
        maker.settle();
        assertThat(maker.get(maker.tokenA, at(A, "/access?limit=200")).text()).doesNotContain("ENG-B");
        assertThat(maker.get(maker.tokenB, at(B, "/access?limit=200")).text()).contains("IQC~12026~12");
    }

    @Test
    void cursorAndIdempotencyKeyOfAnotherEngagementAreWorthNothing() {
        String key = "same-key";
        Maker.Result ofA = maker.post(
                maker.tokenA, at(A, "/questions"), "{\"title\":\"A\",\"text\":\"A\"}", "Idempotency-Key", key);
        Maker.Result ofB = maker.post(
                maker.tokenB, at(B, "/questions"), "{\"title\":\"B\",\"text\":\"B\"}", "Idempotency-Key", key);
        assertThat(ofB.json().path("title").asText()).isEqualTo("B");
        assertThat(ofA.json().path("id")).isNotEqualTo(ofB.json().path("id"));
        maker.get(maker.tokenA, at(A, ""));
        maker.settle();
        String cursor = maker.get(maker.tokenA, at(A, "/access?limit=1"))
                .json()
                .path("nextCursor")
                .asText();
        assertThat(maker.get(maker.tokenA, at(A, "/access?limit=1&cursor=" + cursor))
                        .status())
                .isEqualTo(200);
        assertThat(maker.get(maker.tokenB, at(B, "/access?limit=1&cursor=" + cursor))
                        .code())
                .isEqualTo("RA-0302");
    }

    private static void assertSame(Maker.Result one, Maker.Result other, String what) {
        assertThat(one.text()).as(what).isEqualTo(other.text());
        assertThat(one.answer().headers()).as(what).isEqualTo(other.answer().headers());
        assertThat(one.header("ETag")).as(what).isEmpty();
    }
}
