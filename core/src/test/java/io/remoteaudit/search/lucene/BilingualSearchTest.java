package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.Highlight;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.SearchHit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One trade, two languages: whichever the auditor writes, the records of both are found. */
class BilingualSearchTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.saveAndIndex(
                record("A", "医用外科口罩细菌过滤效率不合格")
                        .attribute("reportNo", "BFE-01")
                        .attribute("note", "熔喷布驻极衰减")
                        .build(),
                record("B", "Bacterial filtration efficiency retest")
                        .attribute("note", "melt-blown fabric, 38 g/m², 10 μg/g")
                        .build(),
                record("C", "BFE 复测")
                        .measurement(Measurement.of("PRESSURE-DIFFERENCE")
                                .results("49.5")
                                .verdict(Verdict.CONFORMING)
                                .build())
                        .build(),
                record("D", "efficiency of filtration; bacterial count")
                        .lots("SM260326-SZ01")
                        .standards("GB 19083-2023", "GB/T 2626-2019")
                        .attribute("note", "熔喷布批号MB260123-XT01，克重38g/㎡，10µg/g")
                        .build(),
                record("E", "依据YY/T 0969—2013判定，批号20200415-03，2件")
                        .attribute("note", "编号ＹＹ０４６９")
                        .build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "细菌过滤效率 | A,B,C",
                "細菌過濾效率 | A,B,C",
                "BFE | A,B,C",
                "\"bacterial filtration efficiency\" | A,B,C",
                "bacterial filtration efficiency | A,B,C,D",
                "Bacterial AND Filtration AND Efficiencies | A,B,C,D",
                "title:BFE | A,B,C",
                "title:细菌过滤率 | A,B,C",
                "note:细菌过滤效率 | ''",
                "=BFE | A,C",
                "\"=bacterial filtration efficiency\" | B",
                "title:\"＝细菌过滤效率\" | A",
                "熔喷布 | A,B,D",
                "meltblown | A,B,D",
                "melt-blown nonwoven | A,B,D",
                "meltblown bacterial | B,D",
                "meltblown BFE retest | B",
                "熔喷布 -BFE | D",
                "熔喷布 -=BFE | B,D",
                "驻极衰减 OR retest | A,B,C",
                "外科口罩不合格 | A",
                "\"外科口罩不合格\" | ''",
                "=外科口罩不合格 | ''",
                "title:外科口罩不合格 | A",
                "BFE復測 | B,C",
                "外科口罩甲不合格 | ''",
                "BFE* | A,C",
                "BFE-01 | A",
                "BFE01 | A",
            })
    void queryFindsTheRecordsOfBothLanguages(String query, String ids) {
        assertThat(searched.find(query)).isEqualTo(list(ids));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GB 19083 | D",
                "GB 19083-2023 | D",
                "GB 19083-2010 | ''",
                "GB19083 | D",
                "gb19083* | D",
                "=gb19083* | D",
                "standards:=GB19083 | D",
                "GB 19083* | D",
                "GB 190* | D",
                "ＧＢ　１９０８３－２０２３ | D",
                "gb/t 2626 | D",
                "GBT2626* | D",
                "standards:GB/T2626 | D",
                "\"GB/T 2626\" BFE | ''",
                "GB 2626 | ''",
                "YY/T 0969 | E",
                "yyt0969 | E",
                "YY 0469 | E",
                "MB260123-XT01 | D",
                "mb260123/xt* | D",
                "MB260123XT01 | D",
                "20200415-03 | E",
                "2020041503 | E",
                "20200415-03，2 | E",
                "20200415-032 | ''",
                "SM260326SZ01 | D",
                "10 ug/g | B,D",
                "\"10 µg/g\" | B,D",
                "g/㎡ | B,D",
                "38 g/m^2 | B,D",
            })
    void identifiersAndUnitsAreFoundHoweverTheyAreSpelled(String query, String ids) {
        assertThat(searched.find(query)).isEqualTo(list(ids));
    }

    @Test
    void characteristicIsNamedInTraditionalCharactersToo() {
        assertThat(searched.find("壓差>49")).containsExactly("C");
    }

    @Test
    void whatIsWrittenCountsMoreThanWhatItIsCalledOtherwise() {
        assertThat(ordered("BFE").get(0)).isEqualTo("C");
        assertThat(ordered("\"bacterial filtration efficiency\"").get(0)).isEqualTo("B");
        assertThat(ordered("细菌过滤效率").get(0)).isEqualTo("A");
    }

    @Test
    void otherTermsAreHighlightedWhereTheyStand() {
        assertThat(highlights("bacterial filtration efficiency", "A")).contains("title: 医用外科口罩[细菌过滤效率]不合格");
        assertThat(highlights("细菌过滤效率", "B")).containsExactly("title: [Bacterial] [filtration] [efficiency] retest");
        assertThat(highlights("BFE", "B")).containsExactly("title: [Bacterial] [filtration] [efficiency] retest");
        assertThat(highlights("GB 19083", "D")).contains("standards: [GB 19083]-2023\nGB/T 2626-2019");
        assertThat(highlights("g/m2", "D")).containsExactly("attributes/note: 熔喷布批号MB260123-XT01，克重38[g]/[㎡]，10µg/g");
    }

    @Test
    void hostsOwnGlossaryIsSearchedAndNoneIsAsWell() {
        searched.closeIndex();
        searched.use(searched.openIndex(Glossary.empty()));
        searched.awaitIndexed();
        assertThat(searched.find("BFE")).containsExactly("A", "C");
        assertThat(searched.find("MB cloth")).isEmpty();
        searched.closeIndex();
        Glossary own = Glossary.read(new ByteArrayInputStream(
                "{\"entries\": [{\"category\": \"material\", \"zh\": [\"熔喷布\"], \"en\": [\"MB cloth\"]}]}"
                        .getBytes(StandardCharsets.UTF_8)));
        searched.use(searched.openIndex(Glossary.standard().withAll(own)));
        searched.awaitIndexed();
        assertThat(searched.find("MB cloth")).containsExactly("A", "D");
        assertThat(searched.find("熔喷布")).containsExactly("A", "B", "D");
    }

    @Test
    void moreOtherTermsThanAQueryMayHaveAreRefusedWithTheWayOut() {
        String many = "熔喷布 无纺布 让步接收 不合格 防护服 作业指导书 环氧乙烷残留量 ".repeat(4).strip();
        assertThatThrownBy(() -> searched.find(many))
                .isInstanceOf(QueryTooCostlyException.class)
                .hasMessageContaining("write = before");
    }

    private static List<String> list(String ids) {
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }

    private List<String> ordered(String query) {
        return SearchedLedger.ids(searched.search(query));
    }

    private List<String> highlights(String query, String id) {
        SearchHit hit = searched.search(query).hits().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return hit.highlights().stream().map(BilingualSearchTest::marked).toList();
    }

    private static String marked(Highlight highlight) {
        return highlight.field() + ": "
                + highlight.segments().stream()
                        .map(segment -> segment.match() ? "[" + segment.text() + "]" : segment.text())
                        .collect(Collectors.joining());
    }
}
