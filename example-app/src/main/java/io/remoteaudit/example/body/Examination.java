package io.remoteaudit.example.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.client.RecordsClient;
import io.remoteaudit.client.SampleCheck;
import io.remoteaudit.client.SamplesClient;
import io.remoteaudit.client.SearchQuery;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.ExaminationResult;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleMember;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.search.Facet;
import io.remoteaudit.trace.Branch;
import io.remoteaudit.trace.DossierLine;
import io.remoteaudit.trace.EvidenceState;
import io.remoteaudit.trace.LotDossier;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.OutOfOrder;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TracedLot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Records are searched in both languages, drawn, read, proven, and followed from a lot back to its materials. */
final class Examination {

    private static final String POPULATION = "type:finished-goods-test";
    private static final int SAMPLE = 5;
    private static final int MOST_MATERIAL_LOTS = 3;

    private final Audit audit;
    private final AuditLog log;
    private final RecordsClient records;

    Examination(Audit audit) {
        this.audit = audit;
        this.log = audit.log();
        this.records = audit.engagement().records();
    }

    /**
     * What was examined.
     *
     * @param sample the records drawn
     * @param lot the lot that was traced
     * @param traced the ids of the records of that lot and its materials
     */
    record Examined(List<RecordDocument> sample, String lot, Set<String> traced) {}

    Examined run() {
        search();
        List<RecordDocument> sample = sample();
        String lot = sample.stream()
                .flatMap(record -> lots(record).stream())
                .findFirst()
                .orElseThrow(() -> new UnexpectedException("抽到的记录均未写明批号", "No record drawn names a lot"));
        return new Examined(sample, lot, trace(lot));
    }

    private void search() {
        log.step("以中英文检索", "Search in Chinese and English");
        for (String query : List.of("熔喷布 检验", "melt-blown inspection", "细菌过滤效率", "bacterial filtration efficiency")) {
            long begun = System.nanoTime();
            FoundRecords found =
                    records.search(SearchQuery.of(query).facets(Facet.SITE).limit(1));
            long milliseconds = (System.nanoTime() - begun) / 1_000_000;
            String sites = found.facets().getOrDefault("site", List.of()).stream()
                    .map(count -> count.value() + " " + count.count())
                    .collect(Collectors.joining(", "));
            log.line(
                    "“" + query + "”：" + found.total() + " 条（" + sites + "），" + milliseconds + " 毫秒",
                    "'" + query + "': " + found.total() + " records (" + sites + "), " + milliseconds + " ms");
            Audit.require(found.total() > 0, "“" + query + "”没有结果", "'" + query + "' found nothing");
        }
    }

    private List<RecordDocument> sample() {
        log.step("抽样并逐条核对证明", "Draw a sample and check each record's proof");
        Sample drawn = draw();
        List<RecordDocument> sample = new ArrayList<>();
        for (SampleMember member : drawn.members()) {
            String id = member.member().recordId();
            RecordDocument record = records.record(id, member.member().version());
            RecordProof proof = records.prove(id, record.version());
            Audit.require(
                    proof.inclusion().leafIndex() == record.leafIndex(),
                    id + " 的证明属于另一条存证",
                    "The proof of " + id + " is of another entry");
            sample.add(record);
            log.line(
                    id + " 第 " + record.version() + " 版，叶 " + record.leafIndex() + "，已证明 "
                            + proof.disclosures().size() + " 个字段" + measured(record),
                    id + " version " + record.version() + ", leaf " + record.leafIndex() + ", "
                            + proof.disclosures().size() + " fields proven" + measured(record));
        }
        sample.stream()
                .filter(record -> !record.attachments().isEmpty())
                .findFirst()
                .or(this::anyWithFile)
                .ifPresent(this::download);
        conclude(drawn, sample);
        return sample;
    }

    /** The population is frozen before the seed is shown, so that neither side can choose what is drawn. */
    private Sample draw() {
        SamplesClient samples = audit.engagement().samples();
        String seed = audit.options().seed();
        Sample frozen = samples.freeze(new SampleOrder(
                "成品检验是否按标准进行并有原始数据支持",
                "zh-CN",
                POPULATION,
                false,
                List.of(),
                OptionalLong.empty(),
                SampleOrder.ByChance.of(SAMPLE, DrawMethod.commitment(seed))));
        Population population = frozen.frozen().population();
        log.line(
                "冻结总体 " + POPULATION + "：" + population.size() + " 条，摘要 " + population.digest(),
                "population " + POPULATION + " frozen: " + population.size() + " records, digest "
                        + population.digest());
        log.line(
                "承诺种子 " + DrawMethod.commitment(seed) + "，企业部分 "
                        + frozen.first().leaf(),
                "seed committed to by " + DrawMethod.commitment(seed) + ", the maker's part is "
                        + frozen.first().leaf());
        Sample drawn = samples.draw(frozen, seed);
        log.line(
                "揭示种子 " + seed + "，抽取 " + drawn.members().size() + " 条",
                "seed revealed " + seed + ", " + drawn.members().size() + " drawn");
        Audit.require(!drawn.members().isEmpty(), "总体为空", "The population is empty");
        SampleCheck check = samples.check(drawn, audit.options().directory());
        log.line(
                "重新检索并重新抽取，结果相同：总体 " + check.members() + " 条，" + check.proven() + " 条已证明",
                "searched and drawn again with the same outcome: " + check.members() + " members, " + check.proven()
                        + " proven");
        return drawn;
    }

