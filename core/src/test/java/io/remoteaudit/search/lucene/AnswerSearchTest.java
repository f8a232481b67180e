package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.InvalidCursorException;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are found by what was asked and answered about them, by those alone whose engagement it was asked in. */
class AnswerSearchTest {

    private static final String MINE = "ENG-1";
    private static final String OTHERS = "ENG-2";
    private static final String CANARY = "金丝雀";

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.saveAndIndex(
                record("A", "熔喷布检验").build(),
                record("B", "成品检验").build(),
                record("C", "灭菌放行").site("S2").build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void wordsOfQuestionsAndReleasedAnswersFindThePinnedRecords() {
        ask("Q-1", MINE, "为何复测 BFE?", "A", "C");
        answer("Q-1", 2, MINE, "供应商更换了驻极工艺, see SOP-2024-07");
        ask("Q-2", MINE, "环氧乙烷残留如何监控", "C");
        assertThat(mine("驻极工艺")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("复测")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("\"更换了驻极\"")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("sop202407")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("SOP-2024*")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("bacterial filtration efficiency")).containsExactlyInAnyOrder("A", "C");
        assertThat(mine("驻极工艺 灭菌")).containsExactly("C");
        assertThat(mine("灭菌 -驻极工艺")).isEmpty();
        assertThat(mine("残留")).containsExactly("C");
        assertThat(mine("无此词")).isEmpty();
    }

    @Test
    void fieldOfAnswersRestrictsToThem() {
        ask("Q-1", MINE, "成品的外观检验怎么做", "A");
        assertThat(mine("成品")).containsExactlyInAnyOrder("A", "B");
        assertThat(mine("answers:成品")).containsExactly("A");
        assertThat(mine("问答:成品")).containsExactly("A");
        assertThat(mine("问答:\"外观检验\"")).containsExactly("A");
        assertThat(mine("title:外观")).isEmpty();
        assertThat(mine("missing:answers")).containsExactlyInAnyOrder("B", "C");
        assertThat(searched.find("missing:answers")).containsExactly("A", "B", "C");
    }

    @Test
    void recordThatHasTheWordItselfComesFirst() {
        ask("Q-1", MINE, "成品 成品 成品", "A", "C");
        assertThat(mine("成品").get(0)).isEqualTo("B");
        assertThat(mine("成品")).containsExactlyInAnyOrder("A", "B", "C");
    }

    @Test
    void highlightShowsTheMessage() {
        ask("Q-1", MINE, "为何复测", "A");
        answer("Q-1", 2, MINE, "因为驻极工艺变了");
        SearchResult found = search(MINE, "驻极工艺");
        assertThat(found.hits()).singleElement().satisfies(hit -> {
            Highlight answers = hit.highlights().get(0);
            assertThat(answers.field()).isEqualTo("answers");
            assertThat(text(answers, false)).isEqualTo("因为驻极工艺变了");
            assertThat(text(answers, true)).isEqualTo("驻极工艺");
        });
        SearchHit both = search(MINE, "熔喷布 复测").hits().get(0);
        assertThat(both.highlights()).extracting(Highlight::field).containsExactly("title", "answers");
    }

    @Test
    void messagesAreNeverFoundAsRecordsNorCounted() {
        ask("Q-1", MINE, "熔喷布的供应商", "A");
        answer("Q-1", 2, MINE, "华东");
        ask("Q-2", OTHERS, "熔喷布的供应商");
        for (int reopened = 0; reopened < 2; reopened++) {
            for (String query : List.of("", "NOT title:灭菌", "熔喷布", "Q-1", "missing:model", "version<2")) {
                for (String engagement : new String[] {MINE, OTHERS, null}) {
                    for (long size : new long[] {3, 4, 6}) {
                        assertThat(SearchedLedger.ids(at(engagement, query, size)))
                                .as("%s at %d", query, size)
                                .isSubsetOf("A", "B", "C");
                    }
                }
            }
            assertThat(search(MINE, "").total()).isEqualTo(3);
            assertThat(at(MINE, "", 5).total()).isEqualTo(3);
            assertThat(searched.index().forEachMatch(Scope.everything(), "", List.of(), 6, leaf -> {}))
                    .isEqualTo(3);
            searched.reopenIndex();
            searched.awaitIndexed();
        }
    }

    @Test
    void othersSeeNoTraceOfAnEngagementsQuestions() {
        List<SearchRequest> requests = new ArrayList<>();
        for (String query :
                List.of(CANARY, "金*", "丝", "answers:" + CANARY, "missing:answers", "检验", "-" + CANARY, "nearanswer")) {
            SearchRequest request = new SearchRequest(
                    Scope.everything(),
                    query,
                    List.of(),
                    Sort.RELEVANCE,
                    EnumSet.allOf(Facet.class),
                    10,
                    null,
                    OptionalLong.of(3));
            requests.add(request);
            requests.add(request.inEngagement(OTHERS));
        }
        List<SearchResult> before =
                requests.stream().map(searched.index()::search).toList();
        ask("Q-1", MINE, CANARY + " 检验 nearanswer", "A", "C");
        answer("Q-1", 2, MINE, CANARY);
        List<SearchResult> after =
                requests.stream().map(searched.index()::search).toList();
        assertThat(after).isEqualTo(before);
        for (String query : List.of(CANARY, "answers:" + CANARY, "金*", "丝")) {
            assertThat(search(OTHERS, query).total()).as(query).isZero();
            assertThat(search(null, query).total()).as(query).isZero();
            assertThat(search(MINE, query).total()).as(query).isEqualTo(2);
        }
        assertThat(searched.index().questions(OTHERS, CANARY, searched.ledger().size()))
                .isEmpty();
        assertThat(searched.index()
                        .forEachMatch(
                                Scope.everything(),
                                CANARY,
                                List.of(),
                                searched.ledger().size(),
                                leaf -> {}))
                .isZero();
    }

    @Test
    void ofAnotherEngagementNotEvenTheNumberOfWordsIsTold() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_100; i++) {
            many.append("canary").append(Integer.toString(i, 36)).append(' ');
        }
        ask("Q-1", MINE, many.toString(), "A");
        assertThat(search(OTHERS, "canary*").total()).isZero();
        assertThat(search(null, "answers:canary*").total()).isZero();
        assertThatThrownBy(() -> search(MINE, "canary*")).isInstanceOf(QueryTooCostlyException.class);
    }

    @Test
    void pinnedRecordOutOfScopeStaysHidden() {
        ask("Q-1", MINE, "驻极工艺", "A", "C");
        SearchRequest request =
                SearchRequest.of(SearchedLedger.site("S1"), "驻极工艺").inEngagement(MINE);
        SearchResult found = searched.index().search(request);
        assertThat(SearchedLedger.ids(found)).containsExactly("A");
        assertThat(found.total()).isEqualTo(1);
    }

    @Test
    void earlierLedgerSizeFindsWhatWasSaidByThen() {
        ask("Q-1", MINE, "为何复测", "A");
        answer("Q-1", 2, MINE, "驻极工艺");
        searched.saveAndIndex(record("D", "驻极工艺").build());
        assertThat(at(MINE, "驻极工艺", 4).hits()).isEmpty();
        assertThat(SearchedLedger.ids(at(MINE, "驻极工艺", 5))).containsExactly("A");
        assertThat(SearchedLedger.ids(at(MINE, "驻极工艺", 6))).containsExactly("D", "A");
        assertThat(SearchedLedger.ids(at(MINE, "复测", 4))).containsExactly("A");
        assertThat(searched.index().questions(MINE, "驻极工艺", 4)).isEmpty();
        assertThat(searched.index().questions(MINE, "驻极工艺", 5)).containsExactly("Q-1");
    }

    @Test
    void pagesGoOnOverRecordsFoundByAnswersAndBelongToTheirEngagement() {
        String[] ids = new String[30];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "P-" + i;
            searched.save(record(ids[i], "巡检").build());
        }
        ask("Q-1", MINE, "驻极工艺", ids);
        SearchRequest first = new SearchRequest(
                        Scope.everything(),
                        "驻极工艺",
                        List.of(),
                        Sort.RELEVANCE,
                        EnumSet.noneOf(Facet.class),
                        7,
                        null,
                        OptionalLong.empty())
                .inEngagement(MINE);
        List<String> found = new ArrayList<>();
        SearchResult page = searched.index().search(first);
        assertThat(page.total()).isEqualTo(30);
        String cursor = page.nextCursor();
        found.addAll(SearchedLedger.ids(page));
        assertThatThrownBy(
                        () -> searched.index().search(first.inEngagement(OTHERS).after(String.valueOf(cursor))))
                .isInstanceOf(InvalidCursorException.class);
        while (page.nextCursor() != null) {
            page = searched.index().search(first.after(page.nextCursor()));
            found.addAll(SearchedLedger.ids(page));
        }
        assertThat(found).containsExactlyInAnyOrder(ids);
    }

    @Test
    void wordThatIsAboutTooManyRecordsIsRefused() {
        for (int question = 0; question < 21; question++) {
            String[] pins = new String[50];
            for (int i = 0; i < pins.length; i++) {
                pins[i] = "P-" + question + "-" + i;
            }
            ask("Q-" + question, MINE, "驻极工艺", pins);
        }
        assertThatThrownBy(() -> search(MINE, "驻极工艺"))
                .isInstanceOf(QueryTooCostlyException.class)
                .hasMessageContaining("1000 records");
        assertThat(search(OTHERS, "驻极工艺").total()).isZero();
    }

    @Test
    void erasedWordsFindNothingAnyMoreAtAnySizeAndTheRestIsStillFound() {
        ask("Q-1", MINE, "欧阳震华的培训记录", "A");
        answer("Q-1", 2, MINE, "见附件");
        searched.ledger().erase(EntryKind.QUESTION, "Q-1", new TreeSet<>(List.of("text")), grounds());
        searched.awaitIndexed();
        for (int reopened = 0; reopened < 2; reopened++) {
            assertThat(mine("欧阳震华")).isEmpty();
            assertThat(at(MINE, "欧阳震华", 4).hits()).isEmpty();
            assertThat(searched.index().questions(MINE, "欧阳震华", 5)).isEmpty();
            assertThat(mine("about")).containsExactly("A");
            assertThat(search(MINE, "").total()).isEqualTo(3);
            searched.reopenIndex();
            searched.awaitIndexed();
        }
        assertThat(searched.index().check(leaf -> {}).differences()).isEmpty();
    }

    @Test
    void indexWithMessagesHoldsTheSameAsTheLedgerAlsoWhenRebuilt() {
        ask("Q-1", MINE, "为何复测", "A");
        answer("Q-1", 2, MINE, "驻极工艺");
        assertThat(searched.index().check(leaf -> {}).differences()).isEmpty();
        assertThat(searched.index().check(leaf -> {}).versions()).isEqualTo(3);
        searched.index().rebuild();
        await().atMost(SearchedLedger.LONG)
                .until(() -> !searched.index().progress().rebuilding());
        assertThat(searched.index().check(leaf -> {}).differences()).isEmpty();
        assertThat(mine("驻极工艺")).containsExactly("A");
    }

    @Test
    void questionsAreFoundByWordsInWhateverMessage() {
        ask("Q-1", MINE, "为何复测 BFE", "A");
        ask("Q-2", MINE, "环氧乙烷残留");
        ask("Q-3", OTHERS, "环氧乙烷残留");
        answer("Q-1", 2, MINE, "驻极工艺");
        assertThat(questions("")).containsExactly("Q-1", "Q-2");
        assertThat(questions("复测 驻极工艺")).containsExactly("Q-1");
        assertThat(questions("残留 OR 驻极*")).containsExactly("Q-1", "Q-2");
        assertThat(questions("-残留")).containsExactly("Q-1");
        assertThat(questions("answers:残留")).containsExactly("Q-2");
        assertThat(questions("bacterial filtration efficiency")).containsExactly("Q-1");
        assertThatThrownBy(() -> questions("title:残留")).isInstanceOf(QuerySyntaxException.class);
        assertThatThrownBy(() -> questions("missing:answers")).isInstanceOf(QuerySyntaxException.class);
    }

    private List<String> questions(String query) {
        return searched.index().questions(MINE, query, searched.ledger().size());
    }

    private List<String> mine(String query) {
        return SearchedLedger.ids(search(MINE, query));
    }

    private SearchResult search(String engagement, String query) {
        return at(engagement, query, searched.ledger().size());
    }

    private SearchResult at(String engagement, String query, long size) {
        SearchRequest request = new SearchRequest(
                Scope.everything(),
                query,
                List.of(),
                Sort.RELEVANCE,
                EnumSet.noneOf(Facet.class),
                50,
                null,
                OptionalLong.of(size));
        return searched.index().search(engagement == null ? request : request.inEngagement(engagement));
    }

    private void ask(String id, String engagement, String text, String... records) {
        SortedMap<String, JsonNode> fields = message("question", text);
        fields.put("title", Json.text("About it"));
        ArrayNode pins = Json.array();
        for (String record : records) {
            pins.addObject().put("id", record).put("version", 1);
        }
        fields.put("pins", pins);
        append(new NewEntry(EntryKind.QUESTION, id, 1, engagement, fields));
    }

    private void answer(String id, int number, String engagement, String text) {
        append(new NewEntry(EntryKind.QUESTION, id, number, engagement, message("answer", text)));
    }

    private void append(NewEntry entry) {
        searched.ledger().append(entry);
        searched.awaitIndexed();
    }

    private static SortedMap<String, JsonNode> message(String kind, String text) {
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("kind", Json.text(kind));
        fields.put("text", Json.text(text));
        fields.put("language", Json.text("zh-CN"));
        fields.put("by", Json.text("Ann"));
        return fields;
    }

    private static ErasureGrounds grounds() {
        return new ErasureGrounds("PIPL 第47条", "离职", "质量负责人");
    }

    private static String text(Highlight highlight, boolean matchesOnly) {
        return highlight.segments().stream()
                .filter(segment -> segment.match() || !matchesOnly)
                .map(Highlight.Segment::text)
                .collect(Collectors.joining());
    }
}
