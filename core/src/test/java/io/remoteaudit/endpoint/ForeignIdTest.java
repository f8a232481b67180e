package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Canaries.FILE;
import static io.remoteaudit.endpoint.Canaries.M;
import static io.remoteaudit.endpoint.Canaries.OUTSIDE;
import static io.remoteaudit.endpoint.Canaries.OUTSIDE_LOT;
import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.api.PathSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is another's answers as what there never was, to the byte and in the same time, for every operation of the
 * contract whose path names anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIdTest {

    private static final Duration TELLING = Duration.ofMillis(20);
    private static final int ASKED = 31;
    private static final int COMPARISONS = 5;

    private Canaries canaries;

    @BeforeAll
    void plant(@TempDir Path directory) throws IOException {
        canaries = new Canaries(directory);
    }

    @AfterAll
    void close() {
        canaries.close();
    }

    /** Two requests that must not be told apart, each right in itself. */
    private record Pair(SampleRequests.Sample sample, String foreign, String absent) {}

    @Test
    void whatIsForeignAnswersAsWhatIsAbsent() {
        List<Pair> pairs = pairs();
        for (Pair pair : pairs) {
            String method = pair.sample().method();
            for (String verb : method.equals("GET") ? List.of("GET", "HEAD") : List.of(method)) {
                Maker.Result foreign = call(pair, verb, pair.foreign());
                Maker.Result absent = call(pair, verb, pair.absent());
                String what = verb + " " + pair;
                assertThat(foreign.bytes()).as(what).isEqualTo(absent.bytes());
                assertThat(foreign.status())
                        .as(what + foreign.text())
                        .isEqualTo(absent.status())
                        .isEqualTo(404);
                assertThat(foreign.answer().headers())
                        .as(what)
                        .isEqualTo(absent.answer().headers());
                assertThat(foreign.header("ETag")).as(what).isEmpty();
                Canaries.assertClean(foreign, what);
            }
        }
        assertThat(pairs).hasSizeGreaterThan(55);
    }

    /** On a busy machine one median may be off by chance; what takes longer each time is no chance. */
    @Test
    void whatIsForeignIsAnsweredInTheTimeOfWhatIsAbsent() {
        for (Pair pair : pairs()) {
            // All below another's engagement is refused at one gate, before anything else is looked at.
            boolean gate = pair.foreign().contains("/" + B + "/");
            if (gate || !pair.sample().method().equals("GET")) {
                continue;
            }
            Duration apart = TELLING;
            for (int i = 0; i < COMPARISONS && apart.compareTo(TELLING) >= 0; i++) {
                apart = apart(pair);
            }
            assertThat(apart).as(pair.toString()).isLessThan(TELLING);
        }
    }

    private Duration apart(Pair pair) {
        long[] foreign = new long[ASKED];
        long[] absent = new long[ASKED];
        for (int i = 0; i < ASKED; i++) {
            // Who goes first must not matter either.
            boolean foreignFirst = i % 2 == 0;
            long first = time(pair, foreignFirst ? pair.foreign() : pair.absent());
            long second = time(pair, foreignFirst ? pair.absent() : pair.foreign());
            foreign[i] = foreignFirst ? first : second;
            absent[i] = foreignFirst ? second : first;
        }
        Arrays.sort(foreign);
        Arrays.sort(absent);
        return Duration.ofNanos(Math.abs(foreign[ASKED / 2] - absent[ASKED / 2]));
    }

    private long time(Pair pair, String path) {
        long begin = System.nanoTime();
        call(pair, "GET", path);
        return System.nanoTime() - begin;
    }

    /** Each operation with each thing its path names: another's, and none's. */
    private List<Pair> pairs() {
        Map<String, Map<String, String>> foreign = new LinkedHashMap<>();
        Map<String, Map<String, String>> absent = new LinkedHashMap<>();
        foreign.put("engagement", Map.of("engagement", B));
        absent.put("engagement", Map.of("engagement", "ENG-NONE"));
        foreign.put("record", Map.of("record", PathSegment.of(OUTSIDE), "name", PathSegment.of(FILE)));
        absent.put("record", Map.of("record", PathSegment.of("CANXXXID/2"), "name", PathSegment.of(FILE)));
        foreign.put("lot", Map.of("lot", PathSegment.of(OUTSIDE_LOT)));
        absent.put("lot", Map.of("lot", PathSegment.of("CANXXXLOT/2")));
        foreign.put("question", Map.of("question", canaries.idIn(B, "/questions"), "name", "a.txt"));
        absent.put("question", Map.of("question", "Q-ENG-M-77", "name", "a.txt"));
        foreign.put("finding", Map.of("finding", canaries.idIn(B, "/findings")));
        absent.put("finding", Map.of("finding", "F-ENG-M-77"));
        foreign.put("sample", Map.of("sample", canaries.idIn(B, "/samples")));
        absent.put("sample", Map.of("sample", "S-ENG-M-77"));
        foreign.put("certificate", Map.of("certificate", canaries.idIn(A, "/certificates")));
        absent.put("certificate", Map.of("certificate", "C-ENG-M-77"));
        foreign.put("export", Map.of("export", canaries.idIn(B, "/exports")));
        absent.put("export", Map.of("export", "EXP-00000000-0000-0000-0000-000000000000"));
        foreign.put("passkey", Map.of("passkey", canaries.idIn(B, "/passkeys")));
        absent.put("passkey", Map.of("passkey", "none"));
        foreign.put("consent", Map.of("consent", canaries.idIn(B, "/consents")));
        absent.put("consent", Map.of("consent", "CON-00000000-0000-0000-0000-000000000000"));
        foreign.put("name", Map.of("name", PathSegment.of(FILE)));
        absent.put("name", Map.of("name", "CANXXXFILE.pdf"));
        SampleRequests requests = new SampleRequests(canaries.maker(), M, canaries.token(), 1);
        List<Pair> pairs = new ArrayList<>();
        new ContractChecker().operationIds().forEach((id, operation) -> {
            String template = operation.substring(operation.indexOf(' ') + 1);
            for (String kind : foreign.keySet()) {
                if (template.contains("{" + kind + "}")) {
                    pairs.add(new Pair(
                            requests.ofAnything(id),
                            path(template, foreign.get(kind)),
                            path(template, absent.get(kind))));
                }
            }
        });
        return pairs;
    }

    private String path(String template, Map<String, String> ids) {
        Map<String, String> all = new LinkedHashMap<>(canaries.own());
        all.putAll(ids);
        return Canaries.path(template, all);
    }

    private Maker.Result call(Pair pair, String method, String path) {
        Headers headers = Maker.bearer(canaries.token())
                .with("Content-Type", "application/json")
                .with("If-None-Match", "*");
        for (Map.Entry<String, String> header : pair.sample().headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        byte[] body = pair.sample().body().getBytes(StandardCharsets.UTF_8);
        Maker.Result result = canaries.maker().send(method, path, headers, body);
        result.answer().body().close();
        return result;
    }
}