    /** Whoever looks at a record says what it showed; here each has its proof, which is what a machine can say. */
    private void conclude(Sample drawn, List<RecordDocument> records) {
        SamplesClient samples = audit.engagement().samples();
        List<io.remoteaudit.sampling.Examination> results = records.stream()
                .map(record -> new io.remoteaudit.sampling.Examination(
                        record.id(), ExaminationResult.CONFORMING, "记录、数据与存证一致", null))
                .toList();
        Sample examined = samples.say(drawn, new SampleContent.Examined(results, "zh-CN"));
        Sample concluded = samples.say(examined, new SampleContent.Concluded("抽取的记录均与存证一致，支持抽样目的。", "zh-CN"));
        log.line(
                "样本 " + concluded.id() + "：" + results.size() + " 条符合，已作结论",
                "sample " + concluded.id() + ": " + results.size() + " conforming, concluded on");
    }

    private static String measured(RecordDocument record) {
        return record.measurements().stream()
                .filter(measurement -> measurement.value() != null)
                .findFirst()
                .map(Examination::text)
                .orElse("");
    }

    private static String text(Measurement measurement) {
        String unit = measurement.unit() == null ? "" : " " + measurement.unit();
        return "; " + measurement.characteristic() + " " + measurement.value() + unit + " "
                + measurement.verdict().wireName();
    }

    /** Chance may draw none that has a file. */
    private Optional<RecordDocument> anyWithFile() {
        return records.search(SearchQuery.of("NOT missing:attachments").limit(1)).items().stream()
                .map(FoundRecords.Item::record)
                .findFirst();
    }

    /** One file, to show that files are checked too. */
    private void download(RecordDocument record) {
        Attachment file = record.attachments().get(0);
        Path target = audit.options().directory().resolve("file-of-" + record.leafIndex());
        Hash digest = records.download(record.id(), record.version(), file.name(), target, (done, total) -> {});
        Audit.require(
                digest.hex().equals(file.sha256()),
                file.name() + " 与记录中的摘要不符",
                file.name() + " is not the file the record names");
        log.line(
                "附件 " + file.name() + "，摘要相符 " + digest.hex(),
                "file " + file.name() + ", digest as recorded " + digest.hex());
    }

    /** Where the lot comes from and went, and what its dossier lacks; all in the terms of the engagement. */
    private Set<String> trace(String lot) {
        log.step("追溯批次 " + lot, "Trace lot " + lot);
        LotTrace trace = audit.engagement().lots().trace(lot);
        Set<String> traced = new LinkedHashSet<>();
        note(trace.lot(), traced);
        Audit.require(!traced.isEmpty(), "没有该批的记录", "There are no records of the lot");
        Branch back = branch(trace, TraceDirection.BACK);
        Branch forward = branch(trace, TraceDirection.FORWARD);
        // The nearest come first, and a person can only follow so many.
        back.lots().stream().limit(MOST_MATERIAL_LOTS).forEach(material -> note(material, traced));
        log.line(
                "向上追溯 " + back.lots().size() + " 个批次，范围外 " + back.outside() + " 个；向下追溯 "
                        + forward.lots().size() + " 个批次，范围外 " + forward.outside() + " 个；共 " + traced.size()
                        + " 条记录",
                "back to " + back.lots().size() + " lots, " + back.outside() + " outside scope; forward to "
                        + forward.lots().size() + " lots, " + forward.outside() + " outside scope; " + traced.size()
                        + " records in all");
        dossier(lot);
        return traced;
    }

    private static Branch branch(LotTrace trace, TraceDirection direction) {
        Branch branch = trace.branches().get(direction);
        if (branch == null || branch.cut() > 0 || branch.deeper() > 0) {
            throw new UnexpectedException("追溯不完整", "The trace is not whole");
        }
        return branch;
    }

    private void note(TracedLot lot, Set<String> traced) {
        lot.records().forEach(count -> count.records().forEach(record -> traced.add(record.id())));
        log.fact(lot.lot() + ": "
                + lot.records().stream()
                        .map(count -> count.recordType() + " " + count.count())
                        .collect(Collectors.joining(", ")));
    }

    private void dossier(String lot) {
        LotDossier dossier = audit.engagement().lots().dossier(lot);
        log.line(
                "批次档案：所需记录 " + dossier.lines().size() + " 项，缺口 " + dossier.gaps() + " 处",
                "dossier: " + dossier.lines().size() + " records needed, " + dossier.gaps() + " gaps");
        for (DossierLine line : dossier.lines()) {
            if (line.evidence() != EvidenceState.PRESENT) {
                log.fact(line.lot() + " " + line.recordType() + ": "
                        + line.evidence().wireName());
            }
        }
        for (OutOfOrder wrong : dossier.outOfOrder()) {
            log.fact(wrong.then().record().id() + " < " + wrong.first().record().id() + ": " + wrong.id());
        }
    }

    private static List<String> lots(RecordDocument record) {
        List<String> lots = new ArrayList<>();
        for (JsonNode lot : record.toJson().path("lots")) {
            lots.add(lot.asText());
        }
        return lots;
    }
}
