package io.remoteaudit.search.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * A ledger of as many quality records of a mask maker as are wanted, each made from its number alone, so that millions
 * need no space and every run sees the same. Two in a hundred are changed later, as a second version.
 */
final class SampleRecords implements EntrySource {

    static final OffsetDateTime FIRST = OffsetDateTime.parse("2016-01-04T08:00:00+08:00");

    /** Ten years of work. */
    static final int DAYS = 3_650;

    static final List<String> TYPES = List.of(
            "incoming-inspection",
            "in-process-inspection",
            "finished-goods-test",
            "goods-receipt",
            "material-issue",
            "line-clearance",
            "environment-monitoring",
            "equipment-maintenance",
            "training",
            "lot-release");

    private static final String[] SUBJECTS = {
        "熔喷布", "纺粘无纺布", "鼻梁条", "耳带", "平面口罩", "防护服", "颗粒物防护口罩", "包装袋", "灭菌指示卡", "热风棉",
        "nose clip", "ear loop", "melt-blown fabric", "surgical mask", "coverall", "seam tape"
    };
    private static final String[] EVENTS = {
        "进货检验", "过程检验", "成品检验", "首件检验", "巡检", "抽样复验", "清场确认", "环境监测", "设备保养", "放行审批",
        "visual inspection", "dimension check", "leak test", "line clearance"
    };
    private static final String[] REMARKS = {
        "记录完整", "外观无破损", "按规程执行", "复核无误", "留样两件", "批号已核对", "不合格项已隔离", "参数稳定", "无异常",
        "no deviation", "label verified", "sample retained"
    };
    private static final String[] PEOPLE = {"李娜", "王芳", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄婷", "周强", "吴霞"};

    private static final long SALT = 0x5eed;
    private static final int CHANGED_ONE_IN = 50;
    private static final int RECORDS_OF_A_LOT = 3;
    private static final String SALT_TEXT = "AAAAAAAAAAAAAAAAAAAAAA";

    private final long size;
    private final int lotsADay;

    SampleRecords(long size) {
        this.size = size;
        this.lotsADay = (int) Math.max(1, size / DAYS / RECORDS_OF_A_LOT);
    }

    String lot(long number) {
        SplittableRandom random = random(number);
        return lot(random, day(number, random));
    }

    QualityRecord record(long number) {
        SplittableRandom random = random(number);
        int day = day(number, random);
        String lot = lot(random, day);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        OffsetDateTime at = FIRST.plusDays(day).plusMinutes(random.nextInt(600));
        QualityRecord.Builder record = QualityRecord.of(type, "REC-" + number)
                .title(pick(SUBJECTS, random) + pick(EVENTS, random) + " " + pick(SUBJECTS, random)
                        + pick(REMARKS, random))
                .site("S" + (1 + random.nextInt(3)))
                .product(random.nextBoolean() ? "medical-mask" : "protective-clothing", "M-" + random.nextInt(40))
                .lots(lot)
                .standards(random.nextInt(3) == 0 ? "GB 19083-2010" : "YY 0469-2011")
                .clauses("ISO 13485:2016 8.2." + (1 + random.nextInt(6)))
                .performedBy(pick(PEOPLE, random), "检验员")
                .occurredAt(at)
                .attribute("inspectionNo", "IQC-" + number)
                .attribute("supplierId", "SUP-" + random.nextInt(300))
                .attribute("remark", pick(REMARKS, random) + "，" + pick(REMARKS, random))
                .attribute("sampleSize", Integer.toString(5 + random.nextInt(50)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            record.measurement(measurement(i, random));
        }
        return record.build();
    }

    private static Measurement measurement(int kind, SplittableRandom random) {
        return switch (kind) {
            case 0 -> measurement("BFE", "%", 93 + random.nextInt(700) / 100.0, ">=", "95", random);
            case 1 -> measurement("PRESSURE-DIFFERENCE", "Pa", 20 + random.nextInt(350) / 10.0, "<=", "49", random);
            default -> measurement("STRAP", "N", 8 + random.nextInt(90) / 10.0, ">=", "10", random);
        };
    }

    private static Measurement measurement(
            String code, String unit, double value, String operator, String limit, SplittableRandom random) {
        List<String> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(BigDecimal.valueOf(Math.round(value * 100) + random.nextInt(60), 2).toPlainString());
        }
        BigDecimal first = new BigDecimal(results.get(0));
        boolean conforms = operator.equals(">=")
                ? first.compareTo(new BigDecimal(limit)) >= 0
                : first.compareTo(new BigDecimal(limit)) <= 0;
        return Measurement.of(code)
                .results(results.toArray(String[]::new))
                .unit(unit)
                .value("min", first)
                .limit(LimitReference.of(operator, limit))
                .verdict(conforms ? Verdict.CONFORMING : Verdict.NONCONFORMING)
                .instrument("EQ-" + random.nextInt(60))
                .method("YY 0469-2011 附录B")
                .build();
    }

    /** Records come nearly in the order of their events, as they do in a running system. */
    private int day(long number, SplittableRandom random) {
        return (int) Math.min(DAYS - 1, number * DAYS / size + random.nextInt(4));
    }

    /** A larger plant has more lots and not more records of each, so a lot is always about three records. */
    private String lot(SplittableRandom random, int day) {
        return FIRST.plusDays(day).toLocalDate().toString().replace("-", "") + "-" + (10 + random.nextInt(lotsADay));
    }

    private static SplittableRandom random(long number) {
        return new SplittableRandom(number * 0x9e3779b97f4a7c15L ^ SALT);
    }

    private static String pick(String[] from, SplittableRandom random) {
        return from[random.nextInt(from.length)];
    }

    private Entry entry(long leafIndex) {
        boolean changes = leafIndex % CHANGED_ONE_IN == CHANGED_ONE_IN - 1;
        QualityRecord record = record(changes ? leafIndex - CHANGED_ONE_IN / 2 : leafIndex);
        List<Disclosure> disclosures = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : RecordFields.of(record).entrySet()) {
            disclosures.add(Disclosure.of(SALT_TEXT, field.getKey(), field.getValue()));
        }
        Instant at = record.occurredAt().toInstant().plusSeconds(3_600);
        Leaf leaf = Leaf.of(EntryKind.RECORD, record.id(), changes ? 2 : 1, at, disclosures);
        return new Entry(leaf, null, OptionalLong.of(leafIndex), disclosures, Collections.emptySortedMap());
    }

    @Override
    public String origin() {
        return "bench.example/" + size;
    }

    @Override
    public List<Entry> sequenced(long fromLeaf, int limit) {
        return LongStream.range(fromLeaf, Math.min(size, fromLeaf + limit))
                .parallel()
                .mapToObj(this::entry)
                .toList();
    }

    @Override
    public Optional<Entry> find(EntryKind kind, String id, int version) {
        return Optional.empty();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Ledger.Registration onGrowth(LongConsumer listener) {
        return () -> {};
    }
}
