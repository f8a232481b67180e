package io.remoteaudit.example.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.example.RunningFactory;
import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.InvalidRecordException;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

class ReleaseTest {

    @Test
    void rowAndRecordAreWrittenTogetherOrNotAtAll(@TempDir Path directory) {
        try (RunningFactory factory = RunningFactory.empty(directory)) {
            Release release = factory.get(Release.class);

            release.decide(decision("REL-1", "released"));
            assertThat(factory.rows("qms_release")).isEqualTo(1);
            QualityRecord saved = factory.records().find("REL-1").orElseThrow().record();
            assertThat(saved.type()).isEqualTo("lot-release");
            assertThat(saved.lots()).containsExactly("SM260101-SZ01");
            assertThat(saved.attributes().text("decision")).contains("released");
            assertThat(saved.clauses()).contains("ISO 13485:2016 8.2.6");

            // The row alone would be fine; the record's type knows no such decision.
            assertThatThrownBy(() -> release.decide(decision("REL-2", "Released")))
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessageContaining("/attributes/decision");
            assertThat(factory.rows("qms_release")).isEqualTo(1);

            // The record alone would be fine; the register already has the number.
            assertThatThrownBy(() -> release.decide(decision("REL-1", "rejected")))
                    .isNotNull();
            assertThat(factory.records().versions("REL-1")).hasSize(1);

            factory.get(TransactionTemplate.class).executeWithoutResult(status -> {
                release.decide(decision("REL-3", "released"));
                status.setRollbackOnly();
            });
            assertThat(factory.rows("qms_release")).isEqualTo(1);
            assertThat(factory.records().find("REL-3")).isEmpty();
        }
    }

    private static ReleaseDecision decision(String no, String decision) {
        Entry entry = new Entry(
                no, Site.SZ, new Person("周静 PSZ035", "质量主管"), null, OffsetDateTime.parse("2026-01-20T16:00:00+08:00"));
        return new ReleaseDecision(entry, Product.SURGICAL_MASK, "SM260101-SZ01", "吴敏 PSZ038", decision);
    }
}
