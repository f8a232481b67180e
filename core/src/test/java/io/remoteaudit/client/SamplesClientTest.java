package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.api.Page;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.SampleSummary;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.sampling.Allocation;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.DrawnMember;
import io.remoteaudit.sampling.Examination;
import io.remoteaudit.sampling.ExaminationResult;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleMember;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.sampling.SampleState;
import io.remoteaudit.sampling.SampleStep;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.standard.ClauseReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a body's own system draws samples and does draws again, over real HTTP. */
class SamplesClientTest {

    private static final int PLANTED = 40;

    @TempDir
    private Path directory;

    private Maker maker;
    private TinyServer server;
    private AuditClient system;
    private SamplesClient client;

    @BeforeEach
    void open() throws IOException {
        maker = new Maker(directory.resolve("maker"));
        for (int i = 0; i < PLANTED; i++) {
            maker.remoteAudit()
                    .records()
                    .save(Maker.inspection("DRAW/" + i, i % 4 == 0 ? "S2" : "S1", "98." + i)
                            .product(i % 3 == 0 ? "respirator" : "medical-mask", null)
                            .build());
        }
        maker.settle();
        server = new TinyServer(maker.remoteAudit().endpoint());
        system = AuditClient.builder(server.url(), maker.tokenA).open();
        client = system.engagement(Maker.A).samples();
    }

    @AfterEach
    void close() {
        system.close();
        server.close();
        maker.close();
    }

    @Test
    void drawIsMadeCheckedExaminedAndConcluded() {
        String seed = SamplesClient.newSeed();
        Sample frozen = client.freeze(order("BFE", SampleOrder.ByChance.of(6, DrawMethod.commitment(seed))));
        assertThat(frozen.state()).isEqualTo(SampleState.FROZEN);
        assertThat(frozen.members()).isEmpty();
        int inScope = PLANTED * 3 / 4 + 1;
        assertThat(frozen.frozen().population().size()).isEqualTo(inScope);

        Sample drawn = client.draw(frozen, seed);
        assertThat(drawn.state()).isEqualTo(SampleState.DRAWN);
        assertThat(drawn.members()).hasSize(6).doesNotHaveDuplicates();
        SampleCheck check = client.check(drawn, directory);
        assertThat(check.members()).isEqualTo(inScope);
        assertThat(check.proven()).isEqualTo(6);

        List<String> ids = drawn.members().stream()
                .map(member -> member.member().recordId())
                .toList();
        Finding finding = system.engagement(Maker.A)
                .findings()
                .raise(new FindingStatement(
                        FindingKind.MINOR_NONCONFORMITY,
                        new ClauseReference("ISO 13485:2016", "8.2.6"),
                        "缺少原始数据",
                        "zh-CN",
                        List.of(new Evidence.OfSample(drawn.id(), drawn.version())),
                        null,
                        ""));
        assertThat(finding.statement().evidence()).containsExactly(new Evidence.OfSample(drawn.id(), 2));
        Sample examined = client.say(
                drawn,
                new SampleContent.Examined(
                        List.of(
                                new Examination(ids.get(0), ExaminationResult.CONFORMING, "", null),
                                new Examination(ids.get(1), ExaminationResult.NONCONFORMING, "无原始数据", finding.id())),
                        "zh-CN"));
        assertThat(examined.members().get(1).result()).contains(ExaminationResult.NONCONFORMING);
        assertThat(examined.members().get(2).result()).isEmpty();
        Sample again = client.say(
                examined,
                new SampleContent.Examined(
                        List.of(new Examination(ids.get(1), ExaminationResult.NOT_JUDGED, "数据正在调取", null)), "zh-CN"));
        SampleMember twice = again.members().get(1);
        assertThat(twice.examined()).as("what was said before is kept").hasSize(2);
        Sample concluded = client.say(again, new SampleContent.Concluded("样本支持所述目的", "zh-CN"));
        assertThat(concluded.state()).isEqualTo(SampleState.CONCLUDED);
        assertThat(client.sample(concluded.id())).isEqualTo(concluded);
        client.check(concluded, directory);
    }

    @Test
    void stratifiedDrawTakesOfEachPartWhatItsShareIs() {
        for (Allocation allocation : Allocation.values()) {
            String seed = SamplesClient.newSeed();
            Sample drawn = client.draw(
                    client.freeze(order(
                            "",
                            new SampleOrder.ByChance(
                                    3, DrawMethod.commitment(seed), Facet.PRODUCT_FAMILY, allocation))),
                    seed);
            assertThat(drawn.members()).hasSize(allocation == Allocation.EACH ? 6 : 3);
            assertThat(drawn.members().stream()
                            .map(member -> member.member().stratum())
                            .distinct())
                    .containsExactly("medical-mask", "respirator");
            assertThat(client.check(drawn, directory).proven())
                    .isEqualTo(drawn.members().size());
        }
    }

