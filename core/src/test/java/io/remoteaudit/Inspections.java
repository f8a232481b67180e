package io.remoteaudit;

import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Verdict;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** Incoming inspections of one lot of melt-blown fabric, for tests that need a valid record. */
public final class Inspections {

    private Inspections() {}

    /** An accepted inspection, performed by 李娜, whose value is the first of its results. */
    public static QualityRecord.Builder of(String id, String... results) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验")
                .site("S1")
                .product("medical-mask", null)
                .lots("MB-20260401-03")
                .standards("YY 0469-2011")
                .measurement(Measurement.of("BFE")
                        .results(results)
                        .unit("%")
                        .value("min", new BigDecimal(results[0]))
                        .limit(LimitReference.of(">=", "95"))
                        .verdict(Verdict.CONFORMING)
                        .build())
                .performedBy("李娜", "检验员")
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", id)
                        .with("internalLot", "MB-20260401-03")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"));
    }
}
