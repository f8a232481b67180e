package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.QuerySyntaxException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units, sets, missing fields, lateness and relative dates against a real index. */
class ConditionSearchTest {

    @TempDir
    private Path directory;

    private SearchedLedger searched;

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        searched.saveAndIndex(
                record("A", "a")
                        .lots("L-1")
                        .reviewedBy("李娜", null)
                        .attribute("supplier", "华东")
                        .attribute("remark", "")
                        .measurement(measured("PRESSURE-DIFFERENCE", "Pa", "49"))
                        .occurredAt(now.minusHours(1))
                        .build(),
                record("B", "b")
                        .lots("L-2")
                        .measurement(measured("PRESSURE-DIFFERENCE", "mbar", "0.5"))
                        .measurement(measured("BIOBURDEN", "CFU/100 cm²", "20"))
                        .occurredAt(now.minusDays(2))
                        .build(),
                record("C", "c")
                        .measurement(measured("BIOBURDEN", "CFU/g", "20"))
                        .occurredAt(now.minusDays(400))
                        .build());
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "压差>49 | B",
                "压差>=49 Pa | A,B",
                "压差:0.49 mbar | A",
                "压差:50 | B",
                "压差<0.0495 kPa | A",
                "BIOBURDEN<=30 | C",
                "BIOBURDEN<=30 CFU/100cm2 | B",
                "lots:(L-1, L-2) | A,B",
                "-lots:(L-1, L-2) | C",
                "missing:lots | C",
                "missing:reviewedBy | B,C",
                "-missing:reviewedBy | A",
                "missing:supplier | B,C",
                "missing:remark | A,B,C",
                "missing:压差 | C",
                "missing:(reviewedBy, lots) -missing:lots | B",
                "missing:occurredAt | ~~",
                "missing:attachment | A,B,C",
                "late>24h | B,C",
                "late<=90min | A",
                "late:1d..3d | B",
                "late<0h | ~~",
                "occurredAt>=today-30d | A,B",
                "occurredAt<今天-1年 | C",
            })
    void conditionFindsTheseRecords(String query, String ids) {
        assertThat(searched.find(query)).containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(",", -1));
    }

    @Test
    void latenessAndAbsenceOfAMaskedFieldAreAsUnknownAsTheField() {
        Scope masking = Scope.everything().masking(Set.of("occurredAt", "reviewedBy"));
        for (String query : new String[] {"late>1h", "missing:reviewedBy", "missing:occurredAt"}) {
            assertThatThrownBy(() -> searched.search(masking, query))
                    .isInstanceOf(QuerySyntaxException.class)
                    .hasMessageContaining("There is no field");
        }
    }

    private static Measurement measured(String characteristic, String unit, String result) {
        return Measurement.of(characteristic)
                .results(result)
                .unit(unit)
                .verdict(Verdict.CONFORMING)
                .build();
    }
}
