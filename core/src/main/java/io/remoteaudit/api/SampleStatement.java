package io.remoteaudit.api;

import io.remoteaudit.sampling.ExaminationResult;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleMember;
import io.remoteaudit.sampling.SampleMethod;
import io.remoteaudit.sampling.Strata;
import io.remoteaudit.standard.LocalizedText;
import java.util.List;

/** What a draw sheet says, in words for an audit report. */
final class SampleStatement {

    private SampleStatement() {}

    static LocalizedText of(Sample sample, List<String> ofSamePopulation) {
        StringBuilder zh = new StringBuilder();
        StringBuilder en = new StringBuilder();
        population(sample, zh, en);
        method(sample, zh, en);
        if (ofSamePopulation.size() > 1) {
            int place = ofSamePopulation.indexOf(sample.id()) + 1;
            zh.append("同一总体共有 %d 个样本，这是第 %d 个。".formatted(ofSamePopulation.size(), place));
            en.append(" This is sample %d of %d of the same population.".formatted(place, ofSamePopulation.size()));
        }
        results(sample, zh, en);
        return new LocalizedText(zh.toString(), en.toString());
    }

    private static void population(Sample sample, StringBuilder zh, StringBuilder en) {
        Population population = sample.frozen().population();
        boolean everything =
                population.query().isEmpty() && population.filters().isEmpty();
        zh.append(everything ? "总体：约定范围内的全部记录" : "总体：约定范围内符合查询条件的记录")
                .append("，取自存证账本第 %d 条为止，共 %d 条记录。".formatted(population.ledgerSize(), population.size()));
        en.append(
                        everything
                                ? "Population: all records in scope"
                                : "Population: the records in scope that the query finds")
                .append(", with the ledger's first %d entries: %d records."
                        .formatted(population.ledgerSize(), population.size()));
    }

    private static void method(Sample sample, StringBuilder zh, StringBuilder en) {
        SampleContent.Frozen frozen = sample.frozen();
        if (frozen.method() instanceof SampleMethod.Judgement judgement) {
            zh.append("方法：审核员判断抽样，选取 %d 条，每条均记录理由。".formatted(judgement.picks().size()));
            en.append(" Method: judgement; %d picked, each with its reason."
                    .formatted(judgement.picks().size()));
            return;
        }
        int wanted =
                frozen.wanted().values().stream().mapToInt(Integer::intValue).sum();
        Strata strata = frozen.population().strata();
        zh.append("方法：统计抽样，随机抽取 %d 条".formatted(wanted));
        en.append(" Method: statistical; %d drawn at random".formatted(wanted));
        if (strata != null) {
            zh.append("，分为 %d 层".formatted(strata.parts().size()));
            en.append(" from %d strata".formatted(strata.parts().size()));
        }
        if (sample.draw().isPresent()) {
            zh.append("，可由双方各自提供的部分重新计算。");
            en.append("; anyone can repeat the draw from the parts that both sides gave.");
        } else {
            zh.append("。种子尚未揭示，未抽取。");
            en.append(". The seed has not been revealed, so nothing is drawn.");
        }
    }

    private static void results(Sample sample, StringBuilder zh, StringBuilder en) {
        List<SampleMember> members = sample.members();
        long open = members.stream().filter(member -> member.result().isEmpty()).count();
        if (members.isEmpty() || open == members.size()) {
            return;
        }
        long good = count(members, ExaminationResult.CONFORMING);
        long bad = count(members, ExaminationResult.NONCONFORMING);
        long unjudged = count(members, ExaminationResult.NOT_JUDGED);
        zh.append("结果：符合 %d，不符合 %d，无法判定 %d，未审查 %d。".formatted(good, bad, unjudged, open));
        en.append(" Result: %d conforming, %d not conforming, %d not judged, %d not examined yet."
                .formatted(good, bad, unjudged, open));
    }

    static long count(List<SampleMember> members, ExaminationResult result) {
        return members.stream()
                .filter(member -> member.result().filter(result::equals).isPresent())
                .count();
    }
}
