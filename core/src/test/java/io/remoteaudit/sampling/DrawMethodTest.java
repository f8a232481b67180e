package io.remoteaudit.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A draw is a function of population and key, gives every member the same chance, and can be done again. */
class DrawMethodTest {

    private static final Hash LEAF = sha256("leaf");
    private static final String SEED = "5e".repeat(32);

    @Test
    void drawIsWhatItsDescriptionSays() {
        assertThat(DrawMethod.commitment(SEED)).isEqualTo(sha256(SEED));
        Hash key = DrawMethod.key(LEAF, SEED);
        assertThat(key).isEqualTo(sha256("remote-audit-draw-1\n" + LEAF.hex() + "\n" + SEED + "\n"));
        Member member = new Member("IQC/2026/1", 2, 17, "一厂");
        assertThat(DrawMethod.rank(key, member)).isEqualTo(sha256(key.hex() + "\tIQC/2026/1\t2\t17\t一厂\n"));
    }

    /** As someone does it who hashes each line and sorts. */
    @Test
    void drawIsWhatSomeoneWithASpreadsheetFinds() {
        List<DrawnMember> drawn = DrawMethod.draw(population(10).iterator(), DrawMethod.key(LEAF, SEED), Map.of("", 3));
        assertThat(drawn.stream().map(member -> member.member().recordId()).toList())
                .isEqualTo(byHand(population(10), DrawMethod.key(LEAF, SEED), 3));
    }

    @Test
    void orderOfThePopulationChangesNothing() {
        Hash key = DrawMethod.key(LEAF, SEED);
        List<Member> population = population(200);
        List<DrawnMember> drawn = DrawMethod.draw(population.iterator(), key, Map.of("", 20));
        for (int seed = 0; seed < 20; seed++) {
            List<Member> shuffled = new ArrayList<>(population);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(DrawMethod.draw(shuffled.iterator(), key, Map.of("", 20)))
                    .isEqualTo(drawn);
        }
    }

    @Test
    void nobodyIsDrawnTwiceAndALargerSampleHoldsTheSmaller() {
        Hash key = DrawMethod.key(LEAF, SEED);
        List<DrawnMember> before = List.of();
        for (int size = 0; size <= 60; size++) {
            List<DrawnMember> drawn = DrawMethod.draw(population(50).iterator(), key, Map.of("", size));
            assertThat(drawn).hasSize(Math.min(size, 50)).doesNotHaveDuplicates();
            assertThat(drawn.subList(0, before.size())).isEqualTo(before);
            before = drawn;
        }
    }

