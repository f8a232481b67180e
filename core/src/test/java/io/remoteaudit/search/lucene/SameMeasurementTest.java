package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.QuerySyntaxException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameMeasurementTest {

    private static final Measurement WEAK = Measurement.of("BFE")
            .results("94.20", "97.1")
            .observations("破损")
            .unit("%")
            .value("min", new BigDecimal("94.20"))
            .limit(LimitReference.of(">=", "95"))
            .verdict(Verdict.NONCONFORMING)
            .standard("YY 0469-2011")
            .method("YY 0469-2011 附录B")
            .instrument("TSI-8130")
            .build();
    private static final Measurement BREATHABLE = Measurement.of("PRESSURE-DIFFERENCE")
            .results("31.5")
            .unit("Pa")
            .verdict(Verdict.CONFORMING)
            .method("Visual inspection of panels")
            .instrument("DPM-02")
            .build();

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        searched.saveAndIndex(
                record("A", "成品检验").measurement(WEAK).measurement(BREATHABLE).build(),
                record("B", "成品检验").measurement(BREATHABLE).build(),
                record("C", "无检验数据").build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "measurement(characteristic:BFE value<95 verdict:不合格) | A",
                "检验数据(检验项目:BFE 判定:不合格) | A",
                "measurement(characteristic:BFE verdict:合格) | ``",
                "BFE<95 verdict:不合格 仪器:DPM-02 | A",
                "measurement(BFE<95 仪器:DPM-02) | ``",
                "measurement(BFE<95 仪器:TSI8130) | A",
                "measurement(仪器:DPM*) | A,B",
                "measurement(method:附录B characteristic:BFE) | A",
                "measurement(method:inspections verdict:合格) | A,B",
                "measurement(method:\"inspection of panels\") | A,B",
                "measurement(method:\"panels of inspection\") | ``",
                "measurement(method:检验) | ``",
                "measurement(characteristic:PRESSURE-DIFFERENCE value>0.3 mbar) | ``",
                "measurement(characteristic:PRESSURE-DIFFERENCE result>0.3 mbar) | A,B",
                "-measurement(characteristic:BFE) | B,C",
                "measurement(verdict:合格 -characteristic:BFE) | A,B",
                "measurement(characteristic:BFE OR instrument:DPM-02) 成品 | A,B",
            })
    void conditionsHoldForOneMeasurementTogether(String query, String ids) {
        assertThat(searched.find(query)).isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(",")));
    }

    @Test
    void maskedMeasurementsCannotBeAskedFor() {
        assertThatThrownBy(() ->
                        searched.search(SearchedLedger.masking("measurements"), "measurement(characteristic:BFE)"))
                .isInstanceOf(QuerySyntaxException.class);
    }

    @Test
    void measurementsComeOutOfTheIndexAsTheyWentIn() throws IOException {
        assertThat(MeasurementCodec.decode(MeasurementCodec.encode(List.of(WEAK, BREATHABLE))))
                .containsExactly(WEAK, BREATHABLE);
    }
}
