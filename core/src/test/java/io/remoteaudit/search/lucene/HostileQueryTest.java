package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static io.remoteaudit.search.lucene.SearchedLedger.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.QueryTooCostlyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileQueryTest {

    private static final int RECORDS = 1_500;

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        QualityRecord[] records = new QualityRecord[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            records[i] = record("R-" + i, "检" + (char) ('一' + i) + " 检验进货检验灭菌过程记录 lot" + i)
                    .lots("LOT-" + i)
                    .attribute("remark", "检验进货检验灭菌过程记录")
                    .build();
        }
        searched.saveAndIndex(records);
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void beginningThatStandsForTooManyWordsIsRefused() {
        assertThatThrownBy(() -> searched.search("lot*"))
                .isInstanceOf(QueryTooCostlyException.class)
                .hasMessageContaining("more than 1000 different words");
        assertThat(searched.search("lot149*").total()).isGreaterThan(1);
    }

    @Test
    void chineseCharacterThatStandsForTooManyWordsIsRefused() {
        assertThatThrownBy(() -> searched.search("检")).isInstanceOf(QueryTooCostlyException.class);
        assertThat(searched.search("菌").total()).isEqualTo(RECORDS);
    }

    @Test
    void wordsOfRecordsOutOfScopeNeitherCountNorShow() {
        searched.saveAndIndex(record("S2-1", "检漏 lot0815").site("S2").build());

        assertThat(searched.search(site("S2"), "lot*").total()).isEqualTo(1);
        assertThat(searched.search(site("S2"), "检").total()).isEqualTo(1);
        assertThat(searched.search(site("S3"), "lot*").total()).isZero();
    }

    @Test
    void longestQueryOfWordsThatAllRecordsHoldIsAnsweredOrRefused() {
        String text = "检验进货检验灭菌过程记录";
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            query.append(text, i % 8, text.length()).append(i % 2 == 0 ? " OR -" : " OR ");
        }
        try {
            assertThat(searched.search(query + "x").total()).isEqualTo(RECORDS);
        } catch (QueryTooCostlyException e) {
            assertThat(e.code()).isEqualTo("RA-0303");
        }
    }

    @Test
    void searchThatTakesTooLongIsEnded() {
        searched.closeIndex();
        searched.use(searched.openIndex(Duration.ofNanos(1)));
        assertThat(searched.index().awaitIndexed(RECORDS, SearchedLedger.LONG)).isTrue();
        assertThatThrownBy(() -> searched.search("检验 OR 灭菌"))
                .isInstanceOf(QueryTooCostlyException.class)
                .hasMessageContaining("more specific words");
    }

    @Test
    void randomQueriesAreAnsweredOrRefusedInTime() {
        List<String> pieces = List.of(
                "(",
                ")",
                "\"",
                "-",
                " ",
                ":",
                "<",
                "..",
                "OR ",
                "检",
                "检验",
                "lot1",
                "*",
                "2020",
                "title:",
                "lots:",
                "版次>",
                "1",
                "remark:",
                "'",
                "\\",
                "\ud83d",
                "\u202e",
                "\u0000",
                "YY/T 0969-2013",
                "，",
                "/",
                "!",
                "~");
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder query = new StringBuilder();
            for (int j = random.nextInt(24); j >= 0; j--) {
                query.append(pieces.get(random.nextInt(pieces.size())));
            }
            long start = System.nanoTime();
            try {
                searched.search(query.toString());
            } catch (QuerySyntaxException | QueryTooCostlyException e) {
                assertThat(e.code()).startsWith("RA-03");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(query.toString())
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
