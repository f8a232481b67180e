package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.DrawnMember;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleFields;
import io.remoteaudit.sampling.SampleMethod;
import io.remoteaudit.sampling.SampleStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does each draw again as far as an export shows it: the seed is the one committed to, the key is made of it and of the
 * entry that froze the population, ranks are the key's, and each stratum gives as many as was said before. That no member
 * left out has a smaller rank needs the population's file. For one export.
 */
final class SampleChecks {

    private static final String CHECK = "samples";

    /** More than an engagement can have, so that a made-up export does not fill the memory. */
    private static final int MOST = 5_000;

    private final Map<String, Frozen> frozen = new HashMap<>();
    private int draws;
    private int elsewhere;

    private record Frozen(Hash leaf, Hash commitment, Map<String, Integer> wanted) {}

    void take(Leaf leaf, List<Disclosure> disclosures) throws EntryChecks.Broken {
        if (leaf.kind() != EntryKind.SAMPLE) {
            return;
        }
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        disclosures.forEach(disclosure -> fields.put(disclosure.name(), disclosure.value()));
        SampleStep step;
        try {
            step = SampleFields.read(leaf, OptionalLong.empty(), fields);
        } catch (MalformedException e) {
            throw new EntryChecks.Broken(
                    CHECK, "样本“" + leaf.subject() + "”无法读取", "Sample '" + leaf.subject() + "': " + e.getMessage());
        }
        if (step.content() instanceof SampleContent.Frozen first
                && first.method() instanceof SampleMethod.Statistical statistical) {
            if (frozen.size() == MOST) {
                throw new EntryChecks.Broken(CHECK, "样本过多", "There are more samples than an engagement can have");
            }
            frozen.put(leaf.subject(), new Frozen(step.leaf(), statistical.commitment(), first.wanted()));
        } else if (step.content() instanceof SampleContent.Drawn drawn) {
            Frozen before = frozen.get(leaf.subject());
            if (before == null) {
                elsewhere++;
            } else if (holds(before, drawn)) {
                draws++;
            } else {
                throw new EntryChecks.Broken(
                        CHECK,
                        "样本“" + leaf.subject() + "”的抽取与种子和冻结条目不符",
                        "The draw of sample '" + leaf.subject()
                                + "' does not follow from its seed and the entry that froze its population");
            }
        }
    }

    private static boolean holds(Frozen before, SampleContent.Drawn drawn) {
        if (!DrawMethod.isSeed(drawn.seed())
                || !DrawMethod.commitment(drawn.seed()).equals(before.commitment())
                || !drawn.key().equals(DrawMethod.key(before.leaf(), drawn.seed()))) {
            return false;
        }
        for (DrawnMember member : drawn.members()) {
            if (!member.rank().equals(DrawMethod.rank(drawn.key(), member.member()))) {
                return false;
            }
        }
        // Drawn again among themselves they stay what they are: in order, once each, no more of a stratum than wanted.
        int wanted =
                before.wanted().values().stream().mapToInt(Integer::intValue).sum();
        return drawn.members().size() == wanted
                && drawn.members().stream().distinct().count() == wanted
                && DrawMethod.draw(
                                drawn.members().stream()
                                        .map(DrawnMember::member)
                                        .iterator(),
                                drawn.key(),
                                before.wanted())
                        .equals(drawn.members());
    }

    void end(Findings findings) {
        if (draws > 0) {
            findings.holds(
                    CHECK,
                    draws + " 次抽样均由所承诺的种子和冻结总体的条目得出（总体清单不在导出中）",
                    "The " + draws
                            + " draws follow from the seeds committed to and the entries that froze the populations"
                            + " (whose lists are not in the export)");
        }
        if (elsewhere > 0) {
            findings.notChecked(
                    CHECK,
                    elsewhere + " 次抽样的总体在前面的分卷中冻结；请把各卷一并保存",
                    "The populations of " + elsewhere + " draws were frozen in an earlier part");
        }
    }
}
