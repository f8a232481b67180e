package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.question.DraftContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor finds records and questions by what was asked and released in the own engagement, and by nothing else. */
class AnswersFoundTest {

    private static final String CANARY = "金丝雀";

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
    void answerIsFoundOnceItIsReleasedAndNotWhileItIsDrafted() {
        String question = ask(maker.tokenA, A, "BFE", "为何复测？", Maker.RECORD_A);
        maker.remoteAudit().answers().draft(question, 0, DraftContent.of("因为" + CANARY + "工艺变了", "zh-CN"), "王芳");
        maker.settle();
        assertThat(total(maker.tokenA, A, "/records?q=", CANARY)).isZero();
        assertThat(total(maker.tokenA, A, "/questions?q=", CANARY)).isZero();
        maker.remoteAudit().answers().release(question, 1, 1, "质量负责人");
        maker.settle();
        JsonNode found = get(maker.tokenA, A, "/records?q=", CANARY);
        assertThat(found.path("total").asInt()).isEqualTo(1);
        JsonNode item = found.path("items").get(0);
        assertThat(item.path("id").asText()).isEqualTo(Maker.RECORD_A);
        assertThat(item.path("highlights").toString()).contains("answers").contains(CANARY);
        assertThat(get(maker.tokenA, A, "/questions?q=", CANARY).findValuesAsText("id"))
                .contains(question);
    }

    @Test
    void searchWithABodyFindsTheSame() {
        ask(maker.tokenA, A, "BFE", CANARY, Maker.RECORD_A);
        maker.settle();
        for (String body : List.of(
                "{\"q\":\"" + CANARY + "\"}",
                "{\"query\":{\"op\":\"word\",\"field\":\"answers\",\"text\":\"" + CANARY + "\"}}")) {
            JsonNode found = maker.post(maker.tokenA, at(A, "/search"), body).json();
            assertThat(found.path("total").asInt()).as(body).isEqualTo(1);
        }
    }

    @Test
    void anotherEngagementSeesNoTrace() {
        List<String> paths = new ArrayList<>();
        for (String path : List.of(
                "/records?facets=site,type,month&q=", "/questions?q=", "/suggestions?q=", "/records?sort=id&q=")) {
            for (String query : List.of(CANARY, "金", "金*", "answers:" + CANARY, "missing:answers", "熔喷布")) {
                paths.add(at(B, path + URLEncoder.encode(query, StandardCharsets.UTF_8)));
            }
        }
        List<String> before = paths.stream().map(this::ofB).toList();
        String question = ask(maker.tokenA, A, CANARY, CANARY + " 熔喷布", Maker.RECORD_A);
        maker.remoteAudit().answers().draft(question, 0, DraftContent.of(CANARY + " 熔喷布", "zh-CN"), "王芳");
        maker.remoteAudit().answers().release(question, 1, 1, "质量负责人");
        maker.settle();
        assertThat(paths.stream().map(this::ofB).toList()).isEqualTo(before);
        assertThat(total(maker.tokenA, A, "/records?q=", "answers:" + CANARY)).isEqualTo(1);
    }

    @Test
    void maskedAndForeignRecordsStayHiddenWhereverTheyArePinned() {
        ask(maker.tokenA, A, "BFE", CANARY, Maker.RECORD_A);
        maker.settle();
        String text =
                maker.get(maker.tokenA, at(A, "/records?q=" + encoded(CANARY))).text();
        assertThat(text).doesNotContain(Maker.SECRET).doesNotContain(Maker.RECORD_B);
    }

    @Test
    void foundQuestionsComeInPagesWithAnExactTotal() {
        for (int i = 0; i < 5; i++) {
            ask(maker.tokenA, A, "第" + i + "问", i % 2 == 0 ? CANARY : "其他", Maker.RECORD_A);
        }
        maker.settle();
        JsonNode first = get(maker.tokenA, A, "/questions?limit=2&q=", CANARY);
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("items").findValuesAsText("title")).containsExactly("第0问", "第2问");
        String next = first.path("nextCursor").asText();
        JsonNode second = get(maker.tokenA, A, "/questions?limit=2&cursor=" + next + "&q=", CANARY);
        assertThat(second.path("items").findValuesAsText("title")).containsExactly("第4问");
        assertThat(second.path("nextCursor").isNull()).isTrue();
        Maker.Result other = maker.get(maker.tokenA, at(A, "/questions?cursor=" + next + "&q=" + encoded("其他")));
        assertThat(other.code()).isEqualTo("RA-0302");
    }

    private String ofB(String path) {
        // Whatever the ledger holds meanwhile, its size is no secret.
        return maker.get(maker.tokenB, path).text().replaceAll("\"(ledgerSize|instance)\":(\\d+|\"[^\"]*\")", "");
    }

    private String ask(String token, String engagement, String title, String text, String record) {
        Maker.Result asked = maker.post(
                token,
                at(engagement, "/questions"),
                "{\"title\":\"" + title + "\",\"text\":\"" + text + "\",\"pins\":[{\"recordId\":\"" + record
                        + "\",\"version\":2}]}");
        assertThat(asked.status()).isEqualTo(201);
        return asked.json().path("id").asText();
    }

    private int total(String token, String engagement, String path, String query) {
        return get(token, engagement, path, query).path("total").asInt(-1);
    }

    private JsonNode get(String token, String engagement, String path, String query) {
        Maker.Result found = maker.get(token, at(engagement, path + encoded(query)));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.json();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