    /** Chi-square over 4,000 draws of 5 out of 40 with fixed seeds; the bound is passed once in a million by chance. */
    @Test
    void everyMemberIsDrawnAsOftenAsEveryOther() {
        int members = 40;
        int size = 5;
        int draws = 4_000;
        List<Member> population = population(members);
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            Hash key = DrawMethod.key(sha256("leaf " + i), sha256("seed " + i).hex());
            DrawMethod.draw(population.iterator(), key, Map.of("", size))
                    .forEach(member -> drawn.merge(member.member().recordId(), 1, Integer::sum));
        }
        double expected = (double) draws * size / members;
        double chiSquare = population.stream()
                .mapToDouble(member -> drawn.getOrDefault(member.recordId(), 0) - expected)
                .map(difference -> difference * difference / expected)
                .sum();
        // 39 degrees of freedom: 39 is usual, 92 is the quantile of one in a million.
        assertThat(chiSquare).isBetween(10.0, 92.0);
    }

    /** Whichever side holds one part, the other part alone makes it another draw. */
    @Test
    void eitherPartAloneChangesTheDraw() {
        HashSet<List<DrawnMember>> draws = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            draws.add(draw(sha256("leaf " + i), SEED));
            draws.add(draw(LEAF, sha256("seed " + i).hex()));
        }
        assertThat(draws).hasSize(100);
    }

    @Test
    void strataGiveWhatIsWantedOfEach() {
        List<Member> population = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            population.add(new Member("R-" + i, 1, i, i < 6 ? "small" : i < 30 ? "" : "large"));
        }
        List<DrawnMember> drawn = DrawMethod.draw(
                population.iterator(), DrawMethod.key(LEAF, SEED), Map.of("small", 2, "", 3, "large", 0, "none", 4));
        assertThat(drawn.stream().map(member -> member.member().stratum()).toList())
                .containsExactly("", "", "", "small", "small");
    }

    @Test
    void proportionalSharesAddUpAndGoToTheLargestRemainders() {
        assertThat(Allocation.PROPORTIONAL.divide(sizes("a", 50, "b", 30, "c", 20), 10))
                .containsExactly(new Stratum("a", 50, 5), new Stratum("b", 30, 3), new Stratum("c", 20, 2));
        assertThat(Allocation.PROPORTIONAL.divide(sizes("a", 1, "b", 1, "c", 1), 2))
                .as("equal remainders go by name")
                .containsExactly(new Stratum("a", 1, 1), new Stratum("b", 1, 1), new Stratum("c", 1, 0));
        assertThat(Allocation.PROPORTIONAL.divide(sizes("a", 2, "b", 1), 100))
                .containsExactly(new Stratum("a", 2, 2), new Stratum("b", 1, 1));
        assertThat(Allocation.EACH.divide(sizes("a", 50, "b", 3), 10))
                .containsExactly(new Stratum("a", 50, 10), new Stratum("b", 3, 3));
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            SortedMap<String, Integer> sizes = new TreeMap<>();
            int all = 0;
            for (int j = 0; j <= random.nextInt(8); j++) {
                int members = 1 + random.nextInt(1_000_000);
                sizes.put("s" + j, members);
                all += members;
            }
            int size = 1 + random.nextInt(1_000);
            List<Stratum> strata = Allocation.PROPORTIONAL.divide(sizes, size);
            assertThat(strata.stream().mapToInt(Stratum::wanted).sum()).isEqualTo(Math.min(size, all));
            for (Stratum stratum : strata) {
                assertThat(stratum.wanted())
                        .isBetween(
                                (int) ((long) Math.min(size, all) * stratum.size() / all),
                                (int) ((long) Math.min(size, all) * stratum.size() / all) + 1);
            }
        }
    }

    @Test
    void populationIsReadBackFromItsFile() throws IOException {
        List<Member> population = List.of(
                new Member("A/1", 1, 0, ""), new Member("B", 12, 7, "50% 一\t二\n三\r"), new Member("C", 3, 8, "%09"));
        byte[] file;
        try (InputStream in = PopulationFile.write(population.iterator())) {
            file = in.readAllBytes();
        }
        assertThat(new String(file, StandardCharsets.UTF_8))
                .isEqualTo("A/1\t1\t0\t\nB\t12\t7\t50%25 一%09二%0A三%0D\nC\t3\t8\t%2509\n");
        assertThat(read(file)).isEqualTo(population);
    }

    @Test
    void fileThatIsNoPopulationIsRefused() {
        for (String wrong : List.of(
                "A\t1\t1\t",
                "A\t1\t1\n",
                "A\t1\t1\t\nB\t1\t1\t\n",
                "A\t01\t1\t\n",
                "A\t1\t1\t%41\r\n",
                "\t1\t1\t\n",
                "A\t1\t9999999999999999999\t\n",
                "\n",
                "x".repeat(100_000))) {
            assertThatThrownBy(() -> read(wrong.getBytes(StandardCharsets.UTF_8)))
                    .as(wrong)
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> read(new byte[] {'A', '\t', '1', '\t', '1', '\t', (byte) 0xff, '\n'}))
                .isInstanceOf(MalformedException.class);
    }

    private static List<Member> read(byte[] file) {
        List<Member> members = new ArrayList<>();
        Iterator<Member> read = PopulationFile.read(new ByteArrayInputStream(file));
        read.forEachRemaining(members::add);
        return members;
    }

    private static List<DrawnMember> draw(Hash leaf, String seed) {
        return DrawMethod.draw(population(1_000).iterator(), DrawMethod.key(leaf, seed), Map.of("", 10));
    }

    /** As someone with a spreadsheet would: hash each line, sort, take the first. */
    private static List<String> byHand(List<Member> population, Hash key, int size) {
        SortedMap<String, String> sorted = new TreeMap<>();
        population.forEach(member -> sorted.put(
                sha256(key.hex() + "\t" + member.recordId() + "\t" + member.version() + "\t" + member.leafIndex()
                                + "\t\n")
                        .hex(),
                member.recordId()));
        return sorted.values().stream().limit(size).toList();
    }

    private static List<Member> population(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Member("R-" + i, 1 + i % 3, 100L + i, ""))
                .toList();
    }

    private static SortedMap<String, Integer> sizes(Object... pairs) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            sizes.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return sizes;
    }

    private static Hash sha256(String text) {
        return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
