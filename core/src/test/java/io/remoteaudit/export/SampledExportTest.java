package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.DrawnMember;
import io.remoteaudit.sampling.Member;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleFields;
import io.remoteaudit.sampling.SampleMethod;
import io.remoteaudit.sampling.SampleOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export shows samples, and whoever verifies it does each draw again as far as it goes. */
class SampledExportTest {

    private static final String SEED = "ab".repeat(32);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void samplesAreShownCountedAndDrawnAgain() throws Exception {
        SampleExport export =
                SampleExport.make(directory, new TestAuthority().issue("EC"), builder -> builder, this::sample);
        Verification verification = ExportVerifier.verify(export.file(), TrustSettings.nothing());
        assertThat(verification.firstFailure()).isEmpty();
        assertThat(verification.text(Locale.ENGLISH)).contains("The 1 draws follow from the seeds");
        try (ContainerReader reader = ContainerReader.open(export.file())) {
            String view = text(reader, Layout.SAMPLES);
            assertThat(view.lines()).hasSize(3);
            assertThat(text(reader, Layout.EXPORT)).contains("\"sampleSteps\":3");
            assertThat(text(reader, Layout.INDEX)).contains("id=\"samples\"", SEED, "检验记录的完整性", "从未抽取");
        }
    }

    /** One sample that is drawn, and one that never is. */
    private void sample(RemoteAudit remoteAudit) {
        String token = remoteAudit
                .engagements()
                .issueToken("E-1", "a1", Instant.now().plusSeconds(3_600), "QA")
                .token();
        Admission admission = remoteAudit
                .engagements()
                .admit(remoteAudit.engagements().authenticate(token).orElseThrow());
        Sample frozen = remoteAudit.samples().freeze(admission, order("检验记录的完整性"));
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        remoteAudit.samples().draw(admission, frozen.id(), 1, SEED);
        remoteAudit.samples().freeze(admission, order("从未抽取"));
    }

    private static SampleOrder order(String objective) {
        return new SampleOrder(
                objective,
                "zh-CN",
                "",
                false,
                List.of(),
                OptionalLong.empty(),
                SampleOrder.ByChance.of(3, DrawMethod.commitment(SEED)));
    }

    @Test
    void drawThatDoesNotFollowFromSeedAndEntryIsRefused() throws Exception {
        Leaf frozen = leaf(1, frozen());
        Hash key = DrawMethod.key(frozen.hash(), SEED);
        List<DrawnMember> drawn = DrawMethod.draw(members().iterator(), key, Map.of("", 3));
        assertThat(check(new SampleContent.Drawn(SEED, key, drawn))).contains("1 draws");
        List<DrawnMember> twice = new ArrayList<>(drawn);
        twice.set(1, drawn.get(0));
        List<DrawnMember> ranked = new ArrayList<>(drawn);
        ranked.set(2, new DrawnMember(drawn.get(2).member(), drawn.get(1).rank()));
        String other = "cd".repeat(32);
        for (SampleContent.Drawn wrong : List.of(
                new SampleContent.Drawn(SEED, key, drawn.subList(0, 2)),
                new SampleContent.Drawn(SEED, key, twice),
                new SampleContent.Drawn(SEED, key, ranked),
                new SampleContent.Drawn(SEED, DrawMethod.key(frozen.hash(), other), drawn),
                new SampleContent.Drawn(other, DrawMethod.key(frozen.hash(), other), drawn))) {
            assertThatThrownBy(() -> check(wrong))
                    .isInstanceOf(EntryChecks.Broken.class)
                    .hasMessageContaining("does not follow from its seed");
        }
    }

    private static String check(SampleContent.Drawn drawn) throws EntryChecks.Broken {
        SampleChecks checks = new SampleChecks();
        SampleContent.Frozen frozen = frozen();
        checks.take(leaf(1, frozen), disclosures(frozen));
        checks.take(leaf(2, drawn), disclosures(drawn));
        Findings findings = new Findings();
        checks.end(findings);
        return findings.checks().toString();
    }

    private static SampleContent.Frozen frozen() {
        Hash digest = Hash.sha256(new byte[0]);
        return new SampleContent.Frozen(
                "o",
                "en",
                new Population("", List.of(), 9, 9, digest, 99, digest, 1, digest, null),
                new SampleMethod.Statistical(3, DrawMethod.commitment(SEED)));
    }

    private static List<Member> members() {
        return IntStream.range(0, 9)
                .mapToObj(i -> new Member("R-" + i, 1, i, ""))
                .toList();
    }

    private static Leaf leaf(int version, SampleContent content) {
        return Leaf.of(EntryKind.SAMPLE, "S-1", version, Instant.EPOCH, disclosures(content));
    }

    private static List<Disclosure> disclosures(SampleContent content) {
        List<Disclosure> disclosures = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field :
                SampleFields.write(content, "Ann").entrySet()) {
            disclosures.add(Disclosure.of("A".repeat(22), field.getKey(), field.getValue()));
        }
        return disclosures;
    }

    private static String text(ContainerReader reader, String name) throws IOException {
        return new String(reader.open(reader.slot(name).orElseThrow()).readAllBytes(), StandardCharsets.UTF_8);
    }
}
