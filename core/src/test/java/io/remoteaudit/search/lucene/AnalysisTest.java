package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisTest {

    private final RecordAnalyzer analyzer = new RecordAnalyzer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "熔喷布检验 | 熔喷 喷布 布检 检验",
                "檢驗記錄 | 检验 验记 记录",
                "20200415-03，2 | 20200415 03 2",
                "98.7,99.1;98.2 | 98.7 99.1 98.2",
                "共12,345只 | 共 12,345 只",
                "ＢＦＥ the Supplier's masks | bfe the supplier mask",
                "BFE检验合格 | bfe 检验 验合 合格",
                "压 | 压",
            })
    void textBecomesTheseWords(String text, String words) throws IOException {
        assertThat(String.join(" ", tokens(IndexFields.WORDS, text))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YY/T 0969-2013 | yyt09692013 yyt0969",
                "GB 19083—2010 | gb190832010 gb19083",
                "EN 149:2001+A1:2009 | en1492001a12009 en149",
                "EN ISO 13485:2016 | eniso134852016 eniso13485",
                "按GB/T 2828.1-2012 抽样 | gbt282812012 gbt28281",
                "批号20200415-03，2件 | 2020041503",
                "IQC-2026-000123 | iqc2026000123",
                "ＬＯＴ－Ａ１２ | lota12",
                "MB_2020/03 | mb202003",
                "结果98.7 | ''",
                "熔喷布 | ''",
            })
    void textHoldsTheseIdentifiers(String text, String identifiers) throws IOException {
        assertThat(tokens(IndexFields.IDENTIFIERS, text))
                .containsExactlyInAnyOrder(identifiers.isEmpty() ? new String[0] : identifiers.split(" "));
    }

    @Test
    void identifierKnowsWhereItStands() throws IOException {
        String text = "依据 YY/T 0969-2013 判定";
        try (TokenStream tokens = analyzer.tokenStream(IndexFields.IDENTIFIERS + "title", text)) {
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            assertThat(tokens.incrementToken()).isTrue();
            assertThat(text.substring(offset.startOffset(), offset.endOffset())).isEqualTo("YY/T 0969-2013");
            assertThat(tokens.incrementToken()).isTrue();
            assertThat(text.substring(offset.startOffset(), offset.endOffset())).isEqualTo("YY/T 0969");
            assertThat(tokens.incrementToken()).isFalse();
            tokens.end();
        }
    }

    private List<String> tokens(String kind, String text) throws IOException {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(kind + "title", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
            tokens.end();
        }
        return words;
    }
}