    @Test
    void everyDrawOfAPopulationShowsAlsoWhatWasNeverDrawn() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String seed = SamplesClient.newSeed();
            Sample frozen = client.freeze(order("BFE", SampleOrder.ByChance.of(2, DrawMethod.commitment(seed))));
            ids.add(i == 1 ? frozen.id() : client.draw(frozen, seed).id());
        }
        Page<SampleSummary> all = client.list(null);
        assertThat(all.items().stream().map(SampleSummary::id).toList()).isEqualTo(ids);
        assertThat(all.items().stream().map(SampleSummary::state)).containsExactly("drawn", "frozen", "drawn");
        assertThat(all.items().stream().map(SampleSummary::populationDigest).distinct())
                .hasSize(1);
        assertThat(maker.remoteAudit().samples().of(Maker.A)).hasSize(3);
    }

    @Test
    void otherSeedThanTheOneCommittedToDrawsNothing() {
        Sample frozen =
                client.freeze(order("BFE", SampleOrder.ByChance.of(2, DrawMethod.commitment(SamplesClient.newSeed()))));
        assertThatThrownBy(() -> client.draw(frozen, SamplesClient.newSeed()))
                .isInstanceOfSatisfying(
                        AuditProblemException.class, e -> assertThat(e.type()).contains(ProblemType.INVALID_BODY));
        assertThat(client.sample(frozen.id())).isEqualTo(frozen);
    }

    @Test
    void pickedSampleNamesItsReasonsAndIsChecked() {
        Sample picked = client.freeze(order(
                "",
                new SampleOrder.ByJudgement(List.of(
                        new SampleOrder.PickOrder("DRAW/1", "最近更换了供方"),
                        new SampleOrder.PickOrder(Maker.RECORD_A, "结果更正过")))));
        assertThat(picked.state()).isEqualTo(SampleState.DRAWN);
        assertThat(picked.members().stream().map(SampleMember::reason)).containsExactly("最近更换了供方", "结果更正过");
        assertThat(client.check(picked, directory).proven()).isEqualTo(2);
        for (String outside : List.of("DRAW/0", "DRAW/none")) {
            assertThatThrownBy(() -> client.freeze(
                            order("", new SampleOrder.ByJudgement(List.of(new SampleOrder.PickOrder(outside, "why"))))))
                    .isInstanceOfSatisfying(
                            AuditProblemException.class,
                            e -> assertThat(e.type()).contains(ProblemType.INVALID_BODY));
        }
    }

    @Test
    void sheetThatWasAlteredIsFoundOut() {
        String seed = SamplesClient.newSeed();
        Sample drawn =
                client.draw(client.freeze(order("BFE", SampleOrder.ByChance.of(4, DrawMethod.commitment(seed)))), seed);
        SampleContent.Drawn draw = (SampleContent.Drawn) drawn.steps().get(1).content();

        List<DrawnMember> swapped = new ArrayList<>(draw.members());
        Collections.swap(swapped, 0, 1);
        assertRefused(with(drawn, 1, new SampleContent.Drawn(seed, draw.key(), swapped)), "other members");
        assertRefused(
                with(
                        drawn,
                        1,
                        new SampleContent.Drawn(seed, draw.key(), draw.members().subList(0, 3))),
                "other members");
        assertRefused(
                with(drawn, 1, new SampleContent.Drawn(SamplesClient.newSeed(), draw.key(), draw.members())),
                "not the one committed to");
        SampleContent.Frozen frozen = drawn.frozen();
        assertRefused(
                with(
                        drawn,
                        0,
                        new SampleContent.Frozen(
                                "another end", frozen.language(), frozen.population(), frozen.method())),
                "not what the sheet");
    }

    private void assertRefused(Sample sample, String why) {
        assertThatThrownBy(() -> client.check(sample, directory))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining(why);
    }

    private static Sample with(Sample sample, int place, SampleContent content) {
        List<SampleStep> steps = new ArrayList<>(sample.steps());
        SampleStep step = steps.get(place);
        steps.set(place, new SampleStep(step.number(), content, step.by(), step.at(), step.leafIndex(), step.leaf()));
        return new Sample(sample.id(), sample.engagement(), steps);
    }

    private static SampleOrder order(String query, SampleOrder.Choice choice) {
        return new SampleOrder(
                "进货检验是否按计划进行",
                "zh-CN",
                query,
                false,
                List.of(Filter.of(Facet.TYPE, "incoming-inspection")),
                OptionalLong.empty(),
                choice);
    }
}
