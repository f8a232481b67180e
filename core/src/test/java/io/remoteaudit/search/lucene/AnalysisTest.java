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
                "滅菌確認、環氧乙烷殘留 | 灭菌 菌确 确认 环氧 氧乙 乙烷 烷残 残留",
                "Lot:SM，见report.pdf | lot sm 见 report pdf",
                "10 µg/g与10 μg/g、10μg/g | 10 ug g 与 10 ug g 10 ug g",
                "38g/㎡ 38 g/m² 38 g/m^2 38 g/m2 | 38 g m2 38 g m2 38 g m2 38 g m2",
                "Ｐａ／ｃｍ²，Pa/㎠，Pa/cm2，49Pa/cm² | pa cm2 pa cm2 pa cm2 49 pa cm2",
                "35℃、35 °C、35°C | 35 c 35 c 35 c",
                "９８．７％，98.7%、98.7 ％ | 98.7 98.7 98.7",
                "5㎎、5mg、５ｍｇ；2㎏、2kg | 5 mg 5 mg 5 mg 2 kg 2 kg",
                "16.0kPa下2mL，10kPa | 16.0 kpa 下 2 ml 10 kpa",
                "检验水平Ⅱ，II | 检验 验水 水平 ii ii",
                "N95 SM260326-SZ01 24h 3M ABC2020mm | n95 sm260326 sz01 24 h 3m abc2020mm",
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
                "ＧＢ　１９０８３－２０２３ | gb190832023 gb19083",
                "ＹＹ／Ｔ ０９６９ | yyt0969",
                "gb/t 2626和GB2626-2019 | gbt2626 gb26262019 gb2626",
                "T/CNTAC 55-2020 | tcntac552020 tcntac55",
                "标准GB，附录2023 | 2023",
                "熔喷布批号MB260123-XT01已放行 | mb260123xt01",
                "SM260326—SZ01、SM260326_SZ02 | sm260326sz01 sm260326sz02",
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

    @Test
    void wordsSpelledAnewStandWhereTheyStoodInTheText() throws IOException {
        String text = "克重38g/㎡，强力10kPa（10 m^2）以上";
        assertThat(placed(text)).contains("38", "g", "㎡", "10", "kPa", "m^2", "以上");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GB 19083 | gb19083",
                "gb/t２６２６ | gbt2626",
                "98.7 | ''",
                "8.4.2 | 842",
                "熔喷布2 | ''",
                "SM-260326/SZ01 | sm260326sz01",
            })
    void queryTextIsTakenAsThisIdentifier(String text, String identifier) {
        assertThat(Identifiers.whole(text)).isEqualTo(identifier);
    }

    private List<String> placed(String text) throws IOException {
        List<String> places = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(IndexFields.WORDS + "title", text)) {
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                places.add(text.substring(offset.startOffset(), offset.endOffset()));
            }
            tokens.end();
        }
        return places;
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
